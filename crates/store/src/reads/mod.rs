//! Query models: one file for one page, list or export. None of them changes anything.

pub(crate) mod accounts;
pub(crate) mod agenda;
pub(crate) mod agenda_edits;
pub(crate) mod attention;
pub(crate) mod audience;
pub(crate) mod audit;
pub(crate) mod dashboard;
pub(crate) mod desk;
pub(crate) mod drafts;
pub(crate) mod duplicates;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod filter;
pub(crate) mod forms;
pub(crate) mod letter_facts;
pub(crate) mod letters;
pub(crate) mod messages;
pub(crate) mod my_agenda;
pub(crate) mod neighbours;
pub(crate) mod planning;
pub(crate) mod registrations;
pub(crate) mod rules;
pub(crate) mod speaking;
pub(crate) mod wordings;
