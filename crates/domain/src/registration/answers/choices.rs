//! What can be chosen in the standard form, and the consents.

use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$of])* #[serde(rename = $code)] $variant),+ }
        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.code() == code)
            }
        }
    };
}

pub(in crate::registration) use choices;

choices! {
    Food {
        Vegetarian = "vegetarian", Vegan = "vegan", Halal = "halal", Kosher = "kosher",
        GlutenFree = "gluten_free", LactoseFree = "lactose_free",
    }
}

choices! {
    AccessNeed {
        StepFree = "step_free", WheelchairSeat = "wheelchair_seat", HearingLoop = "hearing_loop",
        SignLanguage = "sign_language", LargePrint = "large_print", Assistant = "assistant",
    }
}

/// Each consent is separate, voluntary and was not ticked for anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// My name in the list of participants.
    pub list: bool,
    /// Photographs and recordings.
    pub photo: bool,
    /// My address to other participants.
    pub contact: bool,
    /// Invitations to later events.
    pub future: bool,
}
