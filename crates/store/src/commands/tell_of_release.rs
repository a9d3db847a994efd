//! Letters about a release, queued with it: one to each who is affected. Whoever has one waiting about an earlier release
//! gets no second one, because it tells the differences to whatever is public when it leaves.

use crate::act::Act;
use crate::columns::code;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::audience::{list, reached};
use crate::tables::letters::{NewLetter, workers_wake};
use crate::tables::notices::{notices_insert, notices_waiting, told_registrations};
use plenary_domain::Lang;
use plenary_domain::agenda::{Agenda, Change, notice_time, told_sessions, told_speakers};
use plenary_domain::event::Event;
use plenary_domain::letter::LetterKind;
use std::collections::HashSet;

/// What a release changes.
pub(super) struct News<'a> {
    pub(super) changes: &'a [Change],
    /// Before and after.
    pub(super) agendas: [Option<&'a Agenda>; 2],
    /// The release before.
    pub(super) since: Option<i32>,
}

/// How many people are told of it.
pub(super) async fn tell(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    news: &News<'_>,
) -> Result<i32, StoreError> {
    let sessions = told_sessions(news.changes);
    let mut all = told_registrations(conn, event.id, &list(&sessions)).await?;
    all.extend(reached(conn, event, &told_speakers(&sessions, news.agendas)).await?);
    if all.is_empty() {
        return Ok(0);
    }
    let time = notice_time(event, act.now);
    let waiting: HashSet<_> = notices_waiting(conn, event.id, time).await?.into_iter().collect();
    let mut letters = Vec::new();
    for recipient in all.iter().filter(|recipient| !waiting.contains(&recipient.about)) {
        letters.push(NewLetter {
            id: act.ids.fresh(),
            event: event.id,
            about: recipient.about,
            kind: LetterKind::AgendaChanged,
            language: code("outbox", &recipient.language, Lang::parse)?,
            recipient: &recipient.email,
            now: act.now,
            due: time.due,
        });
    }
    notices_insert(conn, event.id, (news.since, time.at_once), &letters).await?;
    workers_wake(conn).await?;
    Ok(i32::try_from(all.len()).unwrap_or(i32::MAX))
}
