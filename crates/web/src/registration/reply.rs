//! The delegate answers what was asked or offered, with one button.

use super::mine;
use super::status::Path;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::public::lang;
use crate::respond::see_other;
use actix_web::HttpResponse;
use plenary_domain::actor::Actor;
use plenary_domain::registration::{Reply, ReplyRefused};
use plenary_pages::urls::EventUrls;
use plenary_store::CommandError;

/// The address opened by hand: back to the status page, where the buttons are.
pub(crate) async fn by_hand(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    Ok(see_other(&EventUrls::new(lang, &event).status(&registration.secret)))
}

pub(crate) async fn save(ctx: Ctx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    let reply = Reply::parse(form.one("reply")).ok_or(WebError::Unreadable("no reply"))?;
    let (store, act) = (ctx.site.store.clone(), ctx.act(Actor::Delegate(registration.id)));
    let (event_id, id) = (event.id, registration.id);
    let done = match ctx.write(async move { store.reply(act, event_id, id, reply).await }).await? {
        Ok(_) => "?done=replied",
        Err(CommandError::Refused(ReplyRefused::TooLate { .. })) => "?done=late",
        // Answered already, by a second press: the page says where it stands.
        Err(CommandError::Refused(ReplyRefused::NotFrom(_))) => "",
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    Ok(see_other(&format!("{}{done}", EventUrls::new(lang, &event).status(&registration.secret))))
}
