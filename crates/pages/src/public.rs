//! Public pages: what everybody may see of an event, and the pages of a registration.

mod agenda;
mod error;
mod event;
mod names;
mod on_behalf;
pub(crate) mod questions;
mod register;
mod session;
mod status;

pub use agenda::{AgendaPage, DayLink, Seats, SeatsLeft, SessionView, SlotView};
pub use error::ErrorPage;
pub use event::{EventCard, EventPage, EventsPage, NoticePage, SpeakerCard};
pub use on_behalf::{EnterStep, enter_steps};
pub use questions::{QuestionShape, QuestionView, Why};
pub use register::{Answer, ClosedPage, SignUpChoice, SlotChoice, StepFacts, StepPage};
pub use session::SessionPage;
pub use status::{StatusPage, StopLettersPage, WithdrawPage};
