//! What Plenary remembers: PostgreSQL, transactions, the outbox and the audit trail.
//!
//! The public face is verbs (commands) and reads, all of them methods of [`Store`]; tables, rows and diesel never
//! leave. A command is one transaction that is written from top to bottom in one file of `commands`: lock, load,
//! ask the policy, let the domain decide, write, queue the letter, write the audit row. A read is one query model
//! in one file of `reads`, made for one page, list or export.
//!
//! Nothing here reads a clock or a random source: who, when and new ids come in with [`Act`].

mod act;
mod columns;
mod commands;
mod connection;
mod error;
mod lease;
mod letter_tickets;
mod listen;
mod migrations;
mod objects;
mod outbox;
mod reads;
mod returns;
mod sample;
mod schema;
mod seal;
mod star_key;
mod statement;
mod store;
mod tables;
mod tickets;

pub use act::Act;
pub use commands::accounts::{NewAccount, NewSignIn};
pub use commands::allowances::{Allowance, Granted};
pub use commands::change_answers::Changed;
pub use commands::change_requests::ChangeVerdict;
pub use commands::invite::Invitation;
pub use commands::keep_file::{KeepFileRefused, NewFile};
pub use commands::merge_registrations::Merge;
pub use commands::prove::{FromLetter, LetterLink};
pub use commands::register::RegisterOutcome;
pub use commands::register_for::{Entered, NewEntry};
pub use commands::rotate_keys::Resealed;
pub use commands::save_types::TypesRefused;
pub use commands::send_trial::TrialOf;
pub use commands::{
    Confirmation, Decided, DocumentForm, FacetRefused, ImportOrder, ImportRefused, Imported, MoveRefused,
    NewMessage, NewRelease, NewView, NoteRefused, OwnWords, TagRefused, Tagged, UndoneEdit, ViewRefused,
};
pub use error::{CommandError, StoreError};
pub use listen::Notice;
pub use objects::{FilePlace, S3Place};
pub use outbox::{LeasedLetter, OutboxFigures, TextOf};
pub use plenary_domain::letter::DomainLimits;
pub use reads::accounts::{AccountCredentials, PersonRow, SignInRow, SignedIn};
pub use reads::agenda::{DraftAgenda, Release, ReleaseSummary, Seats};
pub use reads::agenda_edits::LastEdit;
pub use reads::audience::Audience;
pub use reads::audit::{AuditList, AuditRow};
pub use reads::dashboard::{Dashboard, DayCount};
pub use reads::desk::{DeskCard, DeskLists, NoteRow, ViewRow};
pub use reads::drafts::Draft;
pub use reads::duplicates::{DuplicatePair, PossibleDuplicates};
pub use reads::events::Places;
pub use reads::export::{EXPORT_BATCH, ExportNote};
pub use reads::files::{Download, FileTicket};
pub use reads::forms::FormVersion;
pub use reads::letter_facts::{LetterFacts, News};
pub use reads::letters::{LetterFilter, LetterList, LetterPause, LetterRow, Undelivered};
pub use reads::messages::{AudienceCount, MessageProgress};
pub use reads::my_agenda::MyAgenda;
pub use reads::registrations::{RegistrationFilter, RegistrationList, RegistrationRow, Sort};
pub use reads::rules::RuleRow;
pub use reads::speaking::{SpeakerPart, Speaking};
pub use reads::wordings::{WordingRow, WordingVersion};
pub use returns::{RETURN_TOKEN, Returns};
pub use seal::{KeysRefused, Sealer};
pub use star_key::StarKey;
pub use store::{Store, StoreOptions};
pub use tables::duplicates::Duplicate;
