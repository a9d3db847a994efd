//! The columns of an export: what each is called, how much it has to be guarded, and what stands in it.

use jiff::Timestamp;
use plenary_domain::Event;
use plenary_domain::agenda::Agenda;
use plenary_domain::registration::{Form, Question, Registration, Seat, VisibilityClass};
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

/// A column of the core.
pub(super) struct Core {
    code: &'static str,
    class: VisibilityClass,
    /// In characters, where the table knows widths.
    width: f64,
    heading: fn(&T) -> Cow<'static, str>,
    cell: fn(Words<'_>, &Registration) -> Cell,
}

/// Of the core, or a question of the event's own.
pub(super) enum Column {
    Core(&'static Core),
    Own(Box<Question>),
}

impl Column {
    pub(super) fn code(&self) -> &str {
        match self {
            Self::Core(core) => core.code,
            Self::Own(question) => &question.key,
        }
    }

    /// Off until it is asked for, and only for those who run the event.
    pub(super) fn is_protected(&self) -> bool {
        match self {
            Self::Core(core) => core.class.is_protected(),
            Self::Own(question) => question.class.is_protected(),
        }
    }

    pub(super) const fn width(&self) -> f64 {
        match self {
            Self::Core(core) => core.width,
            Self::Own(_) => 28.0,
        }
    }

    pub(super) fn heading(&self, t: T) -> String {
        match self {
            Self::Core(core) => (core.heading)(&t).into_owned(),
            Self::Own(question) => t.question(question),
        }
    }

    pub(super) fn cell(&self, words: Words<'_>, registration: &Registration) -> Cell {
        match self {
            Self::Core(core) => (core.cell)(words, registration),
            Self::Own(question) => {
                let values = registration.answers.own.get(&question.key);
                values.map(|values| words.t.question_answer(question, values)).unwrap_or_default().into()
            }
        }
    }
}

/// In the order of the table: the core, then what the event asked at any time. What is only counted stands beside no
/// name.
pub(super) fn columns_of(form: Form) -> Vec<Column> {
    let own = form.questions.into_iter().filter(|question| !question.is_only_counted());
    CORE.iter().map(Column::Core).chain(own.map(|question| Column::Own(Box::new(question)))).collect()
}

macro_rules! core {
    ($($code:literal $class:ident $width:literal $heading:ident() => $cell:expr;)+) => {
        static CORE: &[Core] = &[$(Core {
            code: $code,
            class: VisibilityClass::$class,
            width: $width,
            heading: T::$heading,
            cell: $cell,
        }),+];
    };
}

core! {
    "reference" Organisers 14.0 admin_registrations_reference() => |_, r| r.reference.clone().into();
    "status" Organisers 16.0 admin_registrations_status() => |w, r| text(w.t.status(r.status));
    "title" Participants 8.0 admin_audit_field_form_of_address() => |_, r| r.answers.title.clone().into();
    "given" Participants 20.0 admin_audit_field_given() => |_, r| r.answers.given_names.clone().into();
    "family" Participants 20.0 admin_audit_field_family() => |_, r| r.answers.family_name.clone().into();
    "badge" Participants 24.0 admin_registrations_badge_name() => |_, r| r.answers.badge_name.clone().into();
    "email" Organisers 30.0 admin_registrations_email() => |_, r| r.answers.email.to_string().into();
    "language" Organisers 12.0 admin_registrations_language() => |_, r| r.answers.language.own_name().into();
    "type" Participants 24.0 admin_registrations_type() => |w, r| w.t.type_of(w.event, &r.answers.representation_type).into();
    "state" Participants 24.0 admin_registrations_state() =>
        |w, r| r.answers.state.map_or("", |state| w.t.state(state)).into();
    "organisation" Participants 32.0 admin_registrations_organisation() => |_, r| r.answers.organisation.clone().into();
    "position" Participants 28.0 admin_registrations_position() => |_, r| r.answers.position.clone().into();
    "sessions" Organisers 40.0 admin_registrations_sessions() => sessions;
    "food" Delicate 20.0 admin_registrations_food() =>
        |w, r| list(r.answers.food.iter().map(|food| w.t.food(*food)));
    "food_note" Delicate 28.0 admin_audit_field_food_note() => |_, r| r.answers.food_note.clone().into();
    "access" Delicate 20.0 admin_registrations_access() =>
        |w, r| list(r.answers.access.iter().map(|need| w.t.access(*need)));
    "access_note" Delicate 28.0 admin_audit_field_access_note() => |_, r| r.answers.access_note.clone().into();
    "consent_list" Organisers 14.0 admin_registrations_consent_list() => |w, r| yes(w.t, r.answers.consents.list);
    "consent_photo" Organisers 14.0 admin_registrations_consent_photo() => |w, r| yes(w.t, r.answers.consents.photo);
    "consent_contact" Organisers 14.0 admin_registrations_consent_contact() => |w, r| yes(w.t, r.answers.consents.contact);
    "consent_future" Organisers 14.0 admin_registrations_consent_future() => |w, r| yes(w.t, r.answers.consents.future);
    "sent" Organisers 17.0 admin_registrations_sent() => |w, r| local(w.event, r.submitted_at);
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
