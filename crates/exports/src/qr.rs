//! QR codes as one SVG path, small enough to stand in the page itself.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// How many modules a side has, and the dark ones as runs of a path in units of one module.
///
/// Error level M survives a folded or scratched print. Text in capitals, digits and `$%*+-./:` takes the compact
/// alphanumeric mode, which is why short addresses are written in capitals. `None` for a text that no code can hold
/// (more than two kilobytes).
pub fn svg_path(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for (y, row) in code.data.chunks_exact(code.size).take(code.size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a.value() == b.value()) {
            let n = run.len();
            if run.first().is_some_and(|module| module.value()) {
                // Writing into a string can't fail.
                let _ = write!(path, "M{x} {y}h{n}v1h-{n}z");
            }
            x += n;
        }
    }
    Some((code.size, path))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is meant to panic")]
    use super::*;

    /// The dark modules that a path draws.
    fn drawn(size: usize, path: &str) -> Vec<Vec<bool>> {
        let mut grid = vec![vec![false; size]; size];
        for run in path.split_terminator('z') {
            let (at, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let n: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            for dark in &mut grid[y][x..x + n] {
                assert!(!*dark, "runs do not overlap");
                *dark = true;
            }
        }
        grid
    }

    #[test]
    fn the_path_draws_exactly_the_modules_of_the_code() {
        let text = "HTTPS://EVENTS.EXAMPLE.ORG/R/7K2M9QX4TB6WN3CZ";
        let (size, path) = svg_path(text).unwrap();
        let code = QRBuilder::new(text).ecl(ECL::M).build().unwrap();
        let grid = drawn(size, &path);
        for y in 0..size {
            for x in 0..size {
                assert_eq!(grid[y][x], code[y][x].value(), "{x} {y}");
            }
        }
        let finder =
            |x: usize, y: usize| (0..7).all(|i| grid[y][x + i] && grid[y + 6][x + i] && grid[y + i][x]);
        assert!(finder(0, 0) && finder(size - 7, 0) && finder(0, size - 7), "three corner marks");
    }

    #[test]
    fn capitals_make_a_smaller_code_than_small_letters() {
        let text = "https://events.example.org/r/7k2m9qx4tb6wn3cz";
        assert!(svg_path(&text.to_uppercase()).unwrap().0 < svg_path(text).unwrap().0);
        assert_eq!(svg_path(&"x".repeat(5000)), None);
    }
}
