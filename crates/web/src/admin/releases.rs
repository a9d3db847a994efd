//! Releasing the agenda: what changes, the release itself, and the list of all.

use super::agenda::{Loaded, to_decide};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::{ReleaseRefused, changes_in, conflicts, notice_time};
use plenary_domain::event::Event;
use plenary_domain::text::optional_lines;
use plenary_pages::admin::old_release::{OldRelease, OldReleasePage};
use plenary_pages::admin::releases::{ReleaseFacts, ReleaseFigures, ReleasePage, ReleasesPage, ToldFacts};
use plenary_pages::admin::{AdminFrame, AdminNav, Notice, NoticeKind};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, NewRelease};

/// Characters of a comment.
const COMMENT: usize = 1_000;

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    show(&desk, &event, StatusCode::OK, &NewRelease::default()).await
}

/// What a release would change now; what has to be said is in the notice of `desk`.
async fn show(
    desk: &DeskCtx,
    event: &Event,
    status: StatusCode,
    typed: &NewRelease,
) -> Result<HttpResponse, WebError> {
    let loaded = Loaded::of(desk, event).await?;
    let released = loaded.released.as_ref().map(|release| &release.agenda);
    let found = changes_in(released, loaded.agenda(), &event.zone());
    let audience =
        desk.ctx.site.store.release_audience(event, &found, [released, Some(loaded.agenda())]).await?;
    let facts = ReleaseFacts {
        event,
        draft: loaded.agenda(),
        released,
        draft_version: loaded.draft.draft_version,
        conflicts: &conflicts(loaded.agenda(), &event.days(), &loaded.known),
        changes: &found,
        signed_up: &loaded.known.signed_up,
        comment: &typed.comment,
        quiet: typed.quiet,
        told: ToldFacts {
            registrations: audience.registrations,
            speakers: &audience.speakers,
            without_address: &audience.without_address,
            at_once: notice_time(event, desk.ctx.now).at_once,
        },
    };
    let desk = desk.desk(Some(event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &ReleasePage::new(frame, &facts))
}

pub(crate) async fn publish(
    mut desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let version: i32 = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let t = desk.t();
    let quiet = form.one("quiet") == "yes";
    let comment = match optional_lines(form.one("comment"), COMMENT) {
        Ok(comment) => comment,
        Err(refused) => {
            desk.notice = Some(Notice { text: t.text_problem(refused), kind: NoticeKind::Warning });
            let typed = NewRelease { comment: form.one("comment").to_owned(), quiet };
            return show(&desk, &event, StatusCode::UNPROCESSABLE_ENTITY, &typed).await;
        }
    };
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let release = NewRelease { comment, quiet };
    let typed = release.clone();
    let write = async move { store.publish_agenda(act, event_id, version, release).await };
    let text = match desk.ctx.write(write).await? {
        Ok(number) => {
            desk.ctx.site.forget_pages();
            let to = AdminUrls::new(&event).releases();
            return Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_release_published(number)));
        }
        Err(CommandError::Refused(ReleaseRefused::NotAllowed)) => return Err(WebError::NotFound),
        Err(CommandError::Refused(ReleaseRefused::Blocked(_))) => t.admin_release_error_blocked(),
        Err(CommandError::Refused(ReleaseRefused::NothingChanged)) => t.admin_release_error_nothing(),
        Err(CommandError::Refused(ReleaseRefused::ChangedMeanwhile)) => t.admin_release_meanwhile(),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    desk.notice = Some(Notice { text: text.into_owned(), kind: NoticeKind::Warning });
    show(&desk, &event, StatusCode::CONFLICT, &typed).await
}

/// An earlier release, or the present one, as it was published.
pub(crate) async fn older(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let number = path.1.parse().map_err(|_| WebError::NotFound)?;
    let release = desk.ctx.site.store.release(event.id, number).await?;
    let waiting = to_decide(&desk, &event).await?;
    let desk = desk.desk(Some(&event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(&event, waiting);
    let facts = OldRelease {
        event: &event,
        number: release.number,
        comment: &release.comment,
        at: release.released_at,
        agenda: &release.agenda,
        changes: &release.changes,
    };
    respond::page(&OldReleasePage::new(frame, &facts))
}

pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let releases = desk.ctx.site.store.releases(event.id).await?;
    let waiting = to_decide(&desk, &event).await?;
    let figures: Vec<_> = releases
        .iter()
        .map(|release| ReleaseFigures {
            number: release.number,
            comment: &release.comment,
            at: release.released_at,
            by: &release.released_by,
            changes: &release.changes,
            letters: release.letters,
            quiet: release.quiet,
        })
        .collect();
    let desk = desk.desk(Some(&event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(&event, waiting);
    respond::page(&ReleasesPage::new(frame, &event, &figures))
}
