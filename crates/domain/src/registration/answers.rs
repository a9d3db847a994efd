//! The questions of the standard form, step by step: raw answers as typed on one side, trusted answers on the other.
//! Raw answers are kept whole whatever is wrong with them, so that nobody types anything twice. What else an event
//! asks is data, in [`super::Form`].

mod change;
mod choices;
mod facts;
mod guarded;
#[cfg(test)]
mod tests;

pub use change::{parse_change, parse_merged};
pub use choices::{AccessNeed, Consents, Food};
pub use facts::{FormFacts, SignUpSession};
pub use guarded::Guarded;
pub(super) use guarded::is_delicate;

use super::form::{Form, read_own};
use super::{StateCode, Step, TypeCode, TypeWindow};
use crate::ids::SessionId;
use crate::lang::Lang;
use crate::text::{EmailAddress, TextRefused, line, optional_latin_name, optional_line, optional_lines};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed, by field name; several values where several may be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawAnswers(pub BTreeMap<String, Vec<String>>);

impl RawAnswers {
    /// The one value of a field; empty if there is none.
    pub fn one(&self, field: &str) -> &str {
        self.0.get(field).and_then(|values| values.first()).map_or("", String::as_str)
    }

    pub fn has(&self, field: &str, value: &str) -> bool {
        self.0.get(field).is_some_and(|values| values.iter().any(|v| v == value))
    }

    /// Every value of a field.
    pub fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// Takes over the answers of one step: its fields are replaced, those of other steps stay. A field that no step
    /// asks for is dropped at the door; which file answers a question is never typed.
    pub fn replace_step(&mut self, step: Step, typed: &Self, form: &Form) {
        let typed_here = |field: &String| form.step_of(field) == Some(step) && !form.is_file(field);
        self.0.retain(|field, _| !typed_here(field));
        let mine = typed.0.iter().filter(|(field, _)| typed_here(field));
        self.0.extend(mine.map(|(field, values)| (field.clone(), values.clone())));
    }

    fn set(&mut self, field: &str, value: impl Into<String>) {
        self.0.insert(field.to_owned(), vec![value.into()]);
    }
}

/// Answers that passed every check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub email: EmailAddress,
    pub language: Lang,
    pub title: String,
    pub given_names: String,
    pub family_name: String,
    pub badge_name: String,
    pub representation_type: TypeCode,
    pub state: Option<StateCode>,
    pub organisation: String,
    pub position: String,
    pub sessions: Vec<SessionId>,
    pub food: Vec<Food>,
    pub food_note: String,
    pub access: Vec<AccessNeed>,
    pub access_note: String,
    pub consents: Consents,
    /// To the event's own questions, by their keys.
    #[serde(default)]
    pub own: BTreeMap<String, Vec<String>>,
}

