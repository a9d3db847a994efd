//! Notes and tags on the page of one registration. What is refused comes back with its error beside the field.

use super::answers::id_of;
use super::desk_acts::{Opened, Path, open};
use super::registration::{Typed, show};
use super::tag_many::tag_problem;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::HttpResponse;
use plenary_domain::registration::{NOTES_AT_MOST, TAGS_AT_MOST, Tag};
use plenary_domain::text::TextRefused;
use plenary_pages::admin::registration::TypedActs;
use plenary_store::{CommandError, NoteRefused, TagRefused};

/// The page again, with what was typed and what is wrong with it.
async fn again(
    desk: &DeskCtx,
    opened: &Opened,
    acts: TypedActs,
    (id, text): (&str, String),
) -> Result<HttpResponse, WebError> {
    let mut typed = Typed { acts, ..Typed::default() };
    typed.errors.add(id, text);
    show(desk, &opened.event, opened.id, &opened.list, typed).await
}

pub(crate) async fn add_note(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    let (t, text) = (desk.t(), form.one("note").to_owned());
    let refused = match desk.ctx.write(async move { store.add_note(act, event, id, &text).await }).await? {
        Ok(()) => return Ok(respond::see_other(&format!("{}#notes", opened.back))),
        Err(CommandError::Refused(refused)) => refused,
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    let problem = match refused {
        NoteRefused::Text(TextRefused::Empty) => t.admin_desk_note_empty().into_owned(),
        NoteRefused::Text(why) => t.text_problem(why),
        NoteRefused::TooMany => t.admin_desk_notes_full(NOTES_AT_MOST),
        NoteRefused::NotAllowed => return Err(WebError::NotFound),
    };
    let acts = TypedActs { note: form.one("note").to_owned(), ..TypedActs::default() };
    again(&desk, &opened, acts, ("note", problem)).await
}

pub(crate) async fn remove_note(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let note = id_of(form.one("note"))?;
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    match desk.ctx.write(async move { store.remove_note(act, event, id, note).await }).await? {
        Ok(()) => Ok(respond::see_other(&format!("{}#notes", opened.back))),
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn add_tags(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let (t, typed) = (desk.t(), form.one("tag").to_owned());
    let problem = match Tag::parse_all(&typed) {
        Err(why) => tag_problem(t, "", why),
        Ok(tags) => {
            let (store, act, event, id) =
                (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
            match desk.ctx.write(async move { store.add_tags(act, event, id, &tags).await }).await? {
                Ok(()) => return Ok(respond::see_other(&format!("{}#tags", opened.back))),
                Err(CommandError::Refused(TagRefused::TooMany)) => t.admin_desk_tags_full(TAGS_AT_MOST),
                Err(CommandError::Refused(TagRefused::NotAllowed)) => return Err(WebError::NotFound),
                Err(CommandError::Store(error)) => return Err(error.into()),
            }
        }
    };
    again(&desk, &opened, TypedActs { tag: typed, ..TypedActs::default() }, ("tag", problem)).await
}

pub(crate) async fn remove_tag(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let tag = Tag::parse(form.one("tag")).map_err(|_| WebError::Unreadable("no such tag"))?;
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    match desk.ctx.write(async move { store.remove_tag(act, event, id, &tag).await }).await? {
        Ok(()) => Ok(respond::see_other(&format!("{}#tags", opened.back))),
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
