//! Who speaks.

use crate::codes::codes;

codes! {
    /// As the person answered; never guessed from a name, a photo or a form of address, and never shown with a name.
    Gender { Woman = "woman", Man = "man", Other = "other" }
}
