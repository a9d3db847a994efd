//! Documents of the meeting: the list, the form of one with the languages in which it exists, and its PDF files.

use super::agenda::{Said, Tab};
use super::form::{ConfirmPage, Link, Part, Section, Shape, Typed, in_lang};
use super::items::{document_label, session_label};
use super::things::{ListWords, ThingRow, ThingsPage};
use super::{AdminFrame, AdminNav};
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::Page;
use crate::texts::T;
use crate::urls::AdminUrls;
use plenary_domain::agenda::{Agenda, Document, DocumentSource, DocumentVersion, Symbol, Visibility};
use plenary_domain::event::Event;

/// Empty lines for more languages.
const MORE_LINES: usize = 2;
/// The most languages of one document.
pub const MAX_LINES: usize = 30;

/// The list of all.
pub fn documents_page<'a>(frame: AdminFrame<'a>, event: &Event, agenda: &Agenda) -> ThingsPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let plain = |text: String| Said { text, lang: "" };
    let row = |document: &Document| ThingRow {
        href: urls.document(document.id),
        name: Said::new(t, &document.title),
        cells: vec![
            plain(document.symbol.as_ref().map(|symbol| symbol.as_str().to_owned()).unwrap_or_default()),
            plain(t.visibility(document.visibility).into_owned()),
            plain(codes(&document.versions)),
        ],
        uses: agenda.sessions.iter().filter(|session| session.documents.contains(&document.id)).count(),
    };
    let columns = [t.admin_document_symbol(), t.admin_document_visibility(), t.admin_session_languages()];
    ThingsPage {
        tab: Tab::Documents,
        title: t.admin_documents_title().into_owned(),
        words: ListWords {
            name: t.admin_document_name().into_owned(),
            caption: t.admin_documents_caption().into_owned(),
            empty: t.admin_documents_empty().into_owned(),
            empty_text: t.admin_documents_empty_text().into_owned(),
            add: t.admin_document_add().into_owned(),
            columns: columns.map(std::borrow::Cow::into_owned).to_vec(),
        },
        add: format!("{}/new", urls.documents()),
        rows: agenda.documents.iter().map(row).collect(),
        more: None,
        frame,
    }
}

fn codes(versions: &[DocumentVersion]) -> String {
    versions.iter().map(|version| version.lang.to_uppercase()).collect::<Vec<_>>().join(" · ")
}

/// A new document at the end of the order.
pub fn typed_new_document(agenda: &Agenda) -> Typed {
    let mut typed = Typed::default();
    typed.add("visibility", Visibility::Public.code());
    let last = agenda.documents.iter().map(|document| document.position).max();
    typed.add("position", last.map_or(1, |last| last.saturating_add(1).clamp(0, 9999)).to_string());
    typed
}

/// What is saved, as if it had been typed.
pub fn typed_document(event: &Event, agenda: &Agenda, document: &Document) -> Typed {
    let mut typed = Typed::default();
    typed.add("symbol", document.symbol.as_ref().map_or("", Symbol::as_str));
    typed.add("visibility", document.visibility.code());
    if let Some(until) = document.embargo_until {
        let local = until.to_zoned_datetime(event.zone());
        typed.add("embargo", local.date().to_string());
        typed.add("embargo-time", local.strftime("%H:%M").to_string());
    }
    typed.add("position", document.position.to_string());
    typed.add_text("title", &document.title);
    let mut line = 1;
    for version in &document.versions {
        match &version.source {
            DocumentSource::Link(address) => {
                typed.add(format!("lang-{line}"), version.lang.as_str());
                typed.add(format!("address-{line}"), address.as_str());
                line += 1;
            }
            DocumentSource::File { .. } => typed.add("keep", version.lang.as_str()),
        }
    }
    for session in agenda.sessions.iter().filter(|session| session.documents.contains(&document.id)) {
        typed.add("session", session.id.to_string());
    }
    for item in agenda.items.items.iter().filter(|item| item.documents.contains(&document.id)) {
        typed.add("item", item.id.to_string());
    }
    typed
}

/// How many lines for languages a form with these answers has.
pub fn version_lines(typed: &Typed) -> usize {
    let filled = |i: &usize| {
        !typed.one(&format!("lang-{i}")).is_empty() || !typed.one(&format!("address-{i}")).is_empty()
    };
    ((1..=MAX_LINES).rev().find(filled).unwrap_or(0) + MORE_LINES).min(MAX_LINES)
}

/// What the form of a document shows.
pub struct DocumentFormFacts<'a> {
    pub event: &'a Event,
    pub agenda: &'a Agenda,
    /// None for a new one.
    pub document: Option<&'a Document>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
}

/// The form, and below it the way to bring a file.
#[derive(askama::Template)]
#[template(path = "admin/document.html")]
pub struct DocumentPage<'a> {
    pub frame: AdminFrame<'a>,
    pub title: String,
    pub lead: String,
    pub back: Link,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    pub errors: FormErrors,
    pub warning: Option<(String, Link)>,
    pub bands: Vec<Vec<Section>>,
    pub save: String,
    pub remove: Option<Link>,
    /// Where a file is sent to; none before the document is there.
    pub upload: Option<String>,
    pub upload_lang: Field,
    pub upload_file: Field,
}

impl Page for DocumentPage<'_> {}

