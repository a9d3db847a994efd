//! The files of one registration: what there is, and a form to add one that came another way.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::event::Event;
use plenary_domain::file::{KeptFile, Known};
use plenary_domain::registration::{Form, Registration};

#[derive(Template)]
#[template(path = "admin/files.html")]
pub struct FilesPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub registration: &'a Registration,
    pub files: Vec<KeptFile>,
    /// For what they answer.
    pub form: Form,
    /// What the new file is, as chosen.
    pub kind: Option<Known>,
    pub errors: FormErrors,
}

impl Page for FilesPage<'_> {}

impl FilesPage<'_> {
    fn name(&self) -> String {
        self.registration.answers.full_name()
    }

    fn when(&self, file: &KeptFile) -> String {
        self.frame.t.moment_short(file.created_at, &self.event.zone())
    }

    /// Rounded up: a file is never said to be empty.
    fn kilobytes(file: &KeptFile) -> u64 {
        file.bytes.div_ceil(1024)
    }

    fn kind_field(&self) -> Field {
        self.errors.field("kind", "")
    }

    fn file_field(&self) -> Field {
        self.errors.field("file", "")
    }

    fn kinds(&self) -> Vec<Choice> {
        let choice = |known: Known| {
            let label = self.frame.t.known_file(known);
            Choice::new(known.code(), label, self.kind == Some(known))
        };
        Known::ALL.map(choice).to_vec()
    }
}
