//! The audit trail of an event.

use super::agenda::to_decide;
use super::lines::audit_line;
use super::listing::Pairs;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::{HttpResponse, web};
use plenary_pages::admin::audit::AuditPage;
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::urls::AdminUrls;

pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let wanted = RawForm(query.into_inner()).one("page").parse().unwrap_or(1);
    let found = desk.ctx.site.store.audit(&desk.actor(), event.id, wanted).await?;
    let waiting = to_decide(&desk, &event).await?;
    let urls = AdminUrls::new(&event);
    let shown = desk.desk(Some(&event));
    respond::page(&AuditPage {
        frame: AdminFrame::new(&shown, AdminNav::Audit).of(&event, waiting),
        event: &event,
        rows: found.rows.into_iter().map(|row| audit_line(&urls, row)).collect(),
        total: found.total,
        page: found.page,
        pages: found.pages,
        urls: urls.clone(),
    })
}