impl<'a> DocumentPage<'a> {
    pub fn new(frame: AdminFrame<'a>, facts: &DocumentFormFacts<'_>) -> Self {
        let (t, urls) = (frame.t, AdminUrls::new(facts.event));
        let form = Form { t, facts };
        let name = facts.document.map(|document| document_label(t, document)).filter(|name| !name.is_empty());
        let new = format!("{}/new", urls.documents());
        let errors = &facts.errors;
        Self {
            title: name.unwrap_or_else(|| t.admin_document_new().into_owned()),
            lead: String::new(),
            back: Link::new(urls.documents(), t.admin_documents_title()),
            action: facts.document.map_or(new, |document| urls.document(document.id)),
            hidden: Vec::new(),
            warning: None,
            bands: form.bands(),
            save: t.admin_things_save().into_owned(),
            remove: facts
                .document
                .map(|document| Link::new(urls.document_remove(document.id), t.admin_document_remove())),
            upload: facts.document.map(|document| urls.document_files(document.id)),
            upload_lang: errors.field("upload-lang", facts.typed.one("upload-lang")),
            upload_file: errors.field("file", ""),
            errors: errors.clone(),
            frame,
        }
    }
}

struct Form<'a> {
    t: T,
    facts: &'a DocumentFormFacts<'a>,
}

impl Form<'_> {
    fn field(&self, name: &str) -> Field {
        self.facts.errors.field(name, self.facts.typed.one(name))
    }

    fn choice(&self, name: &str, value: &str, label: impl Into<String>) -> Choice {
        Choice::new(value, label, self.facts.typed.has(name, value))
    }

    fn bands(&self) -> Vec<Vec<Section>> {
        let titles = self.facts.event.languages.iter().map(|lang| {
            let part = Part::line(self.field(&in_lang("title", *lang)), self.t.admin_document_name());
            Section::of(*lang).ask(part.lang(*lang))
        });
        vec![titles.collect(), vec![self.what(), self.versions()], self.links()]
    }

    fn what(&self) -> Section {
        let t = self.t;
        let who = |v: &Visibility| self.choice("visibility", v.code(), t.visibility(*v));
        Section::new(t.admin_document_what())
            .ask(
                Part::line(self.field("symbol"), t.admin_document_symbol())
                    .hint(t.admin_document_symbol_hint())
                    .optional(),
            )
            .ask(Part::radios(
                self.field("visibility"),
                t.admin_document_visibility(),
                Visibility::ALL.iter().map(who).collect(),
            ))
            .ask_all(vec![
                Part::date(self.field("embargo"), t.admin_document_embargo())
                    .hint(t.admin_document_embargo_hint())
                    .optional(),
                Part::short(self.field("embargo-time"), t.admin_document_embargo_time()).optional(),
            ])
            .ask(
                Part::short(self.field("position"), t.admin_things_position())
                    .hint(t.admin_things_position_hint()),
            )
    }

    fn versions(&self) -> Section {
        let t = self.t;
        let mut section = Section::new(t.admin_document_versions()).hint(t.admin_document_versions_hint());
        let kept: Vec<Choice> = self.facts.document.map(|document| self.files(document)).unwrap_or_default();
        if !kept.is_empty() {
            section = section.ask(Part::boxes(self.field("keep"), t.admin_document_keep(), kept));
        }
        (1..=version_lines(self.facts.typed)).fold(section, |section, i| {
            section.ask_all(vec![
                Part::short(self.field(&format!("lang-{i}")), t.admin_document_language(i)).optional(),
                Part::line(self.field(&format!("address-{i}")), t.admin_document_address()).optional(),
            ])
        })
    }

    fn files(&self, document: &Document) -> Vec<Choice> {
        let file = |version: &DocumentVersion| match &version.source {
            DocumentSource::File { name, .. } => {
                let label = format!("{}: {name}", version.lang.to_uppercase());
                Some(self.choice("keep", &version.lang, label))
            }
            DocumentSource::Link(_) => None,
        };
        document.versions.iter().filter_map(file).collect()
    }

    fn links(&self) -> Vec<Section> {
        let (t, agenda) = (self.t, self.facts.agenda);
        let mut sections = Vec::new();
        if !agenda.sessions.is_empty() {
            let all = agenda.sessions.iter();
            let choices =
                all.map(|s| self.choice("session", &s.id.to_string(), session_label(t, s))).collect();
            let part = Part::boxes(self.field("session"), t.admin_item_sessions_label(), choices);
            sections.push(Section::new(t.admin_item_sessions()).ask(part));
        }
        let tree = agenda.items.tree();
        if !tree.is_empty() {
            let choice = |placed: &plenary_domain::agenda::Placed<'_>| {
                let id = placed.item.id;
                let label = format!("{} {}", agenda.items.full_number(id), placed.item.title.get(t.lang));
                self.choice("item", &id.to_string(), label)
            };
            let part =
                Part::boxes(self.field("item"), t.admin_session_items(), tree.iter().map(choice).collect());
            sections.push(Section::new(t.admin_items_title()).ask(part));
        }
        sections
    }
}

/// The page that asks before a document is removed.
pub fn remove_document_page<'a>(
    frame: AdminFrame<'a>,
    event: &Event,
    document: &Document,
) -> ConfirmPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let name = document_label(t, document);
    ConfirmPage {
        title: t.admin_things_remove_title(name.as_str()),
        text: t.admin_document_remove_text().into_owned(),
        action: urls.document_remove(document.id),
        back: Link::new(urls.document(document.id), name),
        yes: Some(t.admin_document_remove_yes().into_owned()),
        no: t.admin_things_remove_no().into_owned(),
        frame,
    }
}
