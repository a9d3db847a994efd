//! The parts of a letter that organisers may write: what is written, or our words.

use super::said::{SaidBlock, said, said_line};
use super::{LetterPageFacts, greeting, greeting_name, reference, sample_value, short_title, typed, words};
use crate::texts::T;
use crate::urls::EventUrls;
use plenary_domain::letter::AboutFacts;
use plenary_domain::wording::Field;
use plenary_domain::{Event, LocalText};

/// One line; on a day of the event it says so first.
pub(super) fn subject(facts: &LetterPageFacts<'_>, reference: &str) -> String {
    let (t, written) = (facts.t, facts.wording.subject.as_str());
    let words = if written.is_empty() {
        let short = typed::one_line(short_title(facts.event).get(t.lang));
        words::subject(t, facts.kind, &short, reference)
    } else {
        said_line(written, &|field| value(facts, field))
    };
    let today = facts.news.is_some_and(|news| news.at_once);
    typed::one_line(&if today { t.letter_subject_today(words) } else { words })
}

/// The greeting and what has happened, or what organisers have written in their place. What many get says at once what it
/// has to say, behind a greeting unless it has its own.
pub(super) fn opening(facts: &LetterPageFacts<'_>) -> Vec<SaidBlock> {
    let (t, written) = (facts.t, facts.wording);
    let value = |field| value(facts, field);
    if facts.kind.carries_text() {
        let own = said(&written.body, &value);
        let ours = (!greets(&written.body)).then(|| SaidBlock::paragraphs([greeting(facts)]));
        return ours.into_iter().flatten().chain(own).collect();
    }
    if written.opening.is_empty() {
        return SaidBlock::paragraphs([greeting(facts), words::lead(t, facts.kind)]);
    }
    said(&written.opening, &value)
}

/// Whether a text begins by calling the reader by name: its first line ends with it, and something follows.
fn greets(body: &str) -> bool {
    let name = format!("{{{}}}", Field::Name.code());
    let first = body.trim().split_once('\n').map(|(first, _)| first.trim_end());
    first.is_some_and(|line| line.trim_end_matches([',', '.', '!', ':', '،']).trim_end().ends_with(&name))
}

/// What is next, with its heading where the words are ours.
pub(super) fn next(facts: &LetterPageFacts<'_>) -> (String, Vec<SaidBlock>) {
    let t = facts.t;
    if facts.kind.carries_text() {
        return (String::new(), Vec::new());
    }
    if facts.wording.body.is_empty() {
        return (t.letter_next().into_owned(), vec![SaidBlock::points(words::next(facts))]);
    }
    (String::new(), said(&facts.wording.body, &|field| value(facts, field)))
}

pub(super) fn closing(facts: &LetterPageFacts<'_>) -> Vec<SaidBlock> {
    if facts.wording.closing.is_empty() {
        return vec![SaidBlock::lines([facts.t.letter_regards().into_owned(), sender(facts)])];
    }
    said(&facts.wording.closing, &|field| value(facts, field))
}

fn sender(facts: &LetterPageFacts<'_>) -> String {
    let host = typed::one_line(facts.event.host.get(facts.t.lang));
    if host.is_empty() { facts.t.letter_secretariat().into_owned() } else { host }
}

pub(super) fn stop_words(facts: &LetterPageFacts<'_>, stop: &str) -> (String, String, String) {
    let (t, event) = (facts.t, facts.event);
    let path = EventUrls::new(event.language(t.lang), event).stop_letters(stop);
    let url = format!("{}{path}", facts.base_url);
    (t.letter_many().into_owned(), t.letter_stop().into_owned(), url)
}

/// What is put in for a field. What a delegate typed is as inert here as everywhere.
fn value(facts: &LetterPageFacts<'_>, field: Field) -> String {
    let (t, event) = (facts.t, facts.event);
    let of = facts.about.registration();
    let local = |text: &LocalText| typed::one_line(text.get(t.lang));
    match field {
        Field::Name => match facts.about {
            AboutFacts::Registration(of) => greeting_name(t.lang, of),
            AboutFacts::Draft(_) => String::new(),
            AboutFacts::Speaker(of) => typed::inert(&local(&of.name)),
            AboutFacts::Account(of) => typed::inert(&typed::one_line(&of.name)),
        },
        // A letter on trial that is about nobody's registration. To a speaker there is nothing to say.
        Field::Organisation | Field::Reference | Field::Deadline
            if matches!(facts.about, AboutFacts::Account(_)) =>
        {
            sample_value(t, event, field)
        }
        Field::Organisation => {
            of.map(|of| typed::inert(&typed::one_line(&of.answers.organisation))).unwrap_or_default()
        }
        Field::Reference => reference(facts),
        Field::Deadline => {
            of.and_then(|of| of.answer_by).map(|by| t.moment(by, &event.zone())).unwrap_or_default()
        }
        of_event => event_value(t, event, of_event),
    }
}

/// What is put in for a field that says something of the event.
pub(super) fn event_value(t: T, event: &Event, field: Field) -> String {
    let local = |text: &LocalText| typed::one_line(text.get(t.lang));
    match field {
        Field::Event => local(short_title(event)),
        Field::Title => local(&event.title),
        Field::Dates => t.date_range(event.starts_on, event.ends_on),
        Field::Place => local(&event.place),
        Field::Venue => local(&event.venue),
        Field::Host => local(&event.host),
        Field::Contact => typed::one_line(&event.contact_email),
        Field::Closes => t.moment(event.registration_closes_at, &event.zone()),
        Field::Name | Field::Organisation | Field::Reference | Field::Deadline => String::new(),
    }
}
