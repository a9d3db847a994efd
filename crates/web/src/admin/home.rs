//! The list of events that one may enter.

use crate::error::WebError;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::HttpResponse;
use plenary_domain::Event;
use plenary_pages::admin::home::{EventLine, HomePage};
use plenary_pages::admin::{AdminFrame, AdminNav};

pub(crate) async fn page(desk: DeskCtx) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let events = store.events_for(&desk.actor()).await?;
    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
    let waiting = store.waiting_by_event(&desk.actor(), &ids).await?;
    let line = |event: Event| {
        let (places, to_decide) = waiting.get(&event.id).copied().unwrap_or_default();
        EventLine { event, places: places.total, taken: places.taken, to_decide }
    };
    let mut events: Vec<_> = events.into_iter().map(line).collect();
    // What is still to come stands first.
    events.sort_by_key(|line| line.event.ends_on.to_datetime(jiff::civil::Time::MAX) < today(&desk));
    let shown = desk.desk(None);
    let frame = AdminFrame::new(&shown, AdminNav::Dashboard);
    respond::page(&HomePage { frame, events, now: desk.ctx.now })
}

fn today(desk: &DeskCtx) -> jiff::civil::DateTime {
    desk.ctx.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime()
}