impl Answers {
    /// Title, given names and family name, as in letters and lists of organisers.
    pub fn full_name(&self) -> String {
        [&self.title, &self.given_names, &self.family_name]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Takes one chosen option back; whether it was chosen.
    pub fn drop_choice(&mut self, question: &str, option: &str) -> bool {
        let Some(given) = self.own.get_mut(question) else { return false };
        let before = given.len();
        given.retain(|value| value != option);
        let dropped = given.len() < before;
        if given.is_empty() {
            self.own.remove(question);
        }
        dropped
    }

    /// Back to what a form shows, for changing answers.
    pub fn to_raw(&self, facts: &FormFacts) -> RawAnswers {
        let mut raw = RawAnswers::default();
        raw.set("email", self.email.as_str());
        raw.set("language", self.language.code());
        raw.set("title", &self.title);
        raw.set("given", &self.given_names);
        raw.set("family", &self.family_name);
        raw.set("badge", &self.badge_name);
        raw.set("type", self.representation_type.as_str());
        raw.set("state", self.state.map_or("", StateCode::as_str));
        raw.set("organisation", &self.organisation);
        raw.set("position", &self.position);
        for session in facts.sign_up.iter().filter(|s| self.sessions.contains(&s.id)) {
            raw.set(&session.slot_field(), session.id.to_string());
        }
        raw.0.insert("food".into(), self.food.iter().map(|f| f.code().to_owned()).collect());
        raw.set("food_note", &self.food_note);
        raw.0.insert("access".into(), self.access.iter().map(|a| a.code().to_owned()).collect());
        raw.set("access_note", &self.access_note);
        for (field, given) in [
            ("consent_list", self.consents.list),
            ("consent_photo", self.consents.photo),
            ("consent_contact", self.consents.contact),
            ("consent_future", self.consents.future),
            ("notice", true),
        ] {
            if given {
                raw.set(field, "yes");
            }
        }
        raw.0.extend(self.own.iter().map(|(key, values)| (key.clone(), values.clone())));
        raw
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    Text(TextRefused),
    /// Nothing chosen where something must be.
    NotChosen,
    /// Not one of the choices offered.
    UnknownChoice,
    /// The representation type can't be chosen yet.
    TypeNotYet(Timestamp),
    /// The representation type can no longer be chosen.
    TypeClosed(Timestamp),
    /// Every place of the representation type is taken.
    TypeFull,
    /// A representative of a State has to say which.
    StateNeeded,
    /// Overlaps with another chosen session.
    Overlaps,
    /// The notice about personal data was not acknowledged.
    NoticeNotRead,
    /// Not a whole number between these two.
    NotNumber {
        least: i64,
        most: i64,
    },
    /// Not a day of the calendar.
    NotDate,
    /// Nobody of that age takes part: a slip of the pen.
    AgeOutOfRange,
    /// Not a telephone number with the code of its country.
    NotPhone,
    /// A statement that has to be accepted was not.
    NotAccepted,
    /// Every place of the option is taken.
    OptionFull,
    /// Not a file that was sent here.
    NotFile,
}

/// Longest answers, in characters.
const NAME: usize = 60;
const BADGE: usize = 40;
const LINE: usize = 160;
const NOTE: usize = 500;

struct Reader<'a> {
    raw: &'a RawAnswers,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, problem: Problem) {
        self.problems.push(FieldProblem { field: field.to_owned(), problem });
    }

    fn text<T>(&mut self, field: &str, parse: impl FnOnce(&str) -> Result<T, TextRefused>) -> Option<T> {
        match parse(self.raw.one(field)) {
            Ok(value) => Some(value),
            Err(refused) => {
                self.wrong(field, Problem::Text(refused));
                None
            }
        }
    }

    fn choice<T>(&mut self, field: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = self.raw.one(field);
        let chosen = parse(typed);
        if chosen.is_none() {
            self.wrong(field, if typed.is_empty() { Problem::NotChosen } else { Problem::UnknownChoice });
        }
        chosen
    }

    fn several<T>(&mut self, field: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let typed = self.raw.0.get(field).map_or(&[][..], Vec::as_slice);
        let chosen: Vec<T> = typed.iter().filter_map(|value| parse(value)).collect();
        if chosen.len() < typed.len() {
            self.wrong(field, Problem::UnknownChoice);
        }
        chosen
    }

    fn sessions(&mut self, facts: &FormFacts) -> Vec<SessionId> {
        let mut chosen: Vec<&SignUpSession> = Vec::new();
        let raw = self.raw;
        for (field, values) in raw.0.iter().filter(|(field, _)| Step::of_field(field) == Some(Step::Sessions))
        {
            let Some(value) = values.iter().find(|value| !value.is_empty()) else { continue };
            let known = facts.sign_up.iter().find(|s| s.id.to_string() == *value && s.slot_field() == *field);
            match known {
                None => self.wrong(field, Problem::UnknownChoice),
                Some(session) if chosen.iter().any(|other| other.overlaps(session)) => {
                    self.wrong(field, Problem::Overlaps);
                }
                Some(session) => chosen.push(session),
            }
        }
        chosen.sort_by_key(|session| session.starts);
        chosen.iter().map(|session| session.id).collect()
    }

    /// Given names, family name, and the name on the badge, which is both where nothing else was typed.
    fn names(&mut self) -> Option<(String, String, String)> {
        let given = self.text("given", |text| optional_latin_name(text, NAME));
        let family = self.text("family", |text| {
            optional_latin_name(text, NAME)
                .and_then(|name| if name.is_empty() { Err(TextRefused::Empty) } else { Ok(name) })
        });
        let badge = self.text("badge", |text| optional_line(text, BADGE));
        let (given, family) = (given?, family?);
        let badge = match badge? {
            name if name.is_empty() => [given.as_str(), family.as_str()].join(" ").trim().to_owned(),
            name => name,
        };
        Some((given, family, badge))
    }

