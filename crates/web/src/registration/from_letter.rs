//! The button of a letter: a page with one more button, which changes nothing until it is pressed.

use super::missed;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::public::{event, frames, lang};
use crate::registration::Facts;
use crate::respond::{page as send_page, see_other};
use actix_web::{HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_domain::registration::{RawAnswers, Step, check_step};
use plenary_pages::Nav;
use plenary_pages::public::{FromLetterPage, LetterPurpose};
use plenary_pages::urls::EventUrls;
use plenary_store::{CommandError, FromLetter, LetterLink};

type Path = web::Path<(String, String, String)>;

pub(crate) async fn page(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let found = ctx.site.store.letter_link(event.id, &path.2, ctx.now).await;
    let urls = EventUrls::new(lang, &event);
    match found.map_err(|error| missed(&ctx, error))? {
        LetterLink::Draft => show(&ctx, (lang, &event), &path.2, LetterPurpose::GoOn, urls.letter(&path.2)),
        LetterLink::Registration { .. } => {
            show(&ctx, (lang, &event), &path.2, LetterPurpose::Prove, urls.letter(&path.2))
        }
        LetterLink::Old { secret } => {
            show(&ctx, (lang, &event), &path.2, LetterPurpose::Old, urls.resend(&secret))
        }
        LetterLink::Nothing { secret } => Ok(see_other(&urls.status(&secret))),
    }
}

fn show(
    ctx: &Ctx,
    (lang, event): (Lang, &Event),
    ticket: &str,
    purpose: LetterPurpose,
    action: String,
) -> Result<HttpResponse, WebError> {
    let address = |of| EventUrls::new(of, event).letter(ticket);
    let (frame, head) = frames(ctx, lang, event, Nav::Other, address);
    send_page(&FromLetterPage::new(frame, head, purpose, action))
}

pub(crate) async fn press(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let (store, act, id, ticket) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), event.id, path.2.clone());
    let urls = EventUrls::new(lang, &event);
    match ctx.write(async move { store.prove_address(act, id, &ticket).await }).await? {
        Ok(FromLetter::Draft { secret }) => {
            let facts = Facts::of(&ctx, &event).await?;
            let draft = ctx.site.store.draft(event.id, &secret, ctx.now).await?;
            Ok(see_other(&urls.step(&secret, next_step(&facts, &draft.answers))))
        }
        Ok(FromLetter::Registration { secret }) => {
            Ok(see_other(&format!("{}?done=proven", urls.status(&secret))))
        }
        // The page says that the letter is too old, and offers another one.
        Err(CommandError::Refused(_)) => Ok(see_other(&urls.letter(&path.2))),
        Err(CommandError::Store(error)) => Err(missed(&ctx, error)),
    }
}

/// The first step that is not done.
fn next_step(facts: &Facts, answers: &RawAnswers) -> Step {
    let open = |step: &Step| !check_step(*step, answers, facts.form()).is_empty();
    facts.form().steps(answers).into_iter().find(open).unwrap_or(Step::Check)
}
