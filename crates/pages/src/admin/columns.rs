//! Columns of the list of registrations: which there are, what stands in them, and which somebody has chosen. Only what
//! every organiser may see beside a name is offered; answers that are protected are in no list.

use super::event_form::open_questions;
use crate::texts::{T, dates};
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::registration::{Form, Origin, Question, StateCode, Status, TypeCode};
use std::collections::BTreeMap;

/// One column beside the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    Reference,
    Email,
    Language,
    State,
    Type,
    Entered,
    Sent,
    Since,
    Status,
    /// A question of the event's form, by its key.
    Own(String),
}

/// The most columns that fit.
const AT_MOST: usize = 10;

impl Column {
    const FIXED: [Self; 9] = [
        Self::Reference,
        Self::Email,
        Self::Language,
        Self::State,
        Self::Type,
        Self::Entered,
        Self::Sent,
        Self::Since,
        Self::Status,
    ];

    pub const USUAL: [Self; 4] = [Self::State, Self::Type, Self::Sent, Self::Status];

    pub fn code(&self) -> String {
        match self {
            Self::Reference => "reference".to_owned(),
            Self::Email => "email".to_owned(),
            Self::Language => "language".to_owned(),
            Self::State => "state".to_owned(),
            Self::Type => "type".to_owned(),
            Self::Entered => "entered".to_owned(),
            Self::Sent => "sent".to_owned(),
            Self::Since => "since".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Own(key) => format!("q-{key}"),
        }
    }

    fn parse(code: &str) -> Option<Self> {
        if let Some(key) = code.strip_prefix("q-") {
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            return ((1..=60).contains(&key.len()) && key.chars().all(fits))
                .then(|| Self::Own(key.to_owned()));
        }
        Self::FIXED.into_iter().find(|column| column.code() == code)
    }

    /// Codes as an address has them; what makes no sense is left out, and nothing at all means the usual ones.
    pub fn read<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut columns: Vec<Self> = Vec::new();
        for column in codes.filter_map(Self::parse) {
            if !columns.contains(&column) && columns.len() < AT_MOST {
                columns.push(column);
            }
        }
        if columns.is_empty() { Self::USUAL.to_vec() } else { columns }
    }

    /// Everything that may be shown at this event.
    pub fn offered(form: &Form) -> Vec<Self> {
        let own = open_questions(form).into_iter().filter(|question| is_shown(question));
        Self::FIXED.into_iter().chain(own.map(|question| Self::Own(question.key.clone()))).collect()
    }

    /// Its name; none for a question that may not be shown or is no longer there.
    pub fn heading(&self, t: T, form: &Form) -> Option<String> {
        Some(match self {
            Self::Reference => t.admin_registrations_reference().into_owned(),
            Self::Email => t.admin_registrations_email().into_owned(),
            Self::Language => t.admin_registrations_language().into_owned(),
            Self::State => t.admin_registrations_state().into_owned(),
            Self::Type => t.admin_registrations_type().into_owned(),
            Self::Entered => t.admin_desk_entered().into_owned(),
            Self::Sent => t.admin_registrations_sent().into_owned(),
            Self::Since => t.admin_desk_since().into_owned(),
            Self::Status => t.admin_registrations_status().into_owned(),
            Self::Own(key) => t.question(shown_question(form, key)?),
        })
    }
}

fn is_shown(question: &Question) -> bool {
    !question.class.is_protected() && !question.is_only_counted() && !question.kind.is_file()
}

fn shown_question<'a>(form: &'a Form, key: &str) -> Option<&'a Question> {
    form.question(key).filter(|question| is_shown(question))
}

/// What one registration says about itself in a list.
#[derive(Debug, Clone)]
pub struct Facts {
    pub reference: String,
    pub email: String,
    pub language: Lang,
    pub state: Option<StateCode>,
    pub representation_type: TypeCode,
    pub origin: Origin,
    pub submitted_at: Timestamp,
    pub status_since: Timestamp,
    pub status: Status,
    pub own: BTreeMap<String, Vec<String>>,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Status(Status),
    /// For people, and for programs.
    Moment(String, String),
}

impl Column {
    pub fn cell(&self, t: T, (event, form): (&Event, &Form), row: &Facts) -> Cell {
        let moment =
            |at| Cell::Moment(t.moment_short(at, &event.zone()), dates::machine_moment(at, &event.zone()));
        Cell::Text(match self {
            Self::Reference => row.reference.clone(),
            Self::Email => row.email.clone(),
            Self::Language => row.language.own_name().to_owned(),
            Self::State => row.state.map_or("", |state| t.state(state)).to_owned(),
            Self::Type => t.type_of(event, &row.representation_type),
            Self::Entered => t.origin(row.origin).into_owned(),
            Self::Sent => return moment(row.submitted_at),
            Self::Since => return moment(row.status_since),
            Self::Status => return Cell::Status(row.status),
            Self::Own(key) => match (shown_question(form, key), row.own.get(key)) {
                (Some(question), Some(values)) => t.question_answer(question, values),
                _ => String::new(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::registration::catalogue;

    #[test]
    fn columns_survive_their_address_and_nonsense_is_left_out() {
        let codes = ["status", "q-hotel", "status", "food", "q-<b>", "email"];
        let read = Column::read(codes.into_iter());
        assert_eq!(read, [Column::Status, Column::Own("hotel".into()), Column::Email]);
        let again: Vec<String> = read.iter().map(Column::code).collect();
        assert_eq!(Column::read(again.iter().map(String::as_str)), read);
        assert_eq!(Column::read(["food"].into_iter()), Column::USUAL);
    }

    #[test]
    fn what_is_protected_or_only_counted_is_no_column() {
        let form = Form { version: 1, questions: catalogue().to_vec() };
        let t = T::new(Lang::En);
        for question in &form.questions {
            let column = Column::Own(question.key.clone());
            let open = is_shown(question);
            assert_eq!(Column::offered(&form).contains(&column), open, "{}", question.key);
            assert_eq!(column.heading(t, &form).is_some(), open, "{}", question.key);
        }
        assert!(!is_shown(form.question("passport_number").expect("in the catalogue")));
        assert!(!is_shown(form.question("gender").expect("in the catalogue")));
    }
}
