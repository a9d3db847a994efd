//! The event's own form: what is asked besides the core, as data. A form is a list of questions in the order in which
//! they are asked, first by step; every saved version stays, so that old answers are read with the words under which
//! they were given.
//!
//! Words of built-in questions are not here: their keys are, and `pages` knows the words in every language.

mod catalogue;
mod edit;
mod faults;
mod read;
mod scarce;
#[cfg(test)]
mod tests;

pub use catalogue::{built_in, catalogue};
pub use edit::FormChanges;
pub use faults::{Fault, FormFault, FormRefused};
pub use read::Warning;
pub(super) use read::read_own;
pub use scarce::ScarceOption;

use super::Step;
use super::answers::is_delicate;
use crate::codes::codes;
use crate::lang::LocalText;
use serde::{Deserialize, Serialize};

/// Everything that is asked besides the core.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Of this event's form, from 1.
    pub version: i32,
    pub questions: Vec<Question>,
}

/// One question with everything that the one who answers may know about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// One of the catalogue, or `own_` and letters that are never given again.
    pub key: String,
    pub kind: QuestionKind,
    pub step: Step,
    #[serde(default)]
    pub label: LocalText,
    #[serde(default)]
    pub help: LocalText,
    /// Why it is asked.
    #[serde(default)]
    pub purpose: LocalText,
    pub asked: Asked,
    #[serde(default)]
    pub condition: Option<Condition>,
    pub class: VisibilityClass,
    /// Days after the event until the answer is deleted; none for what stays with the record of the event.
    #[serde(default)]
    pub keep_days: Option<u16>,
    #[serde(default)]
    pub options: Vec<AnswerOption>,
    /// Codes of the representation types that are asked; everybody if there are none.
    #[serde(default)]
    pub for_types: Vec<String>,
    /// The smallest and the largest number that is an answer.
    #[serde(default)]
    pub range: Option<(i64, i64)>,
}

/// Asked only of those who gave one of these answers to an earlier question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub question: String,
    pub one_of: Vec<String>,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOption {
    pub key: String,
    #[serde(default)]
    pub label: LocalText,
    /// How many people may have it, where it is scarce.
    #[serde(default)]
    pub places: Option<i32>,
}

codes! {
    QuestionKind {
        ShortText = "short_text", LongText = "long_text", Number = "number", Date = "date", YesNo = "yes_no",
        OneOf = "one_of", SeveralOf = "several_of", Country = "country", Language = "language", File = "file",
        Photo = "photo", Email = "email", Phone = "phone", Statement = "statement",
    }
}

impl QuestionKind {
    /// Answered by choosing among options that the question lists.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::OneOf | Self::SeveralOf)
    }

    /// Answered with something that is sent along.
    pub const fn is_file(self) -> bool {
        matches!(self, Self::File | Self::Photo)
    }

    /// Its answers are few and known, so that a condition can name them.
    pub const fn decides(self) -> bool {
        matches!(self, Self::YesNo | Self::OneOf | Self::SeveralOf | Self::Statement)
    }
}

codes! {
    Asked { Off = "off", Optional = "optional", Required = "required" }
}

codes! {
    /// Who may see an answer, from everybody to almost nobody.
    VisibilityClass {
        /// Everybody: it may stand in the list of participants.
        Public = "CL0",
        /// Other participants, if the delegate agrees.
        Participants = "CL1",
        /// Those who run the event.
        Organisers = "CL2",
        /// Those who need it for the purpose that is named.
        Purpose = "CL3",
        /// Voluntary and delicate: whoever arranges it, or nobody but as a number.
        Delicate = "CL4",
        /// Security.
        Security = "CL5",
    }
}

impl VisibilityClass {
    /// Not for lists, exports and the audit trail.
    pub fn is_protected(self) -> bool {
        self >= Self::Purpose
    }
}

/// Languages that somebody may speak: those of the UN, of Central Asia and its neighbours, and of usual guests.
pub const LANGUAGES: [&str; 27] = [
    "ar", "az", "de", "en", "es", "fa", "fr", "hi", "hy", "it", "ja", "ka", "kk", "ko", "ky", "mn", "pl",
    "ps", "pt", "ru", "tg", "tk", "tr", "uk", "ur", "uz", "zh",
];

impl Question {
    pub fn is_asked(&self) -> bool {
        self.asked != Asked::Off
    }

    pub fn is_required(&self) -> bool {
        self.asked == Asked::Required
    }

    pub fn is_built_in(&self) -> bool {
        built_in(&self.key).is_some()
    }

    pub fn option(&self, key: &str) -> Option<&AnswerOption> {
        self.options.iter().find(|option| option.key == key)
    }

    /// Asked of people of this representation type.
    pub fn is_for(&self, representation_type: &str) -> bool {
        self.for_types.is_empty() || self.for_types.iter().any(|code| code == representation_type)
    }

    /// For statistics alone: never shown beside a name, and never made obligatory.
    pub fn is_only_counted(&self) -> bool {
        matches!(self.key.as_str(), "gender" | "gender_term" | "age_band")
    }
}

impl Form {
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }

    /// Whether a question is answered with a file.
    pub fn is_file(&self, field: &str) -> bool {
        self.question(field).is_some_and(|question| question.kind.is_file())
    }

    /// Whether what is typed into a field must not be read in a copy of the database. What no question asks for any more
    /// is, to be safe. Of a file only a number without a meaning is among the answers.
    pub fn is_guarded(&self, field: &str) -> bool {
        match self.question(field).or_else(|| built_in(field)) {
            Some(question) => question.class.is_protected() && !question.kind.is_file(),
            None => is_delicate(field) || Step::of_field(field).is_none(),
        }
    }

    /// The step that asks for a field: of the core, or of a question that is switched on.
    pub fn step_of(&self, field: &str) -> Option<Step> {
        Step::of_field(field)
            .or_else(|| self.question(field).filter(|question| question.is_asked()).map(|q| q.step))
    }

    /// What a new event asks until its organisers decide otherwise.
    pub fn standard() -> Self {
        let questions = catalogue().iter().filter(|question| question.is_asked()).cloned().collect();
        Self { version: 1, questions }
    }
}
