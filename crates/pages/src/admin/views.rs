//! Saved views of the list: the present one to be given a name, and those that are there.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Field, FormErrors};
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::ids::ViewId;

/// A view that may be changed here.
#[derive(Debug, Clone)]
pub struct ViewLine {
    pub id: ViewId,
    pub name: Field,
    pub query: String,
    pub shared: bool,
    /// Who made it, if somebody else did.
    pub by: String,
}

#[derive(Template)]
#[template(path = "admin/views.html")]
pub struct ViewsPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    /// The list that would be saved.
    pub list: String,
    /// What is typed for it.
    pub name: Field,
    pub shared: bool,
    pub views: Vec<ViewLine>,
    pub errors: FormErrors,
}

impl Page for ViewsPage<'_> {}

impl ViewsPage<'_> {
    fn at(&self, query: &str) -> String {
        format!("{}?{query}", self.urls.registrations())
    }
}
