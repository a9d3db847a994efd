//! Sessions that one signs up for, as the form offers them: those of one time are one question.

use super::agenda::{languages, place};
use super::register::StepFacts;
use crate::forms::{Field, FormErrors};
use crate::texts::{T, dates};
use plenary_domain::agenda::Agenda;
use plenary_domain::registration::{RawAnswers, SignUpSession};

/// Sessions of one time: one question.
pub struct SlotChoice {
    pub field: Field,
    pub legend: String,
    pub sessions: Vec<SignUpChoice>,
    pub none: bool,
}

/// A session that may be chosen.
pub struct SignUpChoice {
    pub value: String,
    pub title: String,
    pub tone: &'static str,
    pub topic: String,
    pub place: String,
    pub seats: String,
    pub seats_class: &'static str,
    pub on: bool,
}

pub(super) fn slots(t: T, raw: &RawAnswers, facts: &StepFacts<'_>, errors: &FormErrors) -> Vec<SlotChoice> {
    let Some(agenda) = facts.agenda else { return Vec::new() };
    let mut slots: Vec<SlotChoice> = Vec::new();
    for sign_up in &facts.form.sign_up {
        let name = sign_up.slot_field();
        let Some(choice) = sign_up_choice(t, raw, facts, agenda, sign_up) else { continue };
        match slots.last_mut() {
            Some(slot) if slot.field.name == name => slot.sessions.push(choice),
            _ => slots.push(SlotChoice {
                legend: format!(
                    "{}, {}",
                    t.date_weekday(sign_up.starts.date()),
                    t.time(sign_up.starts.time())
                ),
                none: raw.one(&name).is_empty(),
                field: errors.field(name.clone(), raw.one(&name)),
                sessions: vec![choice],
            }),
        }
    }
    slots
}

fn sign_up_choice(
    t: T,
    raw: &RawAnswers,
    facts: &StepFacts<'_>,
    agenda: &Agenda,
    sign_up: &SignUpSession,
) -> Option<SignUpChoice> {
    let session = agenda.session(sign_up.id)?;
    let topic = session.topics.first().and_then(|id| agenda.topic(*id));
    let value = sign_up.id.to_string();
    let seats = facts.seats.get(&sign_up.id);
    let (text, class) = match seats {
        Some(seats) if seats.left <= 0 => (t.sessions_wait(seats.waiting), "full"),
        Some(seats) if seats.left < 10 => (t.seats_left(seats.left, seats.total), "warn"),
        Some(seats) => (t.seats_left(seats.left, seats.total), "soft"),
        None => (String::new(), "soft"),
    };
    let (start, end) = session.slot.as_ref().map(dates::hours).unwrap_or_default();
    let mut facts_of = vec![format!("{start}–{end}"), place(t, agenda, session)];
    facts_of.push(languages(session));
    facts_of.retain(|part| !part.is_empty());
    Some(SignUpChoice {
        title: session.title.get(t.lang).to_owned(),
        tone: topic.map_or("", |topic| topic.tone.code()),
        topic: topic.map_or_else(String::new, |topic| topic.name.get(t.lang).to_owned()),
        place: facts_of.join(" · "),
        seats: text,
        seats_class: class,
        on: raw.has(&sign_up.slot_field(), &value),
        value,
    })
}
