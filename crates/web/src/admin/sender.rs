//! What the DNS says about the sender of letters, asked at this moment.

use super::agenda::to_decide;
use crate::error::WebError;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::{HttpResponse, web};
use plenary_pages::admin::sender::SenderPage;
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::urls::AdminUrls;

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let waiting = to_decide(&desk, &event).await?;
    let report = match desk.ctx.site.sender() {
        Some(look) => Some(look().await),
        None => None,
    };
    let shown = desk.desk(Some(&event));
    respond::page(&SenderPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting),
        urls: AdminUrls::new(&event),
        report,
    })
}
