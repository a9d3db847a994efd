//! The list of events that one may enter.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::{Event, RegistrationWindow};

/// One event of the list.
#[derive(Debug, Clone)]
pub struct EventLine {
    pub event: Event,
    pub places: i64,
    pub taken: i64,
    pub to_decide: i64,
}

impl EventLine {
    fn urls(&self) -> AdminUrls {
        AdminUrls::new(&self.event)
    }
}

#[derive(Template)]
#[template(path = "admin/home.html")]
pub struct HomePage<'a> {
    pub frame: AdminFrame<'a>,
    pub events: Vec<EventLine>,
    pub now: Timestamp,
}

impl Page for HomePage<'_> {}

impl HomePage<'_> {
    /// One word for where an event is, and the class that repeats it.
    fn window(&self, line: &EventLine) -> (String, &'static str) {
        let (t, event) = (self.frame.t, &line.event);
        let today = self.now.to_zoned_datetime(event.zone()).date();
        if today > event.ends_on {
            return (t.admin_account_event_over().into_owned(), "status status-off");
        }
        match event.registration_window(self.now) {
            RegistrationWindow::NotYet { opens } => {
                (t.admin_account_event_opens(t.moment_short(opens, &event.zone())), "status status-wait")
            }
            RegistrationWindow::Open { .. } => {
                (t.admin_account_event_open().into_owned(), "status status-good")
            }
            RegistrationWindow::Closed { .. } => {
                (t.admin_account_event_closed().into_owned(), "status status-off")
            }
        }
    }

    fn window_word(&self, line: &EventLine) -> String {
        self.window(line).0
    }

    fn window_class(&self, line: &EventLine) -> &'static str {
        self.window(line).1
    }
}
