//! The words, rules and decisions of Plenary, in reading order.
//!
//! Pure: no clock, no random source, no input or output, no SQL, no HTML. A function here takes facts,
//! a command and the present moment and gives a decision or a refusal; it cannot fail for technical reasons.
//!
//! One word for one thing:
//!
//! - **event**: one conference or round table; **organiser**: who runs it, signed in with an **account**;
//! - **delegate**: a person who registers; **registration**: that person at that event;
//! - **form**: what an event asks besides the core, as versioned data; **question**: one of it, built in or the event's
//!   own; **class**: who may see an answer (CL0 to CL5);
//! - **representation type**: in what capacity (member State, UN entity, media …);
//! - **agenda**: all sessions of an event; **session**: one slot of it (plenary, panel, break …). What a browser
//!   holds after signing in is a **sign-in**, never a session;
//! - **topic, room, speaker, speaker role**: what a session is about, where, who and as what; **role state**: whether the
//!   person was only thought of, was invited, or has answered;
//! - **agenda item**: a numbered item, 2 (a), of what is dealt with, as proposed or adopted; **document**: a paper with or
//!   without a **symbol**, of sessions and items; **remote link**: where a class of participants follows a session;
//! - **release**: a numbered, immutable revision of the agenda, the one that the public sees;
//! - **place**: one of a limited number, at the event or in a session; **waiting list**: who wants one;
//! - **file**: a photo or a document of a delegate, in the classes of answers;
//! - **letter**: one e-mail to one person; **outbox**: letters that are due, in the database;
//! - **wording**: what organisers write for a kind of letter in place of the program's own words; **field**: a fact that
//!   is put into it;
//! - **message**: one text to many registrations; **rule**: when a reminder leaves, counted from a fact of the event.

pub mod account;
pub mod actor;
pub mod agenda;
mod codes;
pub mod event;
pub mod file;
pub mod ids;
pub mod lang;
pub mod letter;
pub mod message;
pub mod names;
pub mod policy;
pub mod registration;
pub mod reminder;
pub mod sender;
pub mod text;
pub mod wording;

pub use actor::{Account, Actor};
pub use event::{DecisionMode, Event};
pub use lang::{Lang, LocalText};
