//! The status page: one address from sending to the badge.

use super::files::sent as sent_files;
use super::{Facts, granted, mine, missed};
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::public::{calendar as feed, frames, lang};
use crate::respond::{download, page as send_page, see_other};
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_domain::file::FileOwner;
use plenary_domain::letter::{LetterState, ResendRefused};
use plenary_domain::registration::Registration;
use plenary_exports::{ics, qr};
use plenary_pages::public::{SentLetter, StatusPage, StepFacts};
use plenary_pages::urls::{self, EventUrls};
use plenary_pages::{Nav, T};
use plenary_store::{CommandError, LetterRow};

pub(crate) type Path = web::Path<(String, String, String)>;

/// What the QR code holds: to the page in the delegate's language.
pub(crate) async fn short(ctx: Ctx, secret: web::Path<String>) -> Result<HttpResponse, WebError> {
    let found = ctx.site.store.find_registration(&secret.to_lowercase()).await;
    let (event, registration) = found.map_err(|error| missed(&ctx, error))?;
    let lang = event.language(registration.answers.language);
    Ok(see_other(&EventUrls::new(lang, &event).status(&registration.secret)))
}

pub(crate) async fn page(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    let t = T::new(lang);
    // A word about what was just done, from a closed list: an address can't put words into our mouth.
    let notice = match req.query_string() {
        "done=changed" => Some(t.status_changed().into_owned()),
        "done=asked" => Some(t.status_change_sent().into_owned()),
        "done=replied" => Some(t.status_replied().into_owned()),
        "done=late" => Some(t.status_reply_late().into_owned()),
        "done=sent" => Some(t.status_sent_again().into_owned()),
        "done=proven" => Some(t.status_proven().into_owned()),
        "done=no-letter" => Some(t.status_no_letter_sent().into_owned()),
        "done=already" => Some(t.status_sent_already().into_owned()),
        _ => None,
    };
    show(&ctx, lang, &event, &registration, notice).await
}

async fn show(
    ctx: &Ctx,
    lang: Lang,
    event: &Event,
    registration: &Registration,
    notice: Option<String>,
) -> Result<HttpResponse, WebError> {
    let mut facts = Facts::of(ctx, event).await?.keeping(registration);
    let (urls, place) = (EventUrls::new(lang, event), (event.id, FileOwner::Registration(registration.id)));
    facts.files = sent_files(ctx, place, &facts.form, |id| urls.my_file(&registration.secret, id)).await?;
    let request = ctx.site.store.change_request_opened(event.id, registration.id).await?;
    let rejected = ctx.site.store.change_why_rejected(event.id, registration.id).await?;
    let given = ctx.site.store.form_of(registration).await?;
    let undelivered = ctx.site.store.undelivered(event.id, registration.id).await?;
    let secret = &registration.secret;
    let (frame, head) = frames(ctx, lang, event, Nav::Other, |of| EventUrls::new(of, event).status(secret));
    let code = format!("{}{}", ctx.site.options.base_url.to_uppercase(), urls::short(secret));
    let facts = StepFacts { given: Some(&given), ..facts.step(event) };
    let drawn = qr::svg_path(&code).unwrap_or_default();
    let page = StatusPage::new(frame, head, registration, &facts, drawn, notice)
        .unreached(undelivered.map(|letter| letter.recipient));
    let links = ctx.site.store.remote_links(event.id).await?;
    let page = page.with_links(&links, facts.agenda, ctx.now);
    let page = page.with_request(request.as_ref(), rejected, &facts);
    send_page(&page.with_letters(letters(ctx, registration).await?))
}

/// Those that were due: a decision that can still be taken back has told nobody yet.
async fn letters(ctx: &Ctx, registration: &Registration) -> Result<Vec<SentLetter>, WebError> {
    let rows = ctx.site.store.letters_of(registration.event, registration.id).await?;
    let told = rows.into_iter().filter(|row| row.state != LetterState::Cancelled && row.due_at <= ctx.now);
    let letter = |row: LetterRow| SentLetter {
        kind: row.kind,
        stage: row.stage(ctx.now),
        at: row.sent_at.unwrap_or(row.queued_at),
    };
    Ok(told.map(letter).collect())
}

/// The delegate's own sessions for a calendar.
pub(crate) async fn calendar(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    let link = feed::link(&ctx, lang, &event);
    let wanted = ics::attended_by(&registration);
    let calendar = ics::agenda(&event, &release.agenda, lang, &link, feed::host(&ctx), &wanted);
    Ok(download("text/calendar; charset=utf-8", "sessions.ics", calendar.to_bytes()))
}

/// The letter of the present state once more.
pub(crate) async fn send_again(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    let address = registration.answers.email.as_str();
    let grant = granted(&ctx, ctx.site.store.ask_for_letter(&ctx.allowance(), address, ctx.now).await?)?;
    if !grant.letter() {
        let urls = EventUrls::new(lang, &event);
        return Ok(see_other(&format!("{}?done=no-letter", urls.status(&registration.secret))));
    }
    let (store, act) = (ctx.site.store.clone(), ctx.act(Actor::Delegate(registration.id)));
    let (event_id, id) = (event.id, registration.id);
    let done = match ctx.write(async move { store.resend_letter(act, event_id, id).await }).await? {
        Ok(()) => "sent",
        Err(CommandError::Refused(ResendRefused::TooSoon)) => "already",
        Err(CommandError::Refused(ResendRefused::NotAllowed)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    Ok(see_other(&format!("{}?done={done}", EventUrls::new(lang, &event).status(&registration.secret))))
}