    /// In what capacity, and for which State if it is one of a State.
    fn capacity(&mut self, facts: &FormFacts) -> Option<(TypeCode, Option<StateCode>)> {
        let known = |code: &str| facts.types.iter().find(|kind| kind.code.as_str() == code);
        let kind = self.choice("type", known);
        if let Some(kind) = kind.filter(|kind| !facts.may_choose(kind)) {
            let problem = match kind.window(facts.now) {
                TypeWindow::NotYet { opens } => Problem::TypeNotYet(opens),
                TypeWindow::Closed { at } => Problem::TypeClosed(at),
                TypeWindow::Open | TypeWindow::NotOffered => Problem::UnknownChoice,
            };
            self.wrong("type", problem);
        }
        let state = match self.raw.one("state") {
            "" => {
                if kind.is_some_and(|kind| kind.of_a_state) {
                    self.wrong("state", Problem::StateNeeded);
                }
                None
            }
            _ => self.choice("state", StateCode::parse),
        };
        kind.map(|kind| (kind.code.clone(), state))
    }

    fn consents(&mut self) -> Consents {
        if self.raw.one("notice").is_empty() {
            self.wrong("notice", Problem::NoticeNotRead);
        }
        let given = |field| !self.raw.one(field).is_empty();
        Consents {
            list: given("consent_list"),
            photo: given("consent_photo"),
            contact: given("consent_contact"),
            future: given("consent_future"),
        }
    }
}

/// Everything that is wrong with one step, in the order of its fields.
pub fn check_step(step: Step, raw: &RawAnswers, facts: &FormFacts) -> Vec<FieldProblem> {
    read(raw, facts).1.into_iter().filter(|p| facts.form.step_of(&p.field) == Some(step)).collect()
}

/// All answers, or everything that is wrong, each with its step.
///
/// # Errors
/// At least one problem.
pub fn parse_answers(raw: &RawAnswers, facts: &FormFacts) -> Result<Answers, Vec<(Step, FieldProblem)>> {
    match read(raw, facts) {
        (Some(answers), problems) if problems.is_empty() => Ok(answers),
        (_, problems) => Err(with_steps(problems, facts)),
    }
}

fn with_steps(problems: Vec<FieldProblem>, facts: &FormFacts) -> Vec<(Step, FieldProblem)> {
    let with_step = |p: FieldProblem| (facts.form.step_of(&p.field).unwrap_or(Step::Check), p);
    problems.into_iter().map(with_step).collect()
}

fn read(raw: &RawAnswers, facts: &FormFacts) -> (Option<Answers>, Vec<FieldProblem>) {
    let mut r = Reader { raw, problems: Vec::new() };
    let email = r.text("email", EmailAddress::parse);
    let language =
        r.choice("language", |code| Lang::parse(code).filter(|lang| facts.languages.contains(lang)));
    let title = r.text("title", |text| optional_line(text, BADGE));
    let names = r.names();
    let capacity = r.capacity(facts);
    let organisation = r.text("organisation", |text| line(text, LINE));
    let position = r.text("position", |text| line(text, LINE));
    let sessions = r.sessions(facts);
    let food = r.several("food", Food::parse);
    let food_note = r.text("food_note", |text| optional_lines(text, NOTE));
    let access = r.several("access", AccessNeed::parse);
    let access_note = r.text("access_note", |text| optional_lines(text, NOTE));
    let consents = r.consents();
    let own = read_own(raw, facts);
    r.problems.extend(own.problems);
    let answers = (|| {
        let (given_names, family_name, badge_name) = names?;
        let (representation_type, state) = capacity?;
        Some(Answers {
            email: email?,
            language: language?,
            title: title?,
            given_names,
            family_name,
            badge_name,
            representation_type,
            state,
            organisation: organisation?,
            position: position?,
            sessions,
            food,
            food_note: food_note?,
            access,
            access_note: access_note?,
            consents,
            own: own.answers,
        })
    })();
    (answers, r.problems)
}
