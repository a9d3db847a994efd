//! What organisers keep beside a registration for themselves, and what of it waits for them: tags, notes, who entered
//! it, and why it needs a look. Nothing of this is ever shown to the delegate.

use crate::codes::codes;
use crate::text::{TextRefused, line};

codes! {
    /// Who typed the answers, and with them gave the e-mail address.
    Origin { Delegate = "delegate", Organiser = "organiser" }
}

codes! {
    /// Why a registration needs a look of an organiser, the most pressing first.
    Attention {
        /// Nobody has decided yet.
        Decide = "decide",
        /// The delegate asks for a change.
        Change = "change",
        /// The delegate has answered what was asked, and it can be decided.
        Answered = "answered",
        /// The delegate's time to answer is nearly over.
        Deadline = "deadline",
        /// A letter was not delivered.
        Letter = "letter",
    }
}

/// How long before a deadline it is near, in hours.
pub const DEADLINE_NEAR_HOURS: i64 = 24;
/// The longest note, in characters.
pub const NOTE_LENGTH: usize = 2_000;
/// The most notes of one registration.
pub const NOTES_AT_MOST: i64 = 100;
/// The longest tag, in characters.
pub const TAG_LENGTH: usize = 40;
/// The most tags of one registration.
pub const TAGS_AT_MOST: i64 = 20;
/// The longest name of a saved view, in characters.
pub const VIEW_NAME_LENGTH: usize = 60;
/// The most views that one account saves at one event.
pub const VIEWS_AT_MOST: i64 = 30;

/// A word that organisers sort registrations by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// One spelling for each: small letters, one space between words, no number sign in front. Commas stand between
    /// tags and are in none.
    ///
    /// # Errors
    /// Those of [`line`].
    pub fn parse(raw: &str) -> Result<Self, TextRefused> {
        let plain = line(raw.trim().trim_start_matches('#'), TAG_LENGTH)?;
        let small = line(&plain.to_lowercase(), TAG_LENGTH)?;
        if small.contains(',') { Err(TextRefused::NotText) } else { Ok(Self(small)) }
    }

    /// Several, with commas between them; each once.
    ///
    /// # Errors
    /// [`TextRefused::Empty`] when there is none, otherwise what is wrong with the first that is refused.
    pub fn parse_all(raw: &str) -> Result<Vec<Self>, TextRefused> {
        let mut tags = Vec::new();
        for part in raw.split([',', '،', ';']).filter(|part| !part.trim().is_empty()) {
            let tag = Self::parse(part)?;
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        if tags.is_empty() { Err(TextRefused::Empty) } else { Ok(tags) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What happens to somebody whom an organiser enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entering {
    /// As the way of the representation type says.
    AsUsual,
    /// A place at once; the reason is needed only where every place is taken.
    Confirmed { reason: String },
}

/// Why an organiser can't enter somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnterRefused {
    Answers(Vec<(super::Step, super::FieldProblem)>),
    /// Every place is taken, and there is no reason for going over the limit.
    NoPlaceLeft,
    NotAllowed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_one_spelling() {
        for raw in ["VIP", " vip ", "#Vip", "vip"] {
            assert_eq!(Tag::parse(raw).map(|tag| tag.to_string()), Ok("vip".into()), "{raw}");
        }
        assert_eq!(Tag::parse("Ұлттық  Жиын").map(|tag| tag.to_string()), Ok("ұлттық жиын".into()));
        for (raw, why) in [
            (" # ", TextRefused::Empty),
            ("a,b", TextRefused::NotText),
            ("a\u{202E}b", TextRefused::NotText),
            (&"x".repeat(41), TextRefused::TooLong(40)),
        ] {
            assert_eq!(Tag::parse(raw), Err(why), "{raw}");
        }
    }

    #[test]
    fn several_tags_stand_with_commas_between_them() {
        let words = |raw| Tag::parse_all(raw).map(|tags| tags.iter().map(Tag::to_string).collect::<Vec<_>>());
        assert_eq!(words("VIP, press ,, vip"), Ok(vec!["vip".to_owned(), "press".to_owned()]));
        assert_eq!(words(" , "), Err(TextRefused::Empty));
    }
}
