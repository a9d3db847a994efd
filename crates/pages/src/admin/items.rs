//! Items of the agenda: the numbered tree with what can be done to it, the form of one item, and the decision about all.

use super::agenda::{Said, Tab};
use super::form::{ConfirmPage, EditPage, Link, Part, Section, Typed, in_lang};
use super::{AdminFrame, AdminNav};
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::Page;
use crate::texts::T;
use crate::urls::AdminUrls;
use plenary_domain::Lang;
use plenary_domain::agenda::{
    Agenda, AgendaItem, DEEPEST, Document, ItemList, ItemsStatus, Placed, Session, Symbol,
};
use plenary_domain::event::Event;
use plenary_domain::ids::ItemId;

/// One line of the tree.
pub struct ItemRow {
    pub href: String,
    pub move_to: String,
    pub number: String,
    pub title: Said,
    /// 0, 1 or 2.
    pub depth: usize,
    pub sessions: usize,
    pub documents: usize,
    pub first: bool,
    pub last: bool,
    /// The button that was used last: the focus stays on it.
    pub focus: &'static str,
}

#[derive(askama::Template)]
#[template(path = "admin/items.html")]
pub struct ItemsPage<'a> {
    pub frame: AdminFrame<'a>,
    pub tab: Tab,
    pub urls: AdminUrls,
    pub rows: Vec<ItemRow>,
    pub status: String,
    pub decision: Said,
    pub frozen: bool,
    /// Where the public finds it after a release.
    pub public: String,
}

impl Page for ItemsPage<'_> {}

impl<'a> ItemsPage<'a> {
    /// `moved` is the item that was moved last, and by which button.
    pub fn new(
        frame: AdminFrame<'a>,
        event: &Event,
        agenda: &Agenda,
        moved: Option<(ItemId, &'static str)>,
    ) -> Self {
        let (t, urls) = (frame.t, AdminUrls::new(event));
        let list = &agenda.items;
        let row = |placed: Placed<'_>| {
            let id = placed.item.id;
            ItemRow {
                href: urls.item(id),
                move_to: urls.item_move(id),
                number: list.full_number(id),
                title: Said::new(t, &placed.item.title),
                depth: placed.depth,
                sessions: agenda.sessions.iter().filter(|session| session.items.contains(&id)).count(),
                documents: placed.item.documents.len(),
                first: placed.first,
                last: placed.last,
                focus: moved.filter(|(of, _)| *of == id).map_or("", |(_, button)| button),
            }
        };
        Self {
            tab: Tab::Items,
            rows: list.tree().into_iter().map(row).collect(),
            status: status_line(t, list),
            decision: Said::new(t, &list.decision),
            frozen: list.status.is_frozen(),
            public: crate::urls::EventUrls::new(event.language(t.lang), event).items(),
            urls,
            frame,
        }
    }
}

/// "Adopted, 31 May 2027".
pub fn status_line(t: T, list: &ItemList) -> String {
    let word = t.items_status(list.status);
    list.on.map_or_else(|| word.clone().into_owned(), |day| format!("{word}, {}", t.date_full(day)))
}

/// What the form of an item shows.
pub struct ItemFormFacts<'a> {
    pub event: &'a Event,
    pub agenda: &'a Agenda,
    /// None for a new one.
    pub item: Option<&'a AgendaItem>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
}

/// A new item at the end of a parent's.
pub fn typed_new_item(agenda: &Agenda, parent: Option<ItemId>) -> Typed {
    let mut typed = Typed::default();
    typed.add("parent", parent.map(|id| id.to_string()).unwrap_or_default());
    typed.add("number", agenda.items.next_number(parent));
    typed
}

/// What is saved, as if it had been typed.
pub fn typed_item(agenda: &Agenda, item: &AgendaItem) -> Typed {
    let mut typed = Typed::default();
    typed.add("parent", item.parent.map(|id| id.to_string()).unwrap_or_default());
    typed.add("number", item.number.as_str());
    typed.add_text("title", &item.title);
    typed.add_text("annotation", &item.annotation);
    for document in &item.documents {
        typed.add("document", document.to_string());
    }
    for session in agenda.sessions.iter().filter(|session| session.items.contains(&item.id)) {
        typed.add("session", session.id.to_string());
    }
    typed
}

