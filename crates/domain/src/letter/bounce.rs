//! Letters that come back: what the mail server of the recipient reports (RFC 3464), and what follows from it.

use crate::codes::codes;

codes! {
    /// What a report says of a letter.
    BounceKind {
        /// The address does not work, and will not tomorrow.
        Hard = "hard",
        /// Full, blocked, away: another letter may arrive.
        Soft = "soft",
    }
}

/// A report about one letter, as far as it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    pub kind: BounceKind,
    /// Such as `5.1.1`.
    pub status: String,
    /// The words of the mail server, for organisers.
    pub words: String,
}

/// The longest words that are kept, in characters.
pub const BOUNCE_WORDS: usize = 500;

/// What the fields of a report mean. `None`: not the end of the letter (it is late, or it arrived), or no report.
pub fn bounce(action: &str, status: &str, words: &str) -> Option<Bounce> {
    if !action.trim().eq_ignore_ascii_case("failed") {
        return None;
    }
    let status = status.split([' ', '(']).next().unwrap_or_default();
    let mut parts = status.split('.');
    let class = parts.next().unwrap_or_default();
    let subject = parts.next().unwrap_or_default();
    let plain = status.len() <= 12 && status.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let kind = match (class, subject) {
        // 5.1.x: the address; 5.4.4, 5.4.6: nobody takes mail for its domain, or it goes round in circles. 5.2.2: full;
        // 5.7.x: our letter was not liked, which says nothing about the address.
        ("5", "2" | "3" | "5" | "6" | "7") | ("4", _) => BounceKind::Soft,
        ("5", _) => BounceKind::Hard,
        _ => return None,
    };
    let line: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(BOUNCE_WORDS).collect();
    plain.then(|| Bounce { kind, status: status.to_owned(), words })
}

/// After so many letters that came back for good, an address gets no others until it is corrected.
pub const HARD_BOUNCES: i64 = 2;

/// Kept with a letter that was not sent for that: a code, which pages put into words.
pub const UNREACHABLE: &str = "unreachable";

/// Whether an address gets no letters any more.
pub const fn unreachable(hard_bounces: i64) -> bool {
    hard_bounces >= HARD_BOUNCES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failure_with_a_status_is_a_bounce() {
        use BounceKind::{Hard, Soft};
        for (action, status, expected) in [
            ("failed", "5.1.1", Some(Hard)),
            (" Failed ", "5.0.0", Some(Hard)),
            ("failed", "5.4.4 (unable to route)", Some(Hard)),
            ("failed", "5.2.2", Some(Soft)),
            ("failed", "5.7.1", Some(Soft)),
            ("failed", "4.4.7", Some(Soft)),
            ("delayed", "4.4.1", None),
            ("delivered", "2.0.0", None),
            ("relayed", "2.0.0", None),
            ("failed", "2.0.0", None),
            ("failed", "", None),
            ("failed", "5.1.1<script>", None),
            ("failed", "5.1111111111111", None),
            ("", "5.1.1", None),
        ] {
            assert_eq!(bounce(action, status, "x").map(|b| b.kind), expected, "{action} {status}");
        }
    }

    #[test]
    fn the_words_are_one_line_of_bounded_length() {
        let found = bounce("failed", "5.1.1", &format!("550\r\n no such\0user {}", "x".repeat(900)));
        let words = found.map(|b| b.words).unwrap_or_default();
        assert!(words.starts_with("550 no such user xxx") && words.chars().count() == BOUNCE_WORDS);
    }

    #[test]
    fn one_letter_that_came_back_stops_nothing_and_the_second_does() {
        assert_eq!([0, 1, 2, 3].map(unreachable), [false, false, true, true]);
    }
}
