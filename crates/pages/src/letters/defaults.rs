//! The program's own words as organisers see them beside their own, and an invented person for letters that are looked at
//! before anybody has registered.

use super::own_words::event_value;
use super::{LetterPageFacts, words};
use crate::texts::T;
use plenary_domain::Event;
use plenary_domain::letter::{AboutFacts, AccountFacts, DraftFacts, LetterKind};
use plenary_domain::wording::{Field, Wording};

/// Our words for a letter, with fields where it has facts.
pub fn default_wording(t: T, kind: LetterKind, event: &Event, base_url: &str) -> Wording {
    let about = sample_about(t, kind, event);
    let none = Wording::default();
    let facts = LetterPageFacts {
        t,
        kind,
        event,
        about: &about,
        agenda: None,
        ticket: None,
        news: None,
        calendar: false,
        wording: &none,
        stop: None,
        trial: false,
        base_url,
    };
    let greeting = if kind.is_about_draft() {
        t.letter_greeting_nobody().into_owned()
    } else {
        t.letter_greeting("{name}")
    };
    let reference = if kind.is_about_registration() { "{reference}" } else { "" };
    let points: Vec<String> = words::next(&facts).into_iter().map(|step| format!("- {step}")).collect();
    Wording {
        subject: words::subject(t, kind, "{event}", reference),
        opening: format!("{greeting}\n\n{}", words::lead(t, kind)),
        body: points.join("\n"),
        closing: format!("{}\n{{host}}", t.letter_regards()),
    }
}

/// What a field says of the invented person, or of the event as it is.
pub fn sample_value(t: T, event: &Event, field: Field) -> String {
    match field {
        Field::Name => t.wording_sample_name().into_owned(),
        Field::Organisation => t.wording_sample_organisation().into_owned(),
        Field::Reference => REFERENCE.to_owned(),
        Field::Deadline => t.moment(event.registration_closes_at, &event.zone()),
        of_event => event_value(t, event, of_event),
    }
}

const REFERENCE: &str = "ABC27-4K7PX";
/// Of nobody: addresses with it lead nowhere.
const SECRET: &str = "sample";

/// Something that a letter of this kind can be about, invented.
pub fn sample_about(t: T, kind: LetterKind, event: &Event) -> AboutFacts {
    if kind.is_about_draft() {
        let expires_at = event.registration_closes_at;
        return AboutFacts::Draft(DraftFacts { secret: SECRET.to_owned(), expires_at });
    }
    AboutFacts::Account(AccountFacts { name: t.wording_sample_name().into_owned() })
}
