//! What can be chosen in the standard form, and the consents.

use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    Food {
        Vegetarian = "vegetarian", Vegan = "vegan", Halal = "halal", Kosher = "kosher",
        GlutenFree = "gluten_free", LactoseFree = "lactose_free",
    }
}

codes! {
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
