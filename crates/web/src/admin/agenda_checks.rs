//! How serious each kind of conflict is at an event.

use super::agenda::to_decide;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::{EditRefused, Level, Rule, Rules};
use plenary_domain::event::Event;
use plenary_pages::admin::agenda_checks::{checks_page, field};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let draft = desk.ctx.site.store.draft_agenda(event.id).await?;
    show(&desk, &event, StatusCode::OK, (&draft.rules, draft.draft_version, false)).await
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    status: StatusCode,
    (rules, version, stale): (&Rules, i32, bool),
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let desk = desk.desk(Some(event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(event, waiting);
    respond::page_with(status, &checks_page(frame, event, rules, (version, stale)))
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let version: i32 = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let mut rules = Rules::default();
    for rule in Rule::ALL {
        // The lists offer nothing else.
        let level = Level::parse(form.one(&field(*rule))).ok_or(WebError::Unreadable("a level"))?;
        rules.set(*rule, level);
    }
    let (store, act, id, wanted) = (desk.ctx.site.store.clone(), desk.act(), event.id, rules.clone());
    match desk.ctx.write(async move { store.save_conflict_levels(act, id, version, wanted).await }).await? {
        Ok(()) => {
            let to = AdminUrls::new(&event).agenda();
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &desk.t().admin_checks_saved()))
        }
        Err(CommandError::Refused(EditRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(_)) => {
            let draft = desk.ctx.site.store.draft_agenda(event.id).await?;
            show(&desk, &event, StatusCode::CONFLICT, (&rules, draft.draft_version, true)).await
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
