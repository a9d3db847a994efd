//! What overlaps, found in one pass in the order of time: sorting takes O(n log n) comparisons, and so does the pass,
//! because each span is compared with those that still go on only until [`MOST`] of them have been named.

use std::collections::BTreeSet;

/// One span is named together with at most so many others. More would not help whoever has to put it right, and a
/// thousand sessions that were imported into one room would be half a million sentences.
pub(super) const MOST: usize = 8;

/// A stretch of something, end not included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<T> {
    pub(super) from: T,
    pub(super) to: T,
    /// Whatever the caller counts by.
    pub(super) item: usize,
    /// Spans of one side do not collide with each other if the caller says so.
    pub(super) wide: bool,
}

/// Pairs that overlap, as (the one that begins first, the other).
pub(super) fn overlaps<T: Ord + Copy>(mut spans: Vec<Span<T>>, narrow_too: bool) -> Vec<(usize, usize)> {
    spans.sort_by_key(|span| span.from);
    let mut pairs = Vec::new();
    // Those that still go on, by their ends: wide ones and narrow ones apart.
    let mut going: [BTreeSet<(T, usize)>; 2] = [BTreeSet::new(), BTreeSet::new()];
    for span in spans {
        for set in &mut going {
            while set.first().is_some_and(|(to, _)| *to <= span.from) {
                set.pop_first();
            }
        }
        let [narrow, wide] = &going;
        pairs.extend(wide.iter().rev().take(MOST).map(|(_, item)| (*item, span.item)));
        if span.wide || narrow_too {
            pairs.extend(narrow.iter().rev().take(MOST).map(|(_, item)| (*item, span.item)));
        }
        // A span without any length overlaps nothing.
        if span.from < span.to {
            let [narrow, wide] = &mut going;
            if span.wide {
                wide.insert((span.to, span.item))
            } else {
                narrow.insert((span.to, span.item))
            };
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::cmp::Ordering;

    thread_local! {
        static COMPARED: Cell<u64> = const { Cell::new(0) };
    }

    /// A number that counts how often it is compared.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Counted(i64);

    impl Ord for Counted {
        fn cmp(&self, other: &Self) -> Ordering {
            COMPARED.with(|count| count.set(count.get() + 1));
            self.0.cmp(&other.0)
        }
    }

    impl PartialOrd for Counted {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    fn span(from: i64, to: i64, item: usize) -> Span<i64> {
        Span { from, to, item, wide: false }
    }

    fn by_hand(spans: &[Span<i64>]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (i, a) in spans.iter().enumerate() {
            for b in spans.iter().skip(i + 1) {
                if a.from < b.to && b.from < a.to {
                    found.push((a.item.min(b.item), a.item.max(b.item)));
                }
            }
        }
        found.sort_unstable();
        found
    }

    #[test]
    fn a_pass_finds_what_comparing_everything_with_everything_finds() {
        // A little generator with a fixed seed; at most MOST go on at one time.
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % below).unwrap()
        };
        for _ in 0..200 {
            let spans: Vec<_> = (0..9)
                .map(|item| {
                    let from = next(40);
                    span(from, from + 1 + next(8), item)
                })
                .collect();
            let mut found: Vec<_> =
                overlaps(spans.clone(), true).into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            found.sort_unstable();
            assert_eq!(found, by_hand(&spans), "{spans:?}");
        }
    }

    #[test]
    fn those_that_begin_and_end_together_overlap_and_neighbours_do_not() {
        assert_eq!(overlaps(vec![span(1, 5, 0), span(1, 5, 1)], true), [(0, 1)]);
        assert_eq!(overlaps(vec![span(1, 5, 0), span(5, 9, 1)], true), []);
        let wide = Span { wide: true, ..span(2, 3, 2) };
        assert_eq!(overlaps(vec![span(1, 5, 0), span(1, 5, 1), wide], false), [(1, 2), (0, 2)]);
    }

    /// Comparisons for so many spans, `crowd` of them at one time.
    fn compared(count: i64, crowd: i64) -> u64 {
        let spans = (0..count).map(|i| Span {
            // Far from sorted.
            from: Counted(i * 7_919 % count),
            to: Counted(i * 7_919 % count + crowd),
            item: usize::try_from(i).unwrap(),
            wide: i % 10 == 0,
        });
        COMPARED.with(|count| count.set(0));
        let pairs = overlaps(spans.collect(), true);
        assert!(pairs.len() >= usize::try_from(count).unwrap() / 2);
        COMPARED.with(Cell::get)
    }

    #[test]
    fn ten_times_as_many_spans_take_little_more_than_ten_times_as_many_comparisons() {
        for crowd in [2, 40, 100_000] {
            let (few, many) = (compared(2_000, crowd), compared(20_000, crowd));
            // n log n gives 13; comparing each with each would give 100.
            assert!(many < few * 20, "{crowd} at one time: {few} comparisons, then {many}");
        }
    }
}
