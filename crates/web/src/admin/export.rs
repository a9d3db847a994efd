//! Registrations as a table for a spreadsheet: one line each, in the words of the organiser's language.

use jiff::Timestamp;
use plenary_domain::Event;
use plenary_domain::agenda::Agenda;
use plenary_domain::registration::{Form, Registration, Seat};
use plenary_exports::csv::{Cell, write};
use plenary_pages::T;
use plenary_pages::admin::event_form::open_questions;

/// `form` is all that was ever asked; answers that are protected stay where they are.
pub(super) fn csv(t: T, event: &Event, agenda: &Agenda, form: &Form, found: &[Registration]) -> Vec<u8> {
    let own = open_questions(form);
    let mut heads = headings(t);
    heads.extend(own.iter().map(|question| t.question(question)));
    let answers = |registration: &Registration| {
        let mut cells = row(t, event, agenda, registration);
        cells.extend(own.iter().map(|question| {
            let values = registration.answers.own.get(&question.key).map_or(&[][..], Vec::as_slice);
            Cell::Text(t.question_answer(question, values))
        }));
        cells
    };
    write(&heads, found.iter().map(answers))
}

fn headings(t: T) -> Vec<String> {
    [
        t.admin_registrations_reference(),
        t.admin_registrations_status(),
        t.admin_audit_field_form_of_address(),
        t.admin_audit_field_given(),
        t.admin_audit_field_family(),
        t.admin_registrations_badge_name(),
        t.admin_registrations_email(),
        t.admin_registrations_language(),
        t.admin_registrations_type(),
        t.admin_registrations_state(),
        t.admin_registrations_organisation(),
        t.admin_registrations_position(),
        t.admin_registrations_sessions(),
        t.admin_registrations_food(),
        t.admin_audit_field_food_note(),
        t.admin_registrations_access(),
        t.admin_audit_field_access_note(),
        t.admin_registrations_consent_list(),
        t.admin_registrations_consent_photo(),
        t.admin_registrations_consent_contact(),
        t.admin_registrations_consent_future(),
        t.admin_registrations_sent(),
    ]
    .map(std::borrow::Cow::into_owned)
    .to_vec()
}

fn row(t: T, event: &Event, agenda: &Agenda, registration: &Registration) -> Vec<Cell> {
    let answers = &registration.answers;
    let yes = |given: bool| if given { t.admin_audit_yes() } else { t.admin_audit_no() }.into_owned();
    let list = |words: Vec<std::borrow::Cow<'static, str>>| words.join(", ");
    [
        registration.reference.clone(),
        t.status(registration.status).into_owned(),
        answers.title.clone(),
        answers.given_names.clone(),
        answers.family_name.clone(),
        answers.badge_name.clone(),
        answers.email.to_string(),
        answers.language.own_name().to_owned(),
        t.representation_type(answers.representation_type).into_owned(),
        answers.state.map(|state| t.state(state).to_owned()).unwrap_or_default(),
        answers.organisation.clone(),
        answers.position.clone(),
        sessions(t, agenda, registration),
        list(answers.food.iter().map(|food| t.food(*food)).collect()),
        answers.food_note.clone(),
        list(answers.access.iter().map(|need| t.access(*need)).collect()),
        answers.access_note.clone(),
        yes(answers.consents.list),
        yes(answers.consents.photo),
        yes(answers.consents.contact),
        yes(answers.consents.future),
        local(event, registration.submitted_at),
    ]
    .map(Cell::Text)
    .to_vec()
}

/// Titles, with the place in the queue where there is no seat.
fn sessions(t: T, agenda: &Agenda, registration: &Registration) -> String {
    let title = |(id, seat): &(plenary_domain::ids::SessionId, Seat)| {
        let title = agenda.session(*id)?.title.get(t.lang);
        Some(match seat {
            Seat::Kept => title.to_owned(),
            Seat::Waiting(place) => format!("{title} ({})", t.admin_registrations_seat_waiting(*place)),
        })
    };
    registration.seats.iter().filter_map(title).collect::<Vec<_>>().join("; ")
}

/// As every spreadsheet reads it, in the zone of the event.
fn local(event: &Event, at: Timestamp) -> String {
    at.to_zoned_datetime(event.zone()).strftime("%Y-%m-%d %H:%M").to_string()
}
