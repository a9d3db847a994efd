//! Commands: one file for one use case, or for the few that share their rows. Each is one transaction.

pub(crate) mod accounts;
pub(crate) mod allowances;
pub(crate) mod change_answers;
pub(crate) mod change_requests;
mod create_event;
mod deadlines;
mod decide;
mod desk;
mod divide_answers;
mod drafts;
mod edit_agenda;
mod edit_documents;
mod edit_frame;
mod edit_items;
mod edit_sessions;
mod enter;
mod import_agenda;
pub(crate) mod invite;
mod invite_speaker;
pub(crate) mod keep_file;
pub(crate) mod merge_registrations;
mod messages;
mod my_agenda;
mod notes;
mod pause_letters;
mod promote;
pub(crate) mod prove;
pub(crate) mod register;
pub(crate) mod register_for;
mod release_agenda;
mod reply;
mod resend_letter;
pub(crate) mod rotate_keys;
mod rules;
mod save_conflict_levels;
mod save_event;
mod save_form;
pub(crate) mod save_types;
mod save_wording;
pub(crate) mod send_trial;
mod sign_in;
mod speaker_files;
mod speaking;
pub(crate) mod stop_letters;
mod sweep;
mod tags;
mod tell_of_release;
mod undo;
mod undo_edit;
mod views;
mod withdraw;

pub use decide::Decided;
pub use desk::{FacetRefused, MoveRefused};
pub use edit_documents::DocumentForm;
pub use import_agenda::{ImportOrder, ImportRefused, Imported};
pub use messages::{Confirmation, NewMessage};
pub use notes::NoteRefused;
pub use speaking::OwnWords;
pub use tags::{TagRefused, Tagged};
pub use undo_edit::UndoneEdit;
pub use views::{NewView, ViewRefused};

pub(crate) use create_event::create_sample_event;
pub(crate) use promote::offer_places;

pub(crate) use keep_file::{OBJECT, THUMBNAIL};

pub(crate) use register::insert as registration_write;
pub use release_agenda::NewRelease;

pub(crate) use release_agenda::release_draft;
pub(crate) use save_form::save as form_save;
pub(crate) use withdraw::owns;
