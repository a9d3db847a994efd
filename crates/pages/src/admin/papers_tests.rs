//! Pages about topics, items and documents, with nothing, with something and with nasty texts, in every language.

use super::agenda::samples::{NASTY, agenda, event};
use super::agenda_tests::{check, desk};
use super::documents::{
    DocumentFormFacts, DocumentPage, documents_page, remove_document_page, typed_document, typed_new_document,
};
use super::form::Typed;
use super::items::{
    ItemFormFacts, ItemsPage, item_page, remove_item_page, status_page, typed_item, typed_new_item,
    typed_status,
};
use super::topic_list::TopicListPage;
use super::{AdminFrame, AdminNav};
use crate::forms::FormErrors;
use plenary_domain::Lang;
use plenary_domain::agenda::{
    Agenda, AgendaItem, Document, DocumentSource, DocumentVersion, ItemsStatus, Symbol, Visibility,
    WebAddress,
};
use plenary_domain::lang::LocalText;
use uuid::Uuid;

fn texts(text: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, text))
}

/// The sample agenda with two items, one below the other, and a document with a link and a file.
fn filled(text: &str) -> Agenda {
    let mut agenda = agenda(text);
    let item = |n: u128, parent: Option<u128>, number: &str| AgendaItem {
        id: Uuid::from_u128(n).into(),
        parent: parent.map(|n| Uuid::from_u128(n).into()),
        number: number.to_owned(),
        title: texts(text),
        annotation: texts(text),
        documents: vec![Uuid::from_u128(5001).into()],
        position: 1,
    };
    agenda.items.items = vec![item(4001, None, "1"), item(4002, Some(4001), "(a)")];
    agenda.items.decision = texts(text);
    let link = WebAddress::parse("https://docs.example.org/a.pdf").unwrap();
    let file = DocumentSource::File { id: Uuid::from_u128(6001).into(), name: "paper.pdf".into(), bytes: 9 };
    agenda.documents = vec![Document {
        id: Uuid::from_u128(5001).into(),
        symbol: Symbol::parse("S/RES/1325 (2000)"),
        title: texts(text),
        versions: vec![
            DocumentVersion { lang: "en".into(), source: DocumentSource::Link(link) },
            DocumentVersion { lang: "ru".into(), source: file },
        ],
        visibility: Visibility::Public,
        embargo_until: Some("2027-05-30T06:00:00Z".parse().unwrap()),
        position: 1,
    }];
    for session in &mut agenda.sessions {
        session.items = vec![Uuid::from_u128(4001).into()];
        session.documents = vec![Uuid::from_u128(5001).into()];
    }
    agenda
}

fn pages(agenda: &Agenda, lang: Lang, may_change: bool) {
    let (event, desk) = (event("Round table"), desk(lang, may_change));
    let frame = || AdminFrame::new(&desk, AdminNav::Agenda).of(&event, 3);
    let what = format!("{lang:?} {may_change}");
    check(&what, &TopicListPage::new(frame(), &event, agenda));
    check(&what, &documents_page(frame(), &event, agenda));
    let mut errors = FormErrors::default();
    for field in ["title-en", "symbol", "embargo", "lang-1", "address-1", "upload-lang", "file"] {
        errors.add(field, NASTY);
    }
    let document = |document, typed: &Typed, errors| {
        let facts = DocumentFormFacts { event: &event, agenda, document, typed, errors };
        check(&what, &DocumentPage::new(frame(), &facts));
    };
    document(None, &typed_new_document(agenda), FormErrors::default());
    for paper in &agenda.documents {
        document(Some(paper), &typed_document(&event, agenda, paper), errors.clone());
        check(&what, &remove_document_page(frame(), &event, paper));
    }
    items(agenda, &what, &frame);
}

fn items<'a>(agenda: &Agenda, what: &str, frame: &impl Fn() -> AdminFrame<'a>) {
    let event = event("Round table");
    let moved = agenda.items.items.first().map(|item| (item.id, "down"));
    check(what, &ItemsPage::new(frame(), &event, agenda, moved));
    let mut errors = FormErrors::default();
    for field in ["number", "parent", "title-en"] {
        errors.add(field, NASTY);
    }
    let page = |item, typed: &Typed, errors| {
        check(what, &item_page(frame(), &ItemFormFacts { event: &event, agenda, item, typed, errors }));
    };
    page(None, &typed_new_item(agenda, None), FormErrors::default());
    for item in &agenda.items.items {
        page(Some(item), &typed_item(agenda, item), errors.clone());
        check(what, &remove_item_page(frame(), &event, agenda, item));
    }
    let typed = typed_status(&agenda.items);
    check(what, &status_page(frame(), &event, agenda, (&typed, FormErrors::default())));
}

#[test]
fn every_page_about_papers_renders_in_every_language_for_both_roles() {
    for lang in Lang::ALL {
        for may_change in [true, false] {
            pages(&Agenda::default(), lang, may_change);
            for text in ["Women, peace and security", NASTY] {
                let mut agenda = filled(text);
                pages(&agenda, lang, may_change);
                agenda.items.status = ItemsStatus::Adopted;
                agenda.items.on = Some(super::agenda::samples::DAY);
                pages(&agenda, lang, may_change);
            }
        }
    }
}

#[test]
fn numbers_that_are_frozen_have_no_button_to_change_them() {
    let (event, desk) = (event("Round table"), desk(Lang::En, true));
    let button = |status| {
        let mut agenda = filled("x");
        agenda.items.status = status;
        let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(&event, 0);
        let html = crate::Page::html(&ItemsPage::new(frame, &event, &agenda, None)).unwrap().body;
        html.contains("/items/renumber")
    };
    assert_eq!(ItemsStatus::ALL.iter().map(|s| button(*s)).collect::<Vec<_>>(), [true, false, false, false]);
}
