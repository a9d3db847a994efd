//! Messages to many: what organisers write to everybody whom a list of registrations shows. Who gets one is settled when
//! it is confirmed; each registration gets it at most once, in its own language if that is written.

use crate::codes::codes;
use crate::ids::MessageId;
use crate::lang::Lang;
use crate::wording::{Field, Part, PartFault, Wording, parse_part};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// What a message is about, which decides who may get it.
    Purpose {
        /// This event: goes to everybody who is chosen.
        Event = "event",
        /// Events to come: goes only to those who have agreed to such letters.
        Future = "future",
    }
}

codes! {
    /// Where a message is.
    MessageState {
        /// Is still being written.
        Draft = "draft",
        /// Leaves, or leaves at its time.
        Confirmed = "confirmed",
        /// Was stopped; whoever has not got it won't get it.
        Stopped = "stopped",
        /// Has been handed to the outbox for everybody.
        Done = "done",
    }
}

/// The text of a message in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageText {
    pub subject: String,
    pub body: String,
}

/// In one or several languages; a language in which nothing is written has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageTexts(pub BTreeMap<Lang, MessageText>);

/// Something that is wrong with the text of one language.
pub type TextFault = (Lang, Part, PartFault);

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub purpose: Purpose,
    /// The list of registrations that it goes to, as its address says it.
    pub list: String,
    pub texts: MessageTexts,
    pub state: MessageState,
    /// Counts changes of a draft.
    pub version: i32,
    /// When it may leave.
    pub due_at: Option<Timestamp>,
    pub confirmed_at: Option<Timestamp>,
}

/// Why a message is not saved, confirmed or stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageRefused {
    Texts(Vec<TextFault>),
    /// Nothing is written in any language.
    Empty,
    /// Nobody would get it.
    Nobody,
    /// More people than the page said would get it, or fewer.
    OthersThan {
        told: i64,
        now: i64,
    },
    /// It should leave at a time that is over.
    TimeIsOver,
    /// It is not in a state in which this can be done.
    NotIn(MessageState),
    ChangedMeanwhile,
    NotAllowed,
}

impl MessageTexts {
    /// Reads what was typed. A language in which only one of the two is written is asked for the other.
    ///
    /// # Errors
    /// Everything that is wrong, language by language.
    pub fn parse<'a>(
        languages: &[Lang],
        typed: impl Fn(Lang, Part) -> &'a str,
    ) -> Result<Self, Vec<TextFault>> {
        let (mut texts, mut faults) = (BTreeMap::new(), Vec::new());
        for language in languages {
            let mut read =
                |part| match parse_part(part, typed(*language, part), Field::is_known_of_registrations) {
                    Ok(text) => text,
                    Err(fault) => {
                        faults.push((*language, part, fault));
                        String::new()
                    }
                };
            let (subject, body) = (read(Part::Subject), read(Part::Body));
            if !subject.is_empty() || !body.is_empty() {
                texts.insert(*language, MessageText { subject, body });
            }
        }
        if faults.is_empty() { Ok(Self(texts)) } else { Err(faults) }
    }

    /// What a message lacks that is to be sent: a subject or a body, in a language that has the other.
    pub fn lacking(&self) -> Vec<(Lang, Part)> {
        let lacks = |(language, text): (&Lang, &MessageText)| {
            let subject = text.subject.is_empty().then_some((*language, Part::Subject));
            [subject, text.body.is_empty().then_some((*language, Part::Body))]
        };
        self.0.iter().flat_map(lacks).flatten().collect()
    }

    pub fn languages(&self) -> Vec<Lang> {
        self.0.keys().copied().collect()
    }

    /// The language in which somebody who reads `wanted` gets it: that one, else English, else the first that is written.
    pub fn language_for(&self, wanted: Lang) -> Option<Lang> {
        [wanted, Lang::En]
            .into_iter()
            .find(|language| self.0.contains_key(language))
            .or_else(|| self.0.keys().next().copied())
    }

    /// One of the two, as it was typed.
    pub fn typed(&self, language: Lang, part: Part) -> &str {
        match (self.0.get(&language), part) {
            (Some(text), Part::Subject) => &text.subject,
            (Some(text), _) => &text.body,
            (None, _) => "",
        }
    }

    /// As the words of a letter.
    pub fn wording(&self, language: Lang) -> Wording {
        let text = self.0.get(&language).cloned().unwrap_or_default();
        Wording { subject: text.subject, body: text.body, ..Wording::default() }
    }

    pub fn get(&self, language: Lang) -> Option<&MessageText> {
        self.0.get(&language)
    }
}

