//! Sessions that somebody has put a star on: a few numbers, and never too many for a cookie.

/// More than anybody attends, and about a kilobyte.
pub const STARS_AT_MOST: usize = 200;

/// There is no room for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarsFull;

/// All of them, each once, in order.
///
/// # Errors
/// When there would be more than there may be.
pub fn add_stars(has: &[i32], more: &[i32]) -> Result<Vec<i32>, StarsFull> {
    let mut all: Vec<i32> = has.iter().chain(more).copied().filter(|number| *number > 0).collect();
    all.sort_unstable();
    all.dedup();
    if all.len() > STARS_AT_MOST { Err(StarsFull) } else { Ok(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_star_is_there_once_and_there_are_never_too_many() {
        assert_eq!(add_stars(&[3, 1], &[2, 3, -1, 0]), Ok(vec![1, 2, 3]));
        let full: Vec<i32> = (1..=200).collect();
        assert_eq!(add_stars(&full, &[7]), Ok(full.clone()), "it was there already");
        assert_eq!(add_stars(&full, &[201]), Err(StarsFull));
    }
}
