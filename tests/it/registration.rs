//! Delegates register, change their minds, make mistakes, and lose their connection.

mod bad_input;
mod changes;
mod decisions;
pub(crate) mod delegate;
mod doors;
mod letters_back;
mod merging;
mod once;
mod spelling;
pub(crate) mod uploads;
mod walk;
