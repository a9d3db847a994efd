//! The annotated agenda: numbered items with what is said about them, their documents and their sessions.

use crate::filters::paragraphs;
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use crate::urls::EventUrls;
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, Document, DocumentSource, Placed, Session, Symbol};
use plenary_domain::ids::{DocumentId, ItemId};

/// A document with the languages in which it can be had.
pub struct PaperLine<'a> {
    pub symbol: &'a str,
    pub title: &'a str,
    pub title_lang: &'static str,
    /// Address, code and name of the language.
    pub versions: Vec<(String, &'a str, String)>,
}

/// Those that everybody may have now.
pub(super) fn papers<'a>(
    t: T,
    urls: &EventUrls,
    agenda: &'a Agenda,
    ids: &[DocumentId],
    now: Timestamp,
) -> Vec<PaperLine<'a>> {
    agenda.public_documents(ids, now).into_iter().map(|document| paper(t, urls, document)).collect()
}

fn paper<'a>(t: T, urls: &EventUrls, document: &'a Document) -> PaperLine<'a> {
    let versions = document.versions.iter().map(|version| {
        let href = match &version.source {
            DocumentSource::Link(address) => address.as_str().to_owned(),
            DocumentSource::File { .. } => urls.document(document.id, &version.lang),
        };
        let name = t.language_name(&version.lang);
        let name = if name.is_empty() { version.lang.to_uppercase() } else { name.to_owned() };
        (href, version.lang.as_str(), name)
    });
    PaperLine {
        symbol: document.symbol.as_ref().map_or("", Symbol::as_str),
        title: document.title.get(t.lang),
        title_lang: document.title.lang_of(t.lang).code(),
        versions: versions.collect(),
    }
}

/// One item with everything that belongs to it.
pub struct ItemLine<'a> {
    /// For links from session pages.
    pub id: ItemId,
    pub number: String,
    pub title: &'a str,
    pub title_lang: &'static str,
    /// 0, 1 or 2.
    pub depth: usize,
    pub annotation: Vec<&'a str>,
    pub papers: Vec<PaperLine<'a>>,
    /// Address, time and title.
    pub sessions: Vec<(String, String, &'a str)>,
}

#[derive(askama::Template)]
#[template(path = "public/items.html")]
pub struct ItemsPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub status: String,
    pub decision: &'a str,
    pub items: Vec<ItemLine<'a>>,
}

impl Page for ItemsPage<'_> {}

impl<'a> ItemsPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, agenda: &'a Agenda, now: Timestamp) -> Self {
        let t = frame.t;
        let list = &agenda.items;
        let line = |placed: Placed<'a>| ItemLine {
            id: placed.item.id,
            number: list.full_number(placed.item.id),
            title: placed.item.title.get(t.lang),
            title_lang: placed.item.title.lang_of(t.lang).code(),
            depth: placed.depth,
            annotation: paragraphs(placed.item.annotation.get(t.lang)),
            papers: papers(t, &head.urls, agenda, &placed.item.documents, now),
            sessions: dealt_with(t, &head.urls, agenda, placed.item.id),
        };
        Self {
            status: crate::admin::items::status_line(t, list),
            decision: list.decision.get(t.lang),
            items: list.tree().into_iter().map(line).collect(),
            frame,
            head,
        }
    }
}

fn dealt_with<'a>(
    t: T,
    urls: &EventUrls,
    agenda: &'a Agenda,
    item: ItemId,
) -> Vec<(String, String, &'a str)> {
    let about = agenda.sessions.iter().filter(|session| session.items.contains(&item) && !session.cancelled);
    let when = |session: &Session| {
        session.slot.map_or_else(String::new, |slot| {
            format!("{}, {}", t.date_short(slot.day), slot.start.strftime("%H:%M"))
        })
    };
    about.map(|session| (urls.session(session.number), when(session), session.title.get(t.lang))).collect()
}
