//! The first page of an event.

use super::lines::{audit_line, other_lang};
use crate::error::WebError;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::{Agenda, changes_in, conflicts, shifted};
use plenary_domain::ids::SessionId;
use plenary_pages::T;
use plenary_pages::admin::dashboard::{DashboardFacts, DashboardPage, SeatLine};
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::urls::AdminUrls;
use plenary_store::{Dashboard, Seats};
use std::collections::HashMap;

/// Sessions on the list of the fullest.
const FULLEST: usize = 6;

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let store = &desk.ctx.site.store;
    let dashboard = store.dashboard(&desk.actor(), event.id, desk.ctx.now).await?;
    let duplicates = store.with_possible_duplicates(&desk.actor(), event.id, 1).await?;
    let (draft, known) = store.planning(event.id).await?;
    let draft = draft.agenda;
    let released = store.released_agenda(event.id).await?.map(|release| release.agenda);
    let seats = fullest(desk.t(), &draft, &store.seats_left(event.id).await?);
    let urls = AdminUrls::new(&event);
    let shown = desk.desk(Some(&event));
    respond::page(&DashboardPage {
        frame: AdminFrame::new(&shown, AdminNav::Dashboard).of(&event, dashboard.waiting_for_decision),
        event: &event,
        now: desk.ctx.now,
        facts: DashboardFacts {
            unreleased: length(changes_in(released.as_ref(), &draft, &event.zone()).len()),
            shifted: length(released.as_ref().map_or(0, |released| shifted(released, &event.zone()).len())),
            conflicts: length(conflicts(&draft, &event.days(), &known).len()),
            duplicates: duplicates.total,
            duplicate: duplicates.pairs.first().map(plenary_store::DuplicatePair::id),
            ..facts(&dashboard)
        },
        seats,
        latest: dashboard.latest.into_iter().map(|row| audit_line(&urls, row)).collect(),
        urls: urls.clone(),
    })
}

fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn facts(dashboard: &Dashboard) -> DashboardFacts {
    let mut per_day: Vec<_> =
        dashboard.per_day.iter().map(|day| (day.day, day.submitted, day.confirmed)).collect();
    per_day.sort_unstable();
    DashboardFacts {
        waiting: dashboard.waiting_for_decision,
        changes: dashboard.changes_waiting,
        oldest_waiting: dashboard.oldest_waiting,
        letters_queued: dashboard.letters_queued,
        letters_late: dashboard.letters_late,
        letters_failed: dashboard.letters_failed,
        letters_bounced: dashboard.letters_bounced,
        letters_paused: dashboard.letters_paused,
        unreleased: 0,
        shifted: 0,
        conflicts: 0,
        duplicates: 0,
        duplicate: None,
        counts: dashboard.counts.clone(),
        per_day,
        by_type: dashboard.by_type.clone(),
        by_state: dashboard.by_state.clone(),
    }
}

/// Sessions with a limited number of seats, those with the smallest share left first.
fn fullest(t: T, draft: &Agenda, seats: &HashMap<SessionId, Seats>) -> Vec<SeatLine> {
    let line = |session: &plenary_domain::agenda::Session| {
        let seats = seats.get(&session.id)?;
        Some(SeatLine {
            id: session.id,
            title: session.title.get(t.lang).to_owned(),
            lang: other_lang(&session.title, t.lang),
            total: seats.total,
            taken: seats.taken,
            waiting: seats.waiting,
        })
    };
    let mut lines: Vec<_> = draft.sessions.iter().filter(|s| !s.cancelled).filter_map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.share(), line.waiting)));
    lines.truncate(FULLEST);
    lines
}
