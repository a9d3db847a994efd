//! The pages of the form: which there are, in what order, and which field belongs to which.

/// A page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Contact,
    About,
    Organisation,
    Sessions,
    Needs,
    Check,
}

impl Step {
    pub const ALL: [Self; 6] =
        [Self::Contact, Self::About, Self::Organisation, Self::Sessions, Self::Needs, Self::Check];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::About => "about",
            Self::Organisation => "organisation",
            Self::Sessions => "sessions",
            Self::Needs => "needs",
            Self::Check => "check",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// 1 to 6.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).map_or(0, |i| i + 1)
    }

    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    pub fn previous(self) -> Option<Self> {
        self.number().checked_sub(2).and_then(|i| Self::ALL.get(i)).copied()
    }

    /// The step that asks for a field; a field that no step asks for is dropped at the door.
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
