//! Items of the agenda: the tree, the form of one, the order, the numbers, and the decision about all.

use super::agenda::Loaded;
use super::answers::{Answers, id_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::agenda::{
    AgendaItem, ItemInput, ItemRefused, ItemsDecision, ItemsStatus, LONGEST_NUMBER,
};
use plenary_domain::event::Event;
use plenary_domain::ids::ItemId;
use plenary_domain::lang::LocalText;
use plenary_domain::text::line;
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::items::{
    ItemFormFacts, ItemsPage, item_page, remove_item_page, status_page, typed_item, typed_new_item,
    typed_status,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;
use std::collections::HashMap;

/// Characters of a title and of an annotation.
const TITLE: usize = 300;
const ANNOTATION: usize = 8_000;

type One = web::Path<(String, String)>;

pub(crate) async fn list(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<HashMap<String, String>>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let button = match query.get("do").map(String::as_str) {
        Some("up") => "up",
        Some("down") => "down",
        _ => "",
    };
    let moved = query.get("moved").and_then(|id| id.parse().ok()).map(|id| (id, button));
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&ItemsPage::new(frame, &event, loaded.agenda(), moved))
}

fn show(
    desk: &DeskCtx,
    event: &Event,
    loaded: &Loaded,
    item: Option<&AgendaItem>,
    (typed, errors): (&Typed, FormErrors),
) -> Result<HttpResponse, WebError> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let facts = ItemFormFacts { event, agenda: loaded.agenda(), item, typed, errors };
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &item_page(frame, &facts))
}

pub(crate) async fn new_page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<HashMap<String, String>>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let below = query.get("below").and_then(|id| id.parse().ok());
    let below = below.filter(|id| loaded.agenda().items.item(*id).is_some());
    let typed = typed_new_item(loaded.agenda(), below);
    show(&desk, &event, &loaded, None, (&typed, FormErrors::default()))
}

pub(crate) async fn create(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    save_form(desk, &path, None, form).await
}

pub(crate) async fn page(desk: DeskCtx, path: One) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let item = loaded.agenda().items.item(id_of(&path.1)?).ok_or(WebError::NotFound)?;
    let typed = typed_item(loaded.agenda(), item);
    show(&desk, &event, &loaded, Some(item), (&typed, FormErrors::default()))
}

pub(crate) async fn save(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    save_form(desk, &path.0, Some(id_of(&path.1)?), form).await
}

