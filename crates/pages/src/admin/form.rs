//! A form of the admin panel as data: bands of sections, sections of rows, rows of parts. One template shows every
//! form, and shows the same as plain words to those who may only read.

use super::wordings::FieldLine;
use super::{AdminFrame, AdminNav};
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::Page;
use plenary_domain::{Lang, LocalText};

/// What was typed: names and values in the order in which they came, kept whole whatever is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The first value of a field; empty if there is none.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|v| v == value)
    }

    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// One field for each language: `title-en`, `title-ru` …
    pub fn add_text(&mut self, name: &str, text: &LocalText) {
        for (lang, words) in &text.0 {
            self.add(in_lang(name, *lang), words.clone());
        }
    }
}

/// The name of a field that exists once for each language.
pub fn in_lang(name: &str, lang: Lang) -> String {
    format!("{name}-{}", lang.code())
}

/// One question.
#[derive(Debug, Clone)]
pub struct Part {
    pub field: Field,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    /// Of what is typed, where it is not the language of the page; empty otherwise.
    pub lang: &'static str,
    pub shape: Shape,
}

/// How a question is answered.
#[derive(Debug, Clone)]
pub enum Shape {
    /// `kind` is the type of the input, `width` one of the width classes; `list` is offered, not prescribed.
    Line {
        kind: &'static str,
        width: &'static str,
        list: Vec<&'static str>,
    },
    Area {
        rows: u8,
    },
    /// `empty` is the choice of none.
    Select {
        empty: Option<String>,
        options: Vec<Choice>,
    },
    /// `kind` is radio or checkbox.
    Choices {
        kind: &'static str,
        options: Vec<Choice>,
    },
}

impl Part {
    fn new(field: Field, label: impl Into<String>, shape: Shape) -> Self {
        Self { field, label: label.into(), hint: String::new(), optional: false, lang: "", shape }
    }

    pub fn line(field: Field, label: impl Into<String>) -> Self {
        Self::new(field, label, Shape::Line { kind: "text", width: "", list: Vec::new() })
    }

    /// A line that is as long as its answer.
    pub fn short(field: Field, label: impl Into<String>) -> Self {
        Self::new(field, label, Shape::Line { kind: "text", width: "width-4", list: Vec::new() })
    }

    pub fn date(field: Field, label: impl Into<String>) -> Self {
        Self::new(field, label, Shape::Line { kind: "date", width: "width-half", list: Vec::new() })
    }

    pub fn email(field: Field, label: impl Into<String>) -> Self {
        Self::new(field, label, Shape::Line { kind: "email", width: "", list: Vec::new() })
    }

    pub fn offered(field: Field, label: impl Into<String>, list: &[&'static str]) -> Self {
        Self::new(field, label, Shape::Line { kind: "text", width: "width-half", list: list.to_vec() })
    }

    pub fn area(field: Field, label: impl Into<String>, rows: u8) -> Self {
        Self::new(field, label, Shape::Area { rows })
    }

    pub fn select(
        field: Field,
        label: impl Into<String>,
        empty: Option<String>,
        options: Vec<Choice>,
    ) -> Self {
        Self::new(field, label, Shape::Select { empty, options })
    }

    pub fn radios(field: Field, label: impl Into<String>, options: Vec<Choice>) -> Self {
        Self::new(field, label, Shape::Choices { kind: "radio", options })
    }

    pub fn boxes(field: Field, label: impl Into<String>, options: Vec<Choice>) -> Self {
        Self::new(field, label, Shape::Choices { kind: "checkbox", options })
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    #[must_use]
    pub fn lang(mut self, lang: Lang) -> Self {
        self.lang = lang.code();
        self
    }

    /// The answer in words.
    pub fn words(&self) -> Vec<&str> {
        match &self.shape {
            Shape::Line { .. } | Shape::Area { .. } => {
                Some(self.field.value.as_str()).into_iter().filter(|value| !value.is_empty()).collect()
            }
            Shape::Select { options, .. } | Shape::Choices { options, .. } => {
                options.iter().filter(|option| option.on).map(|option| option.label.as_str()).collect()
            }
        }
    }

    /// The value of `aria-describedby`.
    pub fn described(&self) -> String {
        self.field.described(!self.hint.is_empty())
    }
}

/// Questions under one heading.
#[derive(Debug, Clone, Default)]
pub struct Section {
    pub heading: String,
    pub hint: String,
    /// Of the heading and of what is typed; empty where it is the page's.
    pub lang: &'static str,
    pub rows: Vec<Vec<Part>>,
    /// Fields that can be inserted into what is typed, where the section lists them.
    pub fields: Vec<FieldLine>,
}

impl Section {
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..Self::default() }
    }

    /// A section for what is typed in one language, headed by that language's own name.
    pub fn of(lang: Lang) -> Self {
        Self { heading: lang.own_name().to_owned(), lang: lang.code(), ..Self::default() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub fn ask(self, part: Part) -> Self {
        self.ask_all(vec![part])
    }

    /// Whether there is anything to read for those who may only read.
    pub fn says_anything(&self) -> bool {
        !self.said().is_empty()
    }

    /// The rows that have something to say: those whose first question is answered.
    pub fn said(&self) -> Vec<&Vec<Part>> {
        self.rows.iter().filter(|row| row.first().is_some_and(|part| !part.words().is_empty())).collect()
    }

    /// Questions that stand side by side.
    #[must_use]
    pub fn ask_all(mut self, parts: Vec<Part>) -> Self {
        self.rows.push(parts);
        self
    }
}

/// A link with its words.
#[derive(Debug, Clone)]
pub struct Link {
    pub href: String,
    pub label: String,
}

impl Link {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// A page that is one form.
#[derive(askama::Template)]
#[template(path = "admin/edit.html")]
pub struct EditPage<'a> {
    pub frame: AdminFrame<'a>,
    pub title: String,
    pub lead: String,
    /// Up, to where this belongs.
    pub back: Link,
    pub action: String,
    /// Besides the token: the version that was read, for instance.
    pub hidden: Vec<(&'static str, String)>,
    pub errors: FormErrors,
    /// What the whole form has to be told, with where to look.
    pub warning: Option<(String, Link)>,
    /// Sections of one band stand side by side where there is room.
    pub bands: Vec<Vec<Section>>,
    pub save: String,
    pub remove: Option<Link>,
}

impl Page for EditPage<'_> {}

impl EditPage<'_> {
    /// The summary of errors lists them in the order of the page, whatever was looked at first.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        let parts = self.bands.iter().flatten().flat_map(|section| &section.rows).flatten();
        let ids: Vec<&str> = parts.map(|part| part.field.id.as_str()).collect();
        self.errors.0.sort_by_key(|error| ids.iter().position(|id| *id == error.id).unwrap_or(ids.len()));
        self
    }
}

/// "Do you really want to": what is lost, one dangerous button and the way back.
#[derive(askama::Template)]
#[template(path = "admin/edit_confirm.html")]
pub struct ConfirmPage<'a> {
    pub frame: AdminFrame<'a>,
    pub title: String,
    pub text: String,
    pub back: Link,
    pub action: String,
    /// The button; none if it can't be done, as `text` explains.
    pub yes: Option<String>,
    pub no: String,
}

impl Page for ConfirmPage<'_> {}
