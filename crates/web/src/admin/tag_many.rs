//! One tag for several registrations: first who gets it, then the tag.

use super::agenda::to_decide;
use super::listing::carried;
use super::registrations::{ids, selected};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::registration::Tag;
use plenary_domain::text::TextRefused;
use plenary_pages::T;
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::registrations::{Affected, tagged};
use plenary_pages::admin::tag_many::TagManyPage;
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;

pub(crate) async fn add(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let listing = carried(&event, form.one("list"));
    if form.one("sure") != "yes" {
        let people = selected(&desk, &event, &listing, &form).await?;
        return show(&desk, &event, &listing, people, ("", FormErrors::default())).await;
    }
    let ids = ids(&form)?;
    let tag = match Tag::parse(form.one("tag")) {
        Ok(tag) if !ids.is_empty() => tag,
        refused => {
            let mut errors = FormErrors::default();
            if let Err(why) = refused {
                errors.add("tag", tag_problem(desk.t(), form.one("tag"), why));
            }
            let people = selected(&desk, &event, &listing, &form).await?;
            return show(&desk, &event, &listing, people, (form.one("tag"), errors)).await;
        }
    };
    let (store, act, id, word) = (desk.ctx.site.store.clone(), desk.act(), event.id, tag.to_string());
    let done = match desk.ctx.write(async move { store.tag_many(act, id, &ids, &tag).await }).await? {
        Ok(done) => done,
        Err(CommandError::Refused(_)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    let notice = tagged(desk.t(), &word, (done.added, done.had, done.full));
    let to = format!("{}?{}", AdminUrls::new(&event).registrations(), listing.query());
    Ok(with_notice(&desk.ctx, &to, notice.kind, &notice.text))
}

/// What is wrong with a tag, and how to put it right.
pub(super) fn tag_problem(t: T, typed: &str, why: TextRefused) -> String {
    match why {
        TextRefused::Empty => t.admin_desk_tag_empty().into_owned(),
        TextRefused::NotText if typed.contains(',') => t.admin_desk_tag_comma().into_owned(),
        other => t.text_problem(other),
    }
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    listing: &Listing,
    (people, cut): (Vec<Affected>, bool),
    (typed, errors): (&str, FormErrors),
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let known = desk.ctx.site.store.tags(&desk.actor(), event.id).await?;
    let shown = desk.desk(Some(event));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = TagManyPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(event, waiting),
        urls: AdminUrls::new(event),
        people,
        list: listing.query(),
        typed: typed.to_owned(),
        errors,
        known: known.into_iter().map(|(tag, _)| tag).collect(),
        cut,
    };
    respond::page_with(status, &page)
}
