//! Small charts, drawn on the server as numbers for SVG: bars of segments, a line, lines over time.
//! Whole numbers only, in tenths where a pixel is too coarse: nothing here has to be exact to the eye of a machine.

use jiff::civil::Date;
use std::fmt::Write;

/// One piece of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    pub x: i64,
    pub width: i64,
    pub class: &'static str,
}

/// Width of a bar above a list, as its `viewBox` says.
pub const BAR_WIDTH: i64 = 240;
/// Between neighbours: two colours may look alike, a gap never does.
const GAP: i64 = 2;

/// Cuts a bar into the shares of `parts`; what is left of `total` is the last piece, in the colour of nothing.
pub fn segments(parts: &[(i64, &'static str)], total: i64) -> Vec<Segment> {
    let sum: i64 = parts.iter().map(|(n, _)| n).sum();
    let total = total.max(sum).max(1);
    let rest = (total - sum, "fill-rest");
    let shown: Vec<_> = parts.iter().chain([&rest]).filter(|(n, _)| *n > 0).copied().collect();
    let (mut before, last) = (0, shown.len().saturating_sub(1));
    let mut found = Vec::new();
    for (i, (n, class)) in shown.into_iter().enumerate() {
        let x = before * BAR_WIDTH / total;
        before += n;
        let gap = if i == last { 0 } else { GAP };
        found.push(Segment { x, width: (before * BAR_WIDTH / total - x - gap).max(1), class });
    }
    found
}

/// A share of `most` in hundredths, for bars that are 100 wide.
pub fn share(n: i64, most: i64) -> i64 {
    (n * 100 / most.max(1)).clamp(0, 100)
}

/// The path of a small line in a box of [`BAR_WIDTH`] × 26.
pub fn spark(values: &[i64]) -> String {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let steps = i64::try_from(values.len()).unwrap_or(1).saturating_sub(1).max(1);
    let points = (0_i64..).zip(values).map(|(i, v)| (i * BAR_WIDTH / steps, 24 - v * 22 / most));
    path(points)
}

fn path(points: impl Iterator<Item = (i64, i64)>) -> String {
    let mut out = String::new();
    for (i, (x, y)) in points.enumerate() {
        // Writing to a string can't fail.
        let _ = write!(out, "{}{x} {y}", if i == 0 { "M" } else { " " });
    }
    out
}

/// Two growing lines over days, in a box of 560 × 236 with room for words at their ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// Height and number of each horizontal rule.
    pub rules: Vec<(i64, i64)>,
    pub sent: String,
    pub area: String,
    pub confirmed: String,
    /// Heights of the two ends.
    pub sent_end: i64,
    pub confirmed_end: i64,
    /// Heights of the words at the ends, kept apart from each other.
    pub sent_label: i64,
    pub confirmed_label: i64,
    /// Where a day is written below, and how it is anchored.
    pub days: Vec<(i64, Date, &'static str)>,
    pub sent_total: i64,
    pub confirmed_total: i64,
}

const LEFT: i64 = 36;
const RIGHT: i64 = 548;
const TOP: i64 = 30;
const BOTTOM: i64 = 204;
/// Two lines of words need so much.
const LABEL_HEIGHT: i64 = 26;

/// Adds up the numbers of each day. Nothing to draw without at least one registration.
pub fn growth(per_day: &[(Date, i64, i64)]) -> Option<Growth> {
    let (first, last) = (per_day.first()?.0, per_day.last()?.0);
    let sum = |of: fn(&(Date, i64, i64)) -> i64| per_day.iter().map(of).sum::<i64>();
    let (sent_total, confirmed_total) = (sum(|d| d.1), sum(|d| d.2));
    if sent_total == 0 {
        return None;
    }
    let span = days_between(first, last).max(1);
    let step = nice_step(sent_total);
    let top = (sent_total + step - 1) / step * step;
    let height = |n: i64| BOTTOM - n * (BOTTOM - TOP) / top.max(1);
    let place = |day: Date| LEFT + days_between(first, day) * (RIGHT - LEFT) / span;
    let line = |of: fn(&(Date, i64, i64)) -> i64| {
        let mut total = 0;
        let points = per_day.iter().map(|day| {
            total += of(day);
            (place(day.0), height(total))
        });
        // One day alone is a level line, not a point that nobody sees.
        if first == last { format!("M{LEFT} {BOTTOM} {RIGHT} {}", height(sum(of))) } else { path(points) }
    };
    let sent = line(|d| d.1);
    let (sent_end, confirmed_end) = (height(sent_total), height(confirmed_total));
    let confirmed_label = (confirmed_end + LABEL_HEIGHT).clamp(sent_end + LABEL_HEIGHT, BOTTOM - 6);
    Some(Growth {
        rules: (0..=top / step).map(|i| (height(i * step), i * step)).collect(),
        area: format!("{sent}V{BOTTOM}H{LEFT}z"),
        sent,
        confirmed: line(|d| d.2),
        sent_end,
        confirmed_end,
        sent_label: (sent_end - 8).max(12),
        confirmed_label,
        days: written_days(first, last, place),
        sent_total,
        confirmed_total,
    })
}

/// Three to six rules: 1, 2, 5 or 10 times a power of ten apart.
fn nice_step(most: i64) -> i64 {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if most <= step * factor * 5 {
                return step * factor;
            }
        }
        step *= 10;
    }
}

