//! The admin panel, one file for each area.

pub mod account;
pub mod agenda;
mod answers;
pub mod audit;
pub mod dashboard;
pub mod desk_acts;
pub mod door;
pub mod event_form;
pub(crate) mod export;
pub mod files;
pub mod home;
pub mod invitations;
pub mod letters;
mod lines;
mod listing;
pub mod merge;
pub mod people;
pub mod registration;
pub mod registrations;
pub mod releases;
pub mod second_factor;
pub mod sessions;
pub mod settings;
pub mod things;
pub mod types;
mod verdict;
