//! The web frontend: it listens, reads forms, asks the store, and sends pages. It holds no rule.

pub mod admin;
mod assets;
mod cache;
mod ctx;
mod error;
mod files;
mod forms;
mod guard;
mod health;
mod limits;
mod public;
mod registration;
mod respond;
mod routes;
mod server;
mod sign_in;
mod site;
mod stars;
mod totp;
mod uploads;

pub use limits::Limits;
pub use routes::{Access, ROUTES, Route};
pub use server::{Running, serve};
pub use site::{SenderLook, Site, WebOptions};
