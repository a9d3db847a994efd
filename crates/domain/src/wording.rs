//! What organisers write for letters: a subject and free paragraphs for each occasion, representation type and language.
//! What is not written is said in the program's own words, part by part; the facts of a letter are never theirs.
//!
//! Nothing here is evaluated. Fields are names out of a list, put in as text after the markup was read, so that neither
//! what an organiser nor what a delegate typed can become anything else.

mod fields;
mod markup;

pub use fields::Field;
pub use markup::{Block, Line, Markup, MarkupFault, Piece, Run, subject_runs};

use crate::codes::codes;
use crate::event::Event;
use crate::lang::Lang;
use crate::letter::LetterKind;
use crate::registration::TypeCode;
use crate::text::{TextRefused, optional_line, optional_lines};
use serde::{Deserialize, Serialize};

codes! {
    /// What of a letter can be written.
    Part {
        Subject = "subject",
        /// In place of the greeting and of what has happened.
        Opening = "opening",
        /// In place of what happens next, behind the facts.
        Body = "body",
        /// In place of the regards.
        Closing = "closing",
    }
}

/// The longest subject, in characters: mail programs show less.
pub const SUBJECT_LENGTH: usize = 150;
/// The longest of the other parts, in characters.
pub const PART_LENGTH: usize = 4_000;

/// The parts of one letter in one language; an empty one is not written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub subject: String,
    pub opening: String,
    pub body: String,
    pub closing: String,
}

/// What is wrong with a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartFault {
    Text(TextRefused),
    Markup(MarkupFault),
}

/// Why a wording is not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordingRefused {
    Parts(Vec<(Part, PartFault)>),
    /// The event has no such representation type or language.
    NotOfEvent,
    /// Somebody else has saved since the page was opened.
    ChangedMeanwhile,
    NotAllowed,
}

/// Which letters a wording is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordingKey {
    pub kind: LetterKind,
    /// Every type, if absent.
    pub representation_type: Option<TypeCode>,
    pub language: Lang,
}

impl WordingKey {
    /// Whether the event has such letters: in one of its languages, with words of their own, and for one of its types
    /// only where they are about registrations.
    pub fn is_of(&self, event: &Event) -> bool {
        let of_type = |code| self.kind.is_about_registration() && event.representation_type(code).is_some();
        event.languages.contains(&self.language)
            && !self.kind.carries_text()
            && self.representation_type.as_ref().is_none_or(of_type)
    }
}

impl Wording {
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Subject => &self.subject,
            Part::Opening => &self.opening,
            Part::Body => &self.body,
            Part::Closing => &self.closing,
        }
    }

    fn part_mut(&mut self, part: Part) -> &mut String {
        match part {
            Part::Subject => &mut self.subject,
            Part::Opening => &mut self.opening,
            Part::Body => &mut self.body,
            Part::Closing => &mut self.closing,
        }
    }

    pub fn is_empty(&self) -> bool {
        Part::ALL.iter().all(|part| self.part(*part).is_empty())
    }

    /// Reads what was typed for letters in which these fields mean something.
    ///
    /// # Errors
    /// Everything that is wrong, part by part.
    pub fn parse<'a>(
        typed: impl Fn(Part) -> &'a str,
        has: impl Fn(Field) -> bool,
    ) -> Result<Self, Vec<(Part, PartFault)>> {
        let (mut wording, mut faults) = (Self::default(), Vec::new());
        for part in Part::ALL {
            match parse_part(*part, typed(*part), &has) {
                Ok(text) => *wording.part_mut(*part) = text,
                Err(fault) => faults.push((*part, fault)),
            }
        }
        if faults.is_empty() { Ok(wording) } else { Err(faults) }
    }

    /// Part by part what is written here, else what is written there.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for part in Part::ALL {
            if self.part(*part).is_empty() {
                other.part(*part).clone_into(self.part_mut(*part));
            }
        }
        self
    }
}

impl LetterKind {
    /// Whether letters of this kind have something to put in for the field. Whoever has begun a registration has told
    /// nothing yet that could stand in a letter; a speaker has a name.
    pub const fn knows(self, field: Field) -> bool {
        match field {
            Field::Deadline => self.has_deadline(),
            Field::Name => !self.is_about_draft(),
            Field::Organisation | Field::Reference => self.is_about_registration(),
            _ => true,
        }
    }

    pub const fn is_about_draft(self) -> bool {
        matches!(self, Self::DraftBegun | Self::DraftReminder)
    }

    /// Some of these go to speakers as well.
    pub const fn is_about_registration(self) -> bool {
        !self.is_about_draft() && !matches!(self, Self::SpeakerInvited)
    }

    /// Has its words in the message or rule that it carries, and none of its own.
    pub const fn carries_text(self) -> bool {
        matches!(self, Self::Message | Self::Reminder)
    }

    /// What organisers may write for: everything that has words of the program's own.
    pub fn writable() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|kind| !kind.carries_text())
    }
}

