//! Names across scripts: how a name may be spelt in Latin letters, how it is found whatever it was typed in, and
//! how alike two names are.
//!
//! Nothing here changes a name. Suggestions are offered and never written by themselves, keys are for looking up
//! only, and likeness is a hint for people: the same name in two scripts has several right spellings, and two
//! persons may have the same one.

mod fold;
mod likeness;
mod schemes;
#[cfg(test)]
mod tests;

pub use fold::{MOST_TERMS, search_keys, search_terms};
pub use likeness::{Likeness, likeness};
pub use schemes::{fits, suggestions};
