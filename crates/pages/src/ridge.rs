//! The picture of an event: three mountain ridges and a rising sun, drawn from a number. About a kilobyte of SVG.

use std::fmt::Write;

/// Base line, lift to the right, roughness, colour, number of points.
const RIDGES: [(f64, f64, f64, &str, u32); 3] = [
    (238.0, 96.0, 64.0, "#1d4f88", 20),
    (262.0, 66.0, 52.0, "#15406f", 24),
    (282.0, 30.0, 38.0, "#0f315b", 28),
];

/// The inside of `<svg viewBox="0 0 1200 300">`. The same number always draws the same skyline.
pub fn ridges(seed: u32) -> String {
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut out = String::from(r##"<circle cx="985" cy="128" r="52" fill="#f6b93b"/>"##);
    for (base, lift, rough, colour, count) in RIDGES {
        let mut points = Vec::new();
        for i in 0..=count {
            let u = f64::from(i) / f64::from(count);
            let rise = ((u * 1.18).min(1.0) * std::f64::consts::FRAC_PI_2).sin().powi(3);
            let peak = if i % 2 == 1 { 1.0 } else { 0.3 };
            let y = base - lift * rise - (dice.throw() - 0.3) * rough * peak * (0.35 + 0.65 * u);
            points.push(format!("{:.0} {y:.0}", u * 1200.0));
        }
        // Writing to a string can't fail.
        let _ = write!(out, r#"<path d="M0 300L{}L1200 300z" fill="{colour}"/>"#, points.join("L"));
    }
    out
}

/// Xorshift: a picture needs no better chance.
struct Dice(u64);

impl Dice {
    /// From 0 up to 1.
    fn throw(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = u32::try_from(self.0 >> 40).unwrap_or_default();
        f64::from(high) / f64::from(1_u32 << 24)
    }
}

#[cfg(test)]
mod tests {
    use super::ridges;

    #[test]
    fn a_number_draws_one_skyline_and_another_number_another() {
        assert_eq!(ridges(11), ridges(11));
        assert_ne!(ridges(11), ridges(12));
        assert!(ridges(11).len() < 1600, "{}", ridges(11).len());
    }
}
