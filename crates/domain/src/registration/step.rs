//! The steps of the form, in their order. Which fields of the core belong to which; questions of the event's own form
//! name their step themselves. A step that has nothing to ask somebody is passed over (see `FormFacts::steps`).

use serde::{Deserialize, Serialize};

/// A page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Contact,
    About,
    Organisation,
    Sessions,
    /// Asked only of those who have something to answer there.
    Travel,
    Needs,
    Check,
}

impl Step {
    pub const ALL: [Self; 7] = [
        Self::Contact,
        Self::About,
        Self::Organisation,
        Self::Sessions,
        Self::Travel,
        Self::Needs,
        Self::Check,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::About => "about",
            Self::Organisation => "organisation",
            Self::Sessions => "sessions",
            Self::Travel => "travel",
            Self::Needs => "needs",
            Self::Check => "check",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The step that asks for a field of the core; [`super::Form::step_of`] knows the questions of the event, too.
    pub fn of_field(field: &str) -> Option<Self> {
        match field {
            "email" | "language" => Some(Self::Contact),
            "title" | "given" | "family" | "badge" => Some(Self::About),
            "type" | "state" | "organisation" | "position" => Some(Self::Organisation),
            "food" | "food_note" | "access" | "access_note" => Some(Self::Needs),
            "consent_list" | "consent_photo" | "consent_contact" | "consent_future" | "notice" => {
                Some(Self::Check)
            }
            _ if field.strip_prefix("slot-").is_some_and(|rest| rest.len() <= 20) => Some(Self::Sessions),
            _ => None,
        }
    }
}
