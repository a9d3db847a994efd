//! Saved views of the list of registrations. What is kept is the list as the program itself writes it into an address.

use super::agenda::to_decide;
use super::answers::id_of;
use super::listing::{Pairs, carried, listing_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::ids::ViewId;
use plenary_domain::registration::VIEWS_AT_MOST;
use plenary_domain::text::TextRefused;
use plenary_pages::T;
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::views::{ViewLine, ViewsPage};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::{Field, FormErrors};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, NewView, ViewRefused};

type Path = web::Path<(String, String)>;

/// What was typed: for the new view, or for one that is there.
struct Typed<'a> {
    of: Option<ViewId>,
    name: &'a str,
    shared: bool,
    problem: String,
}

pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let listing = listing_of(&event, &RawForm(query.into_inner()));
    show(&desk, &event, &listing, None).await
}

/// An address of these opened by hand: to the views.
pub(crate) async fn by_hand(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    Ok(respond::see_other(&AdminUrls::new(&event).views()))
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    listing: &Listing,
    typed: Option<Typed<'_>>,
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let views = desk.ctx.site.store.views(&desk.actor(), event.id).await?;
    let shown = desk.desk(Some(event));
    let mut errors = FormErrors::default();
    let new = typed.as_ref().filter(|typed| typed.of.is_none());
    let id = typed.as_ref().map(|typed| typed.of.map_or_else(|| "name".to_owned(), field_id));
    if let (Some(typed), Some(id)) = (&typed, id) {
        errors.add(id, typed.problem.as_str());
    }
    let line = |row: plenary_store::ViewRow| {
        let mine = typed.as_ref().filter(|typed| typed.of == Some(row.id));
        let name = mine.map_or(row.name.as_str(), |typed| typed.name).to_owned();
        let id = field_id(row.id);
        let error = errors.of(&id);
        ViewLine {
            id: row.id,
            name: Field { id, name: "name".to_owned(), value: name, error },
            query: row.query,
            shared: mine.map_or(row.shared, |typed| typed.shared),
            by: if row.mine { String::new() } else { row.by },
        }
    };
    let views = views.into_iter().map(line).collect();
    let page = ViewsPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(event, waiting),
        urls: AdminUrls::new(event),
        list: listing.query(),
        name: errors.field("name", new.map_or("", |typed| typed.name)),
        shared: new.is_some_and(|typed| typed.shared),
        views,
        errors,
    };
    let wrong = !page.errors.is_empty();
    respond::page_with(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

fn field_id(id: ViewId) -> String {
    format!("name-{id}")
}

fn problem(t: T, refused: ViewRefused) -> Result<String, WebError> {
    Ok(match refused {
        ViewRefused::Name(TextRefused::Empty) => t.admin_desk_view_empty().into_owned(),
        ViewRefused::Name(why) => t.text_problem(why),
        ViewRefused::NameTaken => t.admin_desk_view_taken().into_owned(),
        ViewRefused::TooMany => t.admin_desk_view_full(VIEWS_AT_MOST),
        ViewRefused::NotAllowed => return Err(WebError::NotFound),
    })
}

fn read(form: &RawForm) -> NewView {
    NewView { name: form.one("name").to_owned(), shared: form.one("shared") == "yes" }
}

/// The first page of the same list: a page number means nothing tomorrow.
fn kept(listing: &Listing) -> String {
    listing.on_page(1).query()
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let (listing, new) = (carried(&event, form.one("list")), read(&form));
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (view, query) = (new.clone(), kept(&listing));
    match desk.ctx.write(async move { store.save_view(act, id, &view, &query).await }).await? {
        Ok(_) => {
            let to = format!("{}?{}", AdminUrls::new(&event).registrations(), kept(&listing));
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &desk.t().admin_desk_view_saved()))
        }
        Err(CommandError::Refused(refused)) => {
            let problem = problem(desk.t(), refused)?;
            let typed = Typed { of: None, name: &new.name, shared: new.shared, problem };
            show(&desk, &event, &listing, Some(typed)).await
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn change(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let view: ViewId = id_of(&path.1)?;
    let (listing, new) = (carried(&event, form.one("list")), read(&form));
    let (store, act, id, wanted) = (desk.ctx.site.store.clone(), desk.act(), event.id, new.clone());
    match desk.ctx.write(async move { store.rename_view(act, id, view, &wanted).await }).await? {
        Ok(()) => Ok(told(&desk, &event, &listing, &desk.t().admin_desk_view_saved())),
        Err(CommandError::Refused(refused)) => {
            let problem = problem(desk.t(), refused)?;
            let typed = Typed { of: Some(view), name: &new.name, shared: new.shared, problem };
            show(&desk, &event, &listing, Some(typed)).await
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn remove(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let view: ViewId = id_of(&path.1)?;
    let listing = carried(&event, form.one("list"));
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.remove_view(act, id, view).await }).await? {
        Ok(()) => Ok(told(&desk, &event, &listing, &desk.t().admin_desk_view_removed())),
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// Back to the views, with the list that one came from.
fn told(desk: &DeskCtx, event: &Event, listing: &Listing, text: &str) -> HttpResponse {
    let to = format!("{}?{}", AdminUrls::new(event).views(), listing.query());
    with_notice(&desk.ctx, &to, NoticeKind::Good, text)
}