/// Whether a message with these texts may leave for `now_chosen` people, when the page has told `told`.
///
/// # Errors
/// Why not.
pub fn may_confirm(
    message: &Message,
    (told, now_chosen): (i64, i64),
    due_at: Timestamp,
    now: Timestamp,
) -> Result<(), MessageRefused> {
    if message.state != MessageState::Draft {
        return Err(MessageRefused::NotIn(message.state));
    }
    let lacking = message.texts.lacking();
    if !lacking.is_empty() {
        let empty = |(language, part)| (language, part, PartFault::Text(crate::text::TextRefused::Empty));
        return Err(MessageRefused::Texts(lacking.into_iter().map(empty).collect()));
    }
    if message.texts.0.is_empty() {
        return Err(MessageRefused::Empty);
    }
    if due_at < now {
        return Err(MessageRefused::TimeIsOver);
    }
    if now_chosen == 0 {
        return Err(MessageRefused::Nobody);
    }
    if told != now_chosen {
        return Err(MessageRefused::OthersThan { told, now: now_chosen });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::MarkupFault;
    use uuid::Uuid;

    fn texts(written: &[(Lang, &str, &str)]) -> MessageTexts {
        let text = |(language, subject, body): &(Lang, &str, &str)| {
            (*language, MessageText { subject: (*subject).into(), body: (*body).into() })
        };
        MessageTexts(written.iter().map(text).collect())
    }

    #[test]
    fn languages_are_read_one_by_one_and_empty_ones_are_none() {
        let typed = |language, part| match (language, part) {
            (Lang::En, Part::Subject) => "Bus",
            (Lang::En, _) => "Dear {name}",
            (Lang::Ru, Part::Body) => "{x}",
            _ => "",
        };
        let fault = PartFault::Markup(MarkupFault::UnknownField("x".into()));
        assert_eq!(MessageTexts::parse(&Lang::ALL, typed), Err(vec![(Lang::Ru, Part::Body, fault)]));
        let read = MessageTexts::parse(&[Lang::En, Lang::Kk], typed);
        assert_eq!(read, Ok(texts(&[(Lang::En, "Bus", "Dear {name}")])));
        let read =
            MessageTexts::parse(&Lang::ALL, |_, part| if part == Part::Body { "{deadline}" } else { "" });
        assert_eq!(read.map_err(|faults| faults.len()), Err(3), "a message has no deadline");
    }

    #[test]
    fn somebody_gets_it_in_the_nearest_language_that_is_written() {
        let all = texts(&[(Lang::En, "a", "a"), (Lang::Ru, "b", "b")]);
        assert_eq!(
            Lang::ALL.map(|wanted| all.language_for(wanted)),
            [Lang::En, Lang::Ru, Lang::En].map(Some)
        );
        let one = texts(&[(Lang::Kk, "a", "a")]);
        assert_eq!(Lang::ALL.map(|wanted| one.language_for(wanted)), [Some(Lang::Kk); 3]);
        assert_eq!(texts(&[]).language_for(Lang::En), None);
    }

    #[test]
    fn a_message_leaves_whole_in_time_and_for_those_who_were_told_of() {
        let at = |s| Timestamp::from_second(s).unwrap_or(Timestamp::UNIX_EPOCH);
        let message = |texts, state| Message {
            id: Uuid::from_u128(1).into(),
            purpose: Purpose::Event,
            list: String::new(),
            texts,
            state,
            version: 1,
            due_at: None,
            confirmed_at: None,
        };
        let whole = message(texts(&[(Lang::En, "a", "b")]), MessageState::Draft);
        assert_eq!(may_confirm(&whole, (3, 3), at(5), at(5)), Ok(()));
        let refused = |message: &Message, told, now_chosen, due| {
            may_confirm(message, (told, now_chosen), at(due), at(5))
        };
        assert_eq!(refused(&whole, 3, 4, 5), Err(MessageRefused::OthersThan { told: 3, now: 4 }));
        assert_eq!(refused(&whole, 0, 0, 5), Err(MessageRefused::Nobody));
        assert_eq!(refused(&whole, 3, 3, 4), Err(MessageRefused::TimeIsOver));
        let sent = message(whole.texts.clone(), MessageState::Done);
        assert_eq!(refused(&sent, 3, 3, 5), Err(MessageRefused::NotIn(MessageState::Done)));
        assert_eq!(refused(&message(texts(&[]), MessageState::Draft), 3, 3, 5), Err(MessageRefused::Empty));
        let half = message(texts(&[(Lang::En, "a", "b"), (Lang::Kk, "a", "")]), MessageState::Draft);
        let empty = PartFault::Text(crate::text::TextRefused::Empty);
        assert_eq!(refused(&half, 3, 3, 5), Err(MessageRefused::Texts(vec![(Lang::Kk, Part::Body, empty)])));
    }
}
