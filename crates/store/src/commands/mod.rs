//! Commands: one file for one use case, or for the few that share their rows. Each is one transaction.

pub(crate) mod accounts;
mod change_answers;
mod create_event;
mod decide;
mod drafts;
mod edit_frame;
mod edit_sessions;
pub(crate) mod invite;
pub(crate) mod merge_registrations;
mod promote;
pub(crate) mod register;
mod release_agenda;
mod resend_letter;
mod save_event;
mod sign_in;
mod sweep;
mod withdraw;

pub(crate) use create_event::create_sample_event;
pub(crate) use promote::{leave_everything, promote_event};
pub(crate) use register::insert as registration_write;
pub(crate) use release_agenda::release_draft;
