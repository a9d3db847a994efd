//! An organiser enters somebody: the event's form on one page, and what happens to the registration then.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::public::EnterStep;
use crate::urls::AdminUrls;
use askama::Template;

#[derive(Template)]
#[template(path = "admin/enter.html")]
pub struct EnterPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub steps: Vec<EnterStep>,
    pub errors: FormErrors,
    /// Answers on this page have brought more questions.
    pub more: bool,
    /// The id that the registration will have: the form sent twice is one registration.
    pub once: String,
    /// A place at once, whatever the way of the type.
    pub confirmed: bool,
    pub reason: String,
    pub letter: bool,
    /// Delegates can't register now.
    pub outside_times: bool,
    /// The list to go back to.
    pub list: String,
}

impl Page for EnterPage<'_> {}

impl EnterPage<'_> {
    fn entering(&self) -> Vec<Choice> {
        let t = self.frame.t;
        vec![
            Choice::new("usual", t.admin_desk_enter_usual(), !self.confirmed)
                .note(t.admin_desk_enter_usual_note()),
            Choice::new("confirmed", t.admin_desk_enter_confirmed(), self.confirmed)
                .note(t.admin_desk_enter_confirmed_note()),
        ]
    }

    fn field(&self, name: &str) -> Field {
        self.errors.field(name, if name == "reason" { self.reason.as_str() } else { "" })
    }

    fn back(&self) -> String {
        format!("{}?{}", self.urls.registrations(), self.list)
    }
}
