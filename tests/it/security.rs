//! The attacks that the project promises to withstand, each under the number it has in the catalogue.

mod across;
mod door;
mod forms;
mod sign_in;
mod tables;
mod text;
pub(crate) mod world;
