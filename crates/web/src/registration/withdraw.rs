//! Withdrawing: asked once more, with room for a reason.

use super::mine;
use super::status::Path;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::public::{frames, lang};
use crate::respond::{again, page, see_other};
use actix_web::HttpResponse;
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_domain::registration::Registration;
use plenary_domain::text::optional_lines;
use plenary_pages::forms::FormErrors;
use plenary_pages::public::WithdrawPage;
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, T};
use plenary_store::CommandError;

/// The longest reason, in characters.
const REASON: usize = 500;

pub(crate) async fn form(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    if !registration.status.is_active() {
        return Ok(see_other(&EventUrls::new(lang, &event).status(&registration.secret)));
    }
    page(&ask(&ctx, lang, &event, &registration, "", FormErrors::default()))
}

pub(crate) async fn save(ctx: Ctx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    let reason = match optional_lines(form.one("reason"), REASON) {
        Ok(reason) => reason,
        Err(refused) => {
            let mut errors = FormErrors::default();
            errors.add("reason", T::new(lang).text_problem(refused));
            return again(&ask(&ctx, lang, &event, &registration, form.one("reason"), errors));
        }
    };
    let (store, act) = (ctx.site.store.clone(), ctx.act(Actor::Delegate(registration.id)));
    let (event_id, id) = (event.id, registration.id);
    match ctx.write(async move { store.withdraw(act, event_id, id, reason).await }).await? {
        // Withdrawn already: the page says so.
        Ok(()) | Err(CommandError::Refused(_)) => {
            Ok(see_other(&EventUrls::new(lang, &event).status(&registration.secret)))
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

fn ask<'a>(
    ctx: &Ctx,
    lang: Lang,
    event: &'a Event,
    registration: &'a Registration,
    typed: &str,
    errors: FormErrors,
) -> WithdrawPage<'a> {
    let address = |of| EventUrls::new(of, event).withdraw(&registration.secret);
    let (frame, head) = frames(ctx, lang, event, Nav::Other, address);
    WithdrawPage { frame, head: head.plain(), registration, reason: errors.field("reason", typed), errors }
}