/// One part as it is kept.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse_part(part: Part, typed: &str, has: impl Fn(Field) -> bool) -> Result<String, PartFault> {
    let (text, fault) = if part == Part::Subject {
        let text = optional_line(typed, SUBJECT_LENGTH).map_err(PartFault::Text)?;
        let fault = subject_runs(&text, &has).err();
        (text, fault)
    } else {
        let text = optional_lines(typed, PART_LENGTH).map_err(PartFault::Text)?;
        let fault = Markup::parse(&text, &has).err();
        (text, fault)
    };
    match fault {
        Some(fault) => Err(PartFault::Markup(fault)),
        None => Ok(text),
    }
}

/// How many texts each of the languages lacks that another one has, where it lacks any.
pub fn missing(written: &[(WordingKey, Wording)], languages: &[Lang]) -> Vec<(Lang, usize)> {
    let has = |key: &WordingKey, language: Lang, part: Part| {
        written.iter().any(|(of, wording)| {
            (of.kind, &of.representation_type, of.language) == (key.kind, &key.representation_type, language)
                && !wording.part(part).is_empty()
        })
    };
    let mut texts: Vec<(LetterKind, &Option<TypeCode>, Part)> = Vec::new();
    for (key, wording) in written.iter().filter(|(key, _)| languages.contains(&key.language)) {
        for part in Part::ALL.iter().filter(|part| !wording.part(**part).is_empty()) {
            let text = (key.kind, &key.representation_type, *part);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    let lacks = |language: Lang| {
        let lacking = texts.iter().filter(|(kind, of, part)| {
            let key = WordingKey { kind: *kind, representation_type: (*of).clone(), language };
            !has(&key, language, *part)
        });
        (language, lacking.count())
    };
    languages.iter().map(|language| lacks(*language)).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(language: Lang, of: Option<&str>) -> WordingKey {
        let representation_type = of.and_then(TypeCode::parse);
        WordingKey { kind: LetterKind::Confirmed, representation_type, language }
    }

    #[test]
    fn an_event_has_letters_in_its_languages_and_for_its_types_where_they_are_about_registrations() {
        let mut event = crate::event::samples::event(jiff::civil::date(2027, 5, 31));
        event.types = crate::registration::built_in_types(|| uuid::Uuid::nil().into());
        assert!(key(Lang::En, None).is_of(&event) && key(Lang::En, Some("media")).is_of(&event));
        assert!(!key(Lang::En, Some("unheard_of")).is_of(&event));
        event.languages = vec![Lang::Ru];
        assert!(!key(Lang::En, None).is_of(&event));
        let of = |kind, code| WordingKey { kind, ..key(Lang::Ru, code) }.is_of(&event);
        assert!(of(LetterKind::SpeakerInvited, None) && !of(LetterKind::SpeakerInvited, Some("media")));
        assert!(!of(LetterKind::Message, None));
    }

    fn wording(subject: &str, body: &str) -> Wording {
        Wording { subject: subject.into(), body: body.into(), ..Wording::default() }
    }

    #[test]
    fn parts_are_read_and_what_is_wrong_stands_with_its_part() {
        let typed = |part| match part {
            Part::Subject => " Welcome, {name} ",
            Part::Opening => "{{7*7}} stays text",
            Part::Body => "See [us](https://example.org).\r\n\r\n\r\n- One",
            Part::Closing => "",
        };
        let read = Wording::parse(typed, |_| true);
        let wanted = Wording {
            subject: "Welcome, {name}".into(),
            opening: "{{7*7}} stays text".into(),
            body: "See [us](https://example.org).\n\n- One".into(),
            closing: String::new(),
        };
        assert_eq!(read, Ok(wanted));
        let typed = |part| match part {
            Part::Subject => "a\u{202E}b",
            Part::Opening => "{nome}",
            Part::Body => "{deadline}",
            Part::Closing => "[x](http://example.org)",
        };
        let fault = |fault| PartFault::Markup(fault);
        assert_eq!(
            Wording::parse(typed, |field| field != Field::Deadline),
            Err(vec![
                (Part::Subject, PartFault::Text(TextRefused::NotText)),
                (Part::Opening, fault(MarkupFault::UnknownField("nome".into()))),
                (Part::Body, fault(MarkupFault::FieldNotHere(Field::Deadline))),
                (Part::Closing, fault(MarkupFault::NotHttps("http://example.org".into()))),
            ])
        );
    }

    #[test]
    fn what_is_written_for_a_type_stands_before_what_is_written_for_all() {
        let of_type = wording("", "For media");
        assert_eq!(of_type.or(&wording("For all", "For all")), wording("For all", "For media"));
    }

    #[test]
    fn a_language_lacks_what_another_has() {
        let written = [
            (key(Lang::En, None), wording("Welcome", "Come")),
            (key(Lang::Ru, None), wording("Приветствие", "")),
            (key(Lang::Ru, Some("media")), wording("", "Пресса")),
        ];
        assert_eq!(missing(&written, &Lang::ALL), [(Lang::En, 1), (Lang::Ru, 1), (Lang::Kk, 3)]);
        assert_eq!(missing(&written, &[Lang::Ru]), []);
        assert_eq!(missing(&[], &Lang::ALL), []);
    }
}