fn days_between(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days()))
}

/// The first day, the last one, and each first of a month that has room between them.
fn written_days(first: Date, last: Date, place: impl Fn(Date) -> i64) -> Vec<(i64, Date, &'static str)> {
    /// A written day is about that wide, large letters of small screens included.
    const ROOM: i64 = 165;
    let mut days = vec![(LEFT, first, "start")];
    let mut month = first.first_of_month();
    while let Ok(next) = month.checked_add(jiff::Span::new().months(1)) {
        if next >= last {
            break;
        }
        let x = place(next);
        if days.last().is_some_and(|(before, _, _)| x - before >= ROOM) && RIGHT - x >= ROOM {
            days.push((x, next, "middle"));
        }
        month = next;
    }
    if last != first {
        days.push((RIGHT, last, "end"));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_bar_is_cut_without_overlap_and_ends_at_its_end() {
        let bar = segments(&[(231, "a"), (24, "b"), (0, "c"), (57, "d")], 400);
        assert_eq!(bar.iter().map(|s| s.class).collect::<Vec<_>>(), ["a", "b", "d", "fill-rest"]);
        assert!(bar.windows(2).all(|w| matches!(w, [a, b] if a.x + a.width < b.x)));
        assert_eq!(bar.last().map(|s| s.x + s.width), Some(BAR_WIDTH));
        let over = segments(&[(10, "a")], 5);
        assert_eq!(over, [Segment { x: 0, width: BAR_WIDTH, class: "a" }]);
        assert_eq!(segments(&[], 0), [Segment { x: 0, width: BAR_WIDTH, class: "fill-rest" }]);
    }

    #[test]
    fn lines_grow_from_the_first_day_to_the_last() {
        let days = [(date(2027, 1, 1), 2, 0), (date(2027, 1, 2), 3, 1), (date(2027, 1, 5), 5, 4)];
        let chart = growth(&days).expect("three days");
        assert_eq!((chart.sent_total, chart.confirmed_total), (10, 5));
        assert_eq!(chart.rules.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [0, 2, 4, 6, 8, 10]);
        assert_eq!(chart.sent, "M36 170 164 117 548 30");
        assert!(chart.confirmed_label >= chart.sent_label + 18);
        assert_eq!(growth(&[]), None);
        assert_eq!(growth(&[(date(2027, 1, 1), 0, 0)]), None);
        assert!(growth(&[(date(2027, 1, 1), 1, 0)]).is_some());
    }

    #[test]
    fn a_long_time_is_marked_by_months_that_do_not_collide() {
        let chart = growth(&[(date(2026, 12, 1), 1, 0), (date(2027, 2, 22), 300, 10)]).expect("chart");
        let days: Vec<_> = chart.days.iter().map(|(_, day, _)| day.to_string()).collect();
        assert_eq!(days, ["2026-12-01", "2027-01-01", "2027-02-22"]);
    }

    #[test]
    fn a_small_line_stays_in_its_box() {
        assert_eq!(spark(&[0, 4]), "M0 24 240 2");
        assert_eq!(spark(&[7]), "M0 2");
        assert_eq!(spark(&[]), "");
    }
}