async fn save_form(
    desk: DeskCtx,
    slug: &str,
    id: Option<ItemId>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let items = &loaded.agenda().items;
    let item = id.map(|id| items.item(id).ok_or(WebError::NotFound)).transpose()?;
    let typed = Typed(form.0);
    let again = |errors| show(&desk, &event, &loaded, item, (&typed, errors));
    let input = match parse(desk.t(), &event, &loaded, item, &typed) {
        Ok(input) => input,
        Err(errors) => return again(errors),
    };
    let (store, act, event_id, t) = (desk.ctx.site.store.clone(), desk.act(), event.id, desk.t());
    let name = format!("{} {}", input.number, input.title.get(t.lang));
    match desk.ctx.write(async move { store.save_item(act, event_id, id, input).await }).await? {
        Ok(_) => {
            let (to, text) = (AdminUrls::new(&event).items(), t.admin_things_saved(name));
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(refused)) => again(refusal(t, refused)?),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// A refusal of the domain beside the field that it is about.
fn refusal(t: T, refused: ItemRefused) -> Result<FormErrors, WebError> {
    let mut errors = FormErrors::default();
    match refused {
        ItemRefused::NotAllowed => return Err(WebError::NotFound),
        ItemRefused::Frozen => errors.add("number", t.admin_item_error_frozen()),
        ItemRefused::NumberTaken => errors.add("number", t.admin_item_error_taken()),
        ItemRefused::WrongParent | ItemRefused::HasItems => errors.add("parent", t.admin_item_error_parent()),
        ItemRefused::WrongStatus => errors.add("status", t.admin_items_error_status()),
        ItemRefused::NoDate => errors.add("on", t.admin_items_error_on()),
    }
    Ok(errors)
}

fn parse(
    t: T,
    event: &Event,
    loaded: &Loaded,
    item: Option<&AgendaItem>,
    typed: &Typed,
) -> Result<ItemInput, FormErrors> {
    let (agenda, none) = (loaded.agenda(), LocalText::default());
    let mut answers = Answers::new(t, typed);
    let number = line(answers.one("number"), LONGEST_NUMBER).unwrap_or_else(|_| {
        answers.wrong("number", t.admin_item_error_number());
        String::new()
    });
    let title = answers.line("title", item.map_or(&none, |item| &item.title), TITLE);
    if title.is_empty() && answers.errors.of("title-en").is_none() {
        let first = event.languages.first().copied().unwrap_or(Lang::En);
        answers.wrong(in_lang("title", first), t.admin_item_error_title());
    }
    let raw = answers.one("parent");
    let parent = raw.parse().ok().filter(|id| agenda.items.item(*id).is_some());
    if parent.is_none() && !raw.is_empty() {
        answers.wrong("parent", t.admin_item_error_parent());
    }
    let input = ItemInput {
        parent,
        number,
        title,
        annotation: answers.lines("annotation", item.map_or(&none, |item| &item.annotation), ANNOTATION),
        documents: answers
            .all("document")
            .filter_map(|id| id.parse().ok())
            .filter(|id| agenda.document(*id).is_some())
            .collect(),
        sessions: answers
            .all("session")
            .filter_map(|id| id.parse().ok())
            .filter(|id| agenda.session(*id).is_some())
            .collect(),
    };
    if answers.errors.is_empty() { Ok(input) } else { Err(answers.errors) }
}

pub(crate) async fn move_item(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: ItemId = id_of(&path.1)?;
    let up = form.one("do") != "down";
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.move_item(act, event_id, id, up).await }).await? {
        Ok(()) => {
            let (to, button) = (AdminUrls::new(&event).items(), if up { "up" } else { "down" });
            Ok(respond::see_other(&format!("{to}?moved={id}&do={button}")))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn renumber(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let (store, act, event_id, t) = (desk.ctx.site.store.clone(), desk.act(), event.id, desk.t());
    let (kind, text) = match desk.ctx.write(async move { store.renumber_items(act, event_id).await }).await? {
        Ok(changed) => (NoticeKind::Good, t.admin_items_renumbered(changed)),
        Err(CommandError::Refused(ItemRefused::Frozen)) => {
            (NoticeKind::Warning, t.admin_items_frozen().into_owned())
        }
        Err(CommandError::Refused(_)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    Ok(with_notice(&desk.ctx, &AdminUrls::new(&event).items(), kind, &text))
}

pub(crate) async fn status(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let typed = typed_status(&loaded.agenda().items);
    show_status(&desk, &event, &loaded, (&typed, FormErrors::default()))
}

fn show_status(
    desk: &DeskCtx,
    event: &Event,
    loaded: &Loaded,
    (typed, errors): (&Typed, FormErrors),
) -> Result<HttpResponse, WebError> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &status_page(frame, event, loaded.agenda(), (typed, errors)))
}

pub(crate) async fn decide(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let (t, typed) = (desk.t(), Typed(form.0));
    let mut answers = Answers::new(t, &typed);
    let status = ItemsStatus::parse(answers.one("status"));
    if status.is_none() {
        answers.wrong("status", t.admin_items_error_status());
    }
    let raw = answers.one("on");
    let on = raw.parse().ok();
    if on.is_none() && !raw.is_empty() {
        answers.wrong("on", t.admin_items_error_on());
    }
    let session = answers.one("session").parse().ok();
    let decision = ItemsDecision {
        status: status.unwrap_or_default(),
        on,
        decision: answers.lines("decision", &loaded.agenda().items.decision, ANNOTATION),
        session: session.filter(|id| loaded.agenda().session(*id).is_some()),
    };
    if !answers.errors.is_empty() {
        return show_status(&desk, &event, &loaded, (&typed, answers.errors));
    }
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.decide_items(act, event_id, decision).await }).await? {
        Ok(()) => {
            let (to, text) = (AdminUrls::new(&event).items(), t.admin_items_status_saved());
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(refused)) => {
            show_status(&desk, &event, &loaded, (&typed, refusal(t, refused)?))
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn remove_page(desk: DeskCtx, path: One) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let item = loaded.agenda().items.item(id_of(&path.1)?).ok_or(WebError::NotFound)?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&remove_item_page(frame, &event, loaded.agenda(), item))
}

pub(crate) async fn remove(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: ItemId = id_of(&path.1)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let draft = store.draft_agenda(event_id).await?;
    let list = &draft.agenda.items;
    let item = list.item(id).ok_or(WebError::NotFound)?;
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    let name = format!("{} {}", list.full_number(id), item.title.get(t.lang));
    match desk.ctx.write(async move { store.remove_item(act, event_id, id).await }).await? {
        Ok(()) => Ok(with_notice(&desk.ctx, &urls.items(), NoticeKind::Good, &t.admin_things_removed(name))),
        Err(CommandError::Refused(ItemRefused::HasItems)) => {
            let text = t.admin_item_has_items();
            Ok(with_notice(&desk.ctx, &urls.item(id), NoticeKind::Warning, &text))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