pub fn item_page<'a>(frame: AdminFrame<'a>, facts: &ItemFormFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let form = Form { t, facts };
    let name = facts.item.map(|item| {
        format!("{} {}", facts.agenda.items.full_number(item.id), item.title.get(t.lang)).trim().to_owned()
    });
    let action = facts.item.map_or_else(|| urls.new_item(), |item| urls.item(item.id));
    EditPage {
        title: name.unwrap_or_else(|| t.admin_item_new().into_owned()),
        lead: String::new(),
        back: Link::new(urls.items(), t.admin_items_title()),
        hidden: Vec::new(),
        errors: facts.errors.clone(),
        warning: None,
        bands: vec![
            vec![form.place()],
            facts.event.languages.iter().map(|lang| form.texts(*lang)).collect(),
            form.links(),
        ],
        save: t.admin_things_save().into_owned(),
        remove: facts.item.map(|item| Link::new(urls.item_remove(item.id), t.admin_item_remove())),
        action,
        frame,
    }
    .in_order()
}

struct Form<'a> {
    t: T,
    facts: &'a ItemFormFacts<'a>,
}

impl Form<'_> {
    fn field(&self, name: &str) -> Field {
        self.facts.errors.field(name, self.facts.typed.one(name))
    }

    fn choice(&self, name: &str, value: &str, label: impl Into<String>) -> Choice {
        Choice::new(value, label, self.facts.typed.has(name, value))
    }

    fn place(&self) -> Section {
        let (t, list) = (self.t, &self.facts.agenda.items);
        let parents = list.tree().into_iter().filter(|placed| {
            placed.depth + 1 < DEEPEST && Some(placed.item.id) != self.facts.item.map(|item| item.id)
        });
        let parents = parents
            .map(|placed| {
                let label = format!("{} {}", list.full_number(placed.item.id), placed.item.title.get(t.lang));
                self.choice("parent", &placed.item.id.to_string(), label)
            })
            .collect();
        let hint = if list.status.is_frozen() { t.admin_item_frozen() } else { t.admin_item_number_hint() };
        let top = Some(t.admin_item_top().into_owned());
        Section::new(t.admin_item_place())
            .ask(Part::short(self.field("number"), t.admin_item_number()).hint(hint))
            .ask(Part::select(self.field("parent"), t.admin_item_parent(), top, parents))
    }

    fn texts(&self, lang: Lang) -> Section {
        let t = self.t;
        let field = |name: &str| self.field(&in_lang(name, lang));
        Section::of(lang).ask(Part::line(field("title"), t.admin_item_name()).lang(lang)).ask(
            Part::area(field("annotation"), t.admin_item_annotation(), 6)
                .hint(t.admin_item_annotation_hint())
                .optional()
                .lang(lang),
        )
    }

    fn links(&self) -> Vec<Section> {
        let (t, agenda) = (self.t, self.facts.agenda);
        let mut sections = Vec::new();
        if !agenda.sessions.is_empty() {
            let choice = |s: &Session| self.choice("session", &s.id.to_string(), session_label(t, s));
            let choices = agenda.sessions.iter().map(choice).collect();
            let part = Part::boxes(self.field("session"), t.admin_item_sessions_label(), choices);
            sections.push(Section::new(t.admin_item_sessions()).ask(part));
        }
        if !agenda.documents.is_empty() {
            let choice = |d: &Document| self.choice("document", &d.id.to_string(), document_label(t, d));
            let choices = agenda.documents.iter().map(choice).collect();
            let part = Part::boxes(self.field("document"), t.admin_item_documents_label(), choices);
            sections.push(Section::new(t.admin_item_documents()).ask(part));
        }
        sections
    }
}

