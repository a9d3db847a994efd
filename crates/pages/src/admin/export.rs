//! Registrations for a spreadsheet: what to put into the file, and how far a long one is.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::Lang;

/// A column that may be put into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub code: String,
    pub label: String,
    pub protected: bool,
    pub on: bool,
}

#[derive(Template)]
#[template(path = "admin/export.html")]
pub struct ExportPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    /// The list whose rows are meant, as in its address.
    pub list: String,
    /// Rows of the file.
    pub count: i64,
    pub columns: Vec<Column>,
    /// As chosen; empty at first.
    pub format: String,
    pub lang: Lang,
    pub errors: FormErrors,
}

impl Page for ExportPage<'_> {}

impl ExportPage<'_> {
    fn field(&self, name: &str) -> Field {
        self.errors.field(name, "")
    }

    /// A workbook is right in every language of Excel and is offered first.
    fn formats(&self) -> Vec<Choice> {
        let t = self.frame.t;
        let chosen = if self.format.is_empty() { "xlsx" } else { self.format.as_str() };
        let choice = |code, label, note| Choice::new(code, label, chosen == code).note(note);
        vec![
            choice("xlsx", t.export_xlsx(), t.export_xlsx_note()),
            choice("csv-semicolon", t.export_csv_semicolon(), t.export_csv_semicolon_note()),
            choice("csv-comma", t.export_csv_comma(), t.export_csv_comma_note()),
        ]
    }

    fn languages(&self) -> Vec<Choice> {
        let choice = |lang: Lang| Choice {
            lang: lang.code(),
            ..Choice::new(lang.code(), lang.own_name(), self.lang == lang)
        };
        Lang::ALL.map(choice).to_vec()
    }

    fn choices(&self) -> Vec<Choice> {
        let t = self.frame.t;
        let choice = |column: &Column| {
            let choice = Choice::new(column.code.as_str(), column.label.as_str(), column.on);
            if column.protected { choice.note(t.export_protected()) } else { choice }
        };
        self.columns.iter().map(choice).collect()
    }

    fn back(&self) -> String {
        format!("{}?{}", self.urls.registrations(), self.list)
    }
}

/// A file that is being made.
#[derive(Template)]
#[template(path = "admin/export_progress.html")]
pub struct ProgressPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    /// This page.
    pub again: String,
    /// Where the file is, when it is ready.
    pub file: Option<String>,
    pub failed: bool,
    pub done: i64,
    pub total: i64,
}

impl Page for ProgressPage<'_> {}
