//! Two registrations that may be one person, side by side: what stays is chosen field by field, looked at once more,
//! and then confirmed.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::FormErrors;
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::ids::RegistrationId;
use plenary_domain::registration::{Likeness, Status};

/// Somebody who may be the same person, as the box beside a registration shows it.
#[derive(Debug, Clone)]
pub struct DuplicateLine {
    pub id: RegistrationId,
    pub reference: String,
    pub status: Status,
    pub name: String,
    pub organisation: String,
    pub email: String,
    pub same_email: bool,
    pub likeness: Likeness,
}

impl DuplicateLine {
    pub(crate) fn similar(&self) -> bool {
        self.likeness > Likeness::Different
    }
}

/// One of the two.
#[derive(Debug, Clone)]
pub struct MergeSide {
    pub id: RegistrationId,
    pub version: i32,
    pub reference: String,
    pub status: Status,
    pub name: String,
    pub sent: String,
}

/// A field in which they differ.
#[derive(Debug, Clone)]
pub struct MergeField {
    /// Its name in the form of this page.
    pub id: String,
    pub label: String,
    pub one: String,
    pub two: String,
    /// The answer of the second one stays.
    pub second: bool,
    pub error: Option<String>,
}

impl MergeField {
    pub(crate) fn chosen(&self) -> &str {
        if self.second { &self.two } else { &self.one }
    }
}

#[derive(Template)]
#[template(path = "admin/merge.html")]
pub struct MergePage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub one: MergeSide,
    pub two: MergeSide,
    pub fields: Vec<MergeField>,
    /// The second one stays.
    pub keep_second: bool,
    /// Everything is chosen: only to be confirmed.
    pub sure: bool,
    pub errors: FormErrors,
}

impl Page for MergePage<'_> {}

impl MergePage<'_> {
    fn action(&self) -> String {
        self.urls.merge(self.one.id, self.two.id)
    }

    fn stays(&self) -> &MergeSide {
        if self.keep_second { &self.two } else { &self.one }
    }

    fn goes(&self) -> &MergeSide {
        if self.keep_second { &self.one } else { &self.two }
    }

    fn title(&self) -> std::borrow::Cow<'static, str> {
        if self.sure { self.frame.t.admin_merge_sure() } else { self.frame.t.admin_merge() }
    }
}

/// Which of two, as the form says it.
pub const fn side(second: bool) -> &'static str {
    if second { "two" } else { "one" }
}