/// "31 May, 10:00 Opening".
pub(super) fn session_label(t: T, session: &Session) -> String {
    let title = session.title.get(t.lang);
    session.slot.map_or_else(
        || title.to_owned(),
        |slot| format!("{}, {} {title}", t.date_short(slot.day), slot.start.strftime("%H:%M")),
    )
}

/// Symbol and title, of what there is.
pub(super) fn document_label(t: T, document: &Document) -> String {
    let symbol = document.symbol.as_ref().map(Symbol::as_str);
    let title = Some(document.title.get(t.lang)).filter(|title| !title.is_empty());
    symbol.into_iter().chain(title).collect::<Vec<_>>().join(", ")
}

/// The page that asks before an item is removed, or explains why it can't be.
pub fn remove_item_page<'a>(
    frame: AdminFrame<'a>,
    event: &Event,
    agenda: &Agenda,
    item: &AgendaItem,
) -> ConfirmPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let name = format!("{} {}", agenda.items.full_number(item.id), item.title.get(t.lang));
    let below = agenda.items.items.iter().filter(|other| other.parent == Some(item.id)).count();
    let text = if below == 0 { t.admin_item_remove_text() } else { t.admin_item_has_items() };
    ConfirmPage {
        title: t.admin_things_remove_title(name.as_str()),
        text: text.into_owned(),
        action: urls.item_remove(item.id),
        back: Link::new(urls.item(item.id), name),
        yes: (below == 0).then(|| t.admin_item_remove_yes().into_owned()),
        no: t.admin_things_remove_no().into_owned(),
        frame,
    }
}

/// What is decided, as if it had been typed.
pub fn typed_status(list: &ItemList) -> Typed {
    let mut typed = Typed::default();
    typed.add("status", list.status.code());
    typed.add("on", list.on.map(|day| day.to_string()).unwrap_or_default());
    typed.add_text("decision", &list.decision);
    typed.add("session", list.session.map(|id| id.to_string()).unwrap_or_default());
    typed
}

/// The form for the decision about all items together.
pub fn status_page<'a>(
    frame: AdminFrame<'a>,
    event: &Event,
    agenda: &Agenda,
    (typed, errors): (&Typed, FormErrors),
) -> EditPage<'a> {
    let (t, urls, list) = (frame.t, AdminUrls::new(event), &agenda.items);
    let field = |name: &str| errors.field(name, typed.one(name));
    let open = |status: &ItemsStatus| *status == list.status || list.status.may_become(*status);
    let states = ItemsStatus::ALL.iter().copied().filter(open);
    let state = |s: ItemsStatus| {
        Choice::new(s.code(), t.items_status(s), typed.has("status", s.code())).note(t.items_status_means(s))
    };
    let sessions = agenda.sessions.iter();
    let sessions = sessions
        .map(|s| {
            let id = s.id.to_string();
            Choice::new(id.as_str(), session_label(t, s), typed.has("session", &id))
        })
        .collect();
    let decided = Section::new(t.admin_items_decided())
        .ask(Part::radios(field("status"), t.admin_items_status(), states.map(state).collect()))
        .ask(Part::date(field("on"), t.admin_items_on()).hint(t.admin_items_on_hint()).optional())
        .ask(Part::select(
            field("session"),
            t.admin_items_session(),
            Some(t.admin_items_no_session().into_owned()),
            sessions,
        ));
    let words = |lang: &Lang| {
        let part = Part::area(field(&in_lang("decision", *lang)), t.admin_items_decision(), 3);
        Section::of(*lang).ask(part.hint(t.admin_items_decision_hint()).optional().lang(*lang))
    };
    EditPage {
        title: t.admin_items_change_status().into_owned(),
        lead: String::new(),
        back: Link::new(urls.items(), t.admin_items_title()),
        action: urls.items_status(),
        hidden: Vec::new(),
        warning: None,
        bands: vec![vec![decided], event.languages.iter().map(words).collect()],
        save: t.admin_things_save().into_owned(),
        remove: None,
        errors: errors.clone(),
        frame,
    }
    .in_order()
}
