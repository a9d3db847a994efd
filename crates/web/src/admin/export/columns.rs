//! The columns of an export: what each is called, how much it has to be guarded, and what stands in it.

use jiff::Timestamp;
use plenary_domain::Event;
use plenary_domain::agenda::Agenda;
use plenary_domain::file::Sensitivity;
use plenary_domain::registration::{Registration, Seat};
use plenary_exports::table::Cell;
use plenary_pages::T;
use std::borrow::Cow;

/// What a row is made of.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) t: T,
    pub(super) event: &'a Event,
    pub(super) agenda: &'a Agenda,
}

pub(super) struct Column {
    pub(super) code: &'static str,
    pub(super) sensitivity: Sensitivity,
    /// In characters, where the table knows widths.
    pub(super) width: f64,
    pub(super) heading: fn(&T) -> Cow<'static, str>,
    pub(super) cell: fn(Words<'_>, &Registration) -> Cell,
}

macro_rules! columns {
    ($($code:literal $class:ident $width:literal $heading:ident() => $cell:expr;)+) => {
        /// In the order of the table.
        pub(super) static COLUMNS: &[Column] = &[$(Column {
            code: $code,
            sensitivity: Sensitivity::$class,
            width: $width,
            heading: T::$heading,
            cell: $cell,
        }),+];
    };
}

columns! {
    "reference" Cl2 14.0 admin_registrations_reference() => |_, r| r.reference.clone().into();
    "status" Cl2 16.0 admin_registrations_status() => |w, r| text(w.t.status(r.status));
    "title" Cl1 8.0 admin_audit_field_form_of_address() => |_, r| r.answers.title.clone().into();
    "given" Cl1 20.0 admin_audit_field_given() => |_, r| r.answers.given_names.clone().into();
    "family" Cl1 20.0 admin_audit_field_family() => |_, r| r.answers.family_name.clone().into();
    "badge" Cl1 24.0 admin_registrations_badge_name() => |_, r| r.answers.badge_name.clone().into();
    "email" Cl2 30.0 admin_registrations_email() => |_, r| r.answers.email.to_string().into();
    "language" Cl2 12.0 admin_registrations_language() => |_, r| r.answers.language.own_name().into();
    "type" Cl1 24.0 admin_registrations_type() => |w, r| w.t.type_of(w.event, &r.answers.representation_type).into();
    "state" Cl1 24.0 admin_registrations_state() =>
        |w, r| r.answers.state.map_or("", |state| w.t.state(state)).into();
    "organisation" Cl1 32.0 admin_registrations_organisation() => |_, r| r.answers.organisation.clone().into();
    "position" Cl1 28.0 admin_registrations_position() => |_, r| r.answers.position.clone().into();
    "sessions" Cl2 40.0 admin_registrations_sessions() => sessions;
    "food" Cl4 20.0 admin_registrations_food() =>
        |w, r| list(r.answers.food.iter().map(|food| w.t.food(*food)));
    "food_note" Cl4 28.0 admin_audit_field_food_note() => |_, r| r.answers.food_note.clone().into();
    "access" Cl4 20.0 admin_registrations_access() =>
        |w, r| list(r.answers.access.iter().map(|need| w.t.access(*need)));
    "access_note" Cl4 28.0 admin_audit_field_access_note() => |_, r| r.answers.access_note.clone().into();
    "consent_list" Cl2 14.0 admin_registrations_consent_list() => |w, r| yes(w.t, r.answers.consents.list);
    "consent_photo" Cl2 14.0 admin_registrations_consent_photo() => |w, r| yes(w.t, r.answers.consents.photo);
    "consent_contact" Cl2 14.0 admin_registrations_consent_contact() => |w, r| yes(w.t, r.answers.consents.contact);
    "consent_future" Cl2 14.0 admin_registrations_consent_future() => |w, r| yes(w.t, r.answers.consents.future);
    "sent" Cl2 17.0 admin_registrations_sent() => |w, r| local(w.event, r.submitted_at);
}

fn text(word: Cow<'static, str>) -> Cell {
    word.into_owned().into()
}

fn list(words: impl Iterator<Item = Cow<'static, str>>) -> Cell {
    words.collect::<Vec<_>>().join(", ").into()
}

fn yes(t: T, given: bool) -> Cell {
    text(if given { t.admin_audit_yes() } else { t.admin_audit_no() })
}

/// Titles, with the place in the queue where there is no seat.
fn sessions(words: Words<'_>, registration: &Registration) -> Cell {
    let title = |(id, seat): &(plenary_domain::ids::SessionId, Seat)| {
        let title = words.agenda.session(*id)?.title.get(words.t.lang);
        Some(match seat {
            Seat::Kept => title.to_owned(),
            Seat::Waiting(place) => format!("{title} ({})", words.t.admin_registrations_seat_waiting(*place)),
        })
    };
    registration.seats.iter().filter_map(title).collect::<Vec<_>>().join("; ").into()
}

/// On the clock of the event, to the minute.
fn local(event: &Event, at: Timestamp) -> Cell {
    Cell::Moment(at.to_zoned_datetime(event.zone()).datetime())
}
