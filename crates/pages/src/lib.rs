//! What people read: pages, letters and the texts of both in every language.
//!
//! A page is a struct with a template; web fills it and sends it. Nothing here asks a database, reads a clock or
//! decides anything: it only says.

pub mod admin;
pub mod assets;
mod filters;
pub mod forms;
pub mod frame;
pub mod letters;
pub mod public;
pub mod ridge;
pub mod texts;
pub mod urls;

pub use frame::{EventFrame, Frame, Html, Nav, Page};
pub use texts::T;
