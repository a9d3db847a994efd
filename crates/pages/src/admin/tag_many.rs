//! One tag for several registrations.

use super::registrations::{Affected, DECIDE_AT_MOST};
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Field, FormErrors};
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::registration::Tag;

#[derive(Template)]
#[template(path = "admin/tag_many.html")]
pub struct TagManyPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub people: Vec<Affected>,
    /// The list to go back to.
    pub list: String,
    pub typed: String,
    pub errors: FormErrors,
    /// To choose from, so that one thing gets one word.
    pub known: Vec<Tag>,
    /// More matched than are tagged at once.
    pub cut: bool,
}

impl Page for TagManyPage<'_> {}

impl TagManyPage<'_> {
    fn tag(&self) -> Field {
        self.errors.field("tag", self.typed.as_str())
    }

    fn back(&self) -> String {
        format!("{}?{}", self.urls.registrations(), self.list)
    }
}
