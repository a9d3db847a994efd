//! A message as those get it whom it goes to, one after the other, and as a trial to whoever writes it.

use super::agenda::to_decide;
use super::answers::id_of;
use super::listing::Pairs;
use super::messages::{audience, filter, message};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::letter::{AboutFacts, LetterKind};
use plenary_domain::message::Message;
use plenary_domain::registration::Registration;
use plenary_pages::T;
use plenary_pages::admin::messages::MessagePreviewPage;
use plenary_pages::admin::wordings::style_of;
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::letters::{Letter, LetterPageFacts, render};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, TrialOf};

type Path = web::Path<(String, String)>;

pub(crate) async fn page(
    desk: DeskCtx,
    path: Path,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let (message, urls) = (message(&desk, &event, &id).await?, AdminUrls::new(&event));
    let counts = audience(&desk, &event, (&message.list, message.purpose)).await?;
    let people: i64 = counts.iter().map(|count| count.count).sum();
    let wanted: i64 = RawForm(query.into_inner()).one("place").parse().unwrap_or(0);
    let place = wanted.clamp(0, (people - 1).max(0));
    let filter = filter(&desk, &event, &message.list);
    let chosen = (&filter, message.purpose);
    let store = &desk.ctx.site.store;
    let Some(sample) = store.message_sample(&desk.actor(), event.id, chosen, place).await? else {
        let text = desk.t().message_error_nobody();
        return Ok(with_notice(&desk.ctx, &urls.message(message.id), NoticeKind::Warning, &text));
    };
    let registration = store.registration(event.id, sample).await?;
    let reads = registration.answers.language;
    let Some(language) = message.texts.language_for(reads) else {
        let text = desk.t().message_nothing();
        return Ok(with_notice(&desk.ctx, &urls.message(message.id), NoticeKind::Warning, &text));
    };
    let letter = written(&desk, &event, (&message, T::new(language)), &registration).await?;
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    respond::page(&MessagePreviewPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting),
        urls,
        message,
        style: style_of(&letter),
        letter,
        name: registration.answers.full_name(),
        registration: registration.id.to_string(),
        language,
        wanted: reads,
        place,
        people,
        my_address: desk.signed_in.account.email.clone(),
    })
}

/// The letter as it would leave, but for the address that stops such letters: a preview must not be able to.
async fn written(
    desk: &DeskCtx,
    event: &Event,
    (message, t): (&Message, T),
    registration: &Registration,
) -> Result<Letter, WebError> {
    let agenda = desk.ctx.site.store.released_agenda(event.id).await?.map(|release| release.agenda);
    let about = AboutFacts::Registration(Box::new(registration.clone()));
    render(&LetterPageFacts {
        t,
        kind: LetterKind::Message,
        event,
        about: &about,
        agenda: agenda.as_ref(),
        ticket: None,
        news: None,
        calendar: false,
        wording: &message.texts.wording(t.lang),
        stop: None,
        trial: false,
        base_url: &desk.ctx.site.options.base_url,
    })
    .map_err(WebError::internal)
}

/// A letter on trial, to whoever asks for it and to nobody else.
pub(crate) async fn send_to_me(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let message = message(&desk, &event, &id).await?;
    let sample = id_of(form.one("registration"))?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let of = TrialOf::Message(message.id);
    let to = AdminUrls::new(&event).message(message.id);
    match desk.ctx.write(async move { store.send_trial(act, event_id, of, Some(sample)).await }).await? {
        Ok(()) => {
            let text = desk.t().admin_wordings_trial_sent(desk.signed_in.account.email.as_str());
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
