//! The page of a speaker, as organisers have it in hand: the form with the answers, the invitation, another address.

use super::agenda::Loaded;
use super::answers::id_of;
use crate::ctx::new_secret;
use crate::error::WebError;
use crate::files::lead_to;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::{InviteRefused, SpeakerFacts};
use plenary_domain::event::Event;
use plenary_domain::ids::{FileId, SpeakerId};
use plenary_pages::admin::NoticeKind;
use plenary_pages::admin::form::EditPage;
use plenary_pages::admin::speakers::{OwnPageFacts, SpeakerFormPage};
use plenary_pages::public::OwnPart;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, SpeakerPart};

type One = web::Path<(String, String)>;

/// The form of a speaker with what they have answered.
pub(super) async fn show(
    desk: &DeskCtx,
    event: &Event,
    loaded: &Loaded,
    id: SpeakerId,
    (status, form): (StatusCode, EditPage<'_>),
) -> Result<HttpResponse, WebError> {
    let parts = desk.ctx.site.store.speaker_parts(&desk.actor(), event.id, id).await?;
    let nothing = SpeakerFacts::default();
    let facts = OwnPageFacts {
        event,
        agenda: loaded.agenda(),
        id,
        facts: loaded.draft.people.get(&id).unwrap_or(&nothing),
        parts: parts.into_iter().map(own_part).collect(),
        base_url: &desk.ctx.site.options.base_url,
        now: desk.ctx.now,
    };
    respond::page_with(status, &SpeakerFormPage::new(form, &facts, status == StatusCode::CONFLICT))
}

/// As pages show it.
pub(crate) fn own_part(part: SpeakerPart) -> OwnPart {
    OwnPart {
        session: part.session,
        role: part.role,
        state: part.state,
        note: part.note,
        answered_at: part.answered_at,
        slides: part.slides,
    }
}

/// Sends the letter that leads to the page.
pub(crate) async fn invite(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: SpeakerId = id_of(&path.1)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let work = async move { store.invite_speaker(act, event_id, id, new_secret()).await };
    let (t, to) = (desk.t(), AdminUrls::new(&event).speaker(id));
    match desk.ctx.write(work).await? {
        Ok(()) => Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_speaking_sent())),
        Err(CommandError::Refused(InviteRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(why)) => {
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Warning, &t.invite_refused(why)))
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// Gives the page another address; the old one opens nothing any more.
pub(crate) async fn renew(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: SpeakerId = id_of(&path.1)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let work = async move { store.set_speaker_address(act, event_id, id, new_secret()).await };
    match desk.ctx.write(work).await? {
        Ok(()) => {
            let to = AdminUrls::new(&event).speaker(id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &desk.t().admin_speaking_renewed()))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// A file that the speaker has brought.
pub(crate) async fn file(
    desk: DeskCtx,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let of: (SpeakerId, FileId) = (id_of(&path.1)?, id_of(&path.2)?);
    let store = &desk.ctx.site.store;
    Ok(lead_to(&store.file_of_speaker(&desk.actor(), event.id, of, desk.ctx.now).await?))
}
