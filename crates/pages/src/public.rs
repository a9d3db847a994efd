//! Public pages: what everybody may see of an event, and the pages of a registration.

mod agenda;
mod error;
mod event;
mod feeds;
mod from_letter;
mod items;
mod my_agenda;
mod names;
mod now;
mod on_behalf;
pub(crate) mod questions;
mod register;
mod releases;
mod session;
mod slots;
mod speakers;
mod speaking;
mod status;

pub use agenda::{
    AgendaFacts, AgendaPage, AgendaQuery, DayLink, DaySection, Picked, Seats, SeatsLeft, SessionView, Shown,
    SlotView,
};
pub use error::ErrorPage;
pub use event::{EventCard, EventPage, EventsPage, NoticePage};
pub use feeds::{DayFiles, Drawn, EmbedLine, EmbedPage, Feed, FeedsPage};
pub use from_letter::{FromLetterPage, LetterPurpose};
pub use items::{ItemLine, ItemsPage, PaperLine};
pub use my_agenda::{MyAgendaFacts, MyAgendaPage};
pub use now::{NowFacts, NowPage, ScreenPage};
pub use on_behalf::{EnterStep, enter_steps};
pub use questions::{QuestionShape, QuestionView, SentFile, Why};
pub use register::{Answer, ClosedPage, StepFacts, StepPage};
pub use releases::{PublicRelease, ReleasePage, ReleasesFeed, ReleasesPage, RevisionFacts};
pub use session::{SessionFacts, SessionPage};
pub use slots::{SignUpChoice, SlotChoice};
pub use speakers::{SpeakerCard, SpeakerPage, SpeakersPage};
pub use speaking::{OwnPart, PartView, SpeakingFacts, SpeakingPage, WordsView};
pub use status::{SentLetter, StatusPage, StopLettersPage, WithdrawPage};
