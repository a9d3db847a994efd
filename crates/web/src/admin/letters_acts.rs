//! Holding letters back, letting them go, and looking after those that came back.

use super::answers::id_of;
use super::letters::show;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::{HttpResponse, web};
use plenary_domain::letter::PauseRefused;
use plenary_domain::text::TextRefused;
use plenary_pages::admin::NoticeKind;
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, LetterFilter};

pub(crate) async fn pause(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (t, reason) = (desk.t(), form.one("reason").to_owned());
    let done = desk.ctx.write(async move { store.pause_letters(act, id, &reason).await }).await?;
    let problem = match done {
        Ok(()) => {
            let to = AdminUrls::new(&event).letters();
            return Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_outbox_pause_done()));
        }
        Err(CommandError::Refused(PauseRefused::Reason(TextRefused::Empty))) => {
            t.admin_outbox_pause_empty().into_owned()
        }
        Err(CommandError::Refused(PauseRefused::Reason(why))) => t.text_problem(why),
        Err(CommandError::Refused(PauseRefused::NotAllowed)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    let mut errors = FormErrors::default();
    errors.add("reason", problem);
    show(&desk, &event, LetterFilter::all(desk.ctx.now), (form.one("reason").to_owned(), errors)).await
}

pub(crate) async fn resume(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.resume_letters(act, id).await }).await? {
        Ok(()) => {
            let (t, to) = (desk.t(), AdminUrls::new(&event).letters());
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_outbox_resume_done()))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// The address is right: letters go there again.
pub(crate) async fn settle(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, letter) = path.into_inner();
    let event = desk.run(&slug).await?;
    let (row, _) = desk.ctx.site.store.letter(&desk.actor(), event.id, id_of(&letter)?).await?;
    let (store, act, id, letter) = (desk.ctx.site.store.clone(), desk.act(), event.id, row.id);
    match desk.ctx.write(async move { store.settle_bounces(act, id, letter).await }).await? {
        Ok(()) => {
            let (t, to) = (desk.t(), AdminUrls::new(&event).letter(letter));
            let text = t.admin_outbox_settle_done(row.recipient.as_str());
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
