//! The list of events that one may enter.

use super::agenda::to_decide;
use crate::error::WebError;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::HttpResponse;
use plenary_pages::admin::home::{EventLine, HomePage};
use plenary_pages::admin::{AdminFrame, AdminNav};

pub(crate) async fn page(desk: DeskCtx) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let mut events = Vec::new();
    for event in store.events_for(&desk.actor()).await? {
        let places = store.event_places(event.id).await?;
        let to_decide = to_decide(&desk, &event).await?;
        events.push(EventLine { event, places: places.total, taken: places.taken, to_decide });
    }
    // What is still to come stands first.
    events.sort_by_key(|line| line.event.ends_on.to_datetime(jiff::civil::Time::MAX) < today(&desk));
    let shown = desk.desk(None);
    let frame = AdminFrame::new(&shown, AdminNav::Dashboard);
    respond::page(&HomePage { frame, events, now: desk.ctx.now })
}

fn today(desk: &DeskCtx) -> jiff::civil::DateTime {
    desk.ctx.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime()
}
