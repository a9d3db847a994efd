//! Rows: `noun_verb` functions on one connection, `_locked` when they lock. None of them is public, so that nobody
//! can write a row without the rest of its command: the policy, the letter, the audit row.

pub(crate) mod addresses;
pub(crate) mod agenda;
pub(crate) mod agenda_edits;
pub(crate) mod answers;
pub(crate) mod audit;
pub(crate) mod changes;
pub(crate) mod decisions;
pub(crate) mod documents;
pub(crate) mod drafts;
pub(crate) mod duplicates;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod forgetting;
pub(crate) mod forms;
pub(crate) mod items;
pub(crate) mod letters;
pub(crate) mod my_agenda;
pub(crate) mod notes;
pub(crate) mod notices;
pub(crate) mod options;
pub(crate) mod places;
pub(crate) mod queues;
pub(crate) mod registrations;
pub(crate) mod releases;
pub(crate) mod sealed;
pub(crate) mod search;
pub(crate) mod seats;
pub(crate) mod session_refs;
pub(crate) mod sessions;
pub(crate) mod speakers;
pub(crate) mod tags;
pub(crate) mod tally;
pub(crate) mod throttle;
pub(crate) mod views;
pub(crate) mod waiting;
