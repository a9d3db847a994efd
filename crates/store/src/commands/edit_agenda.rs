//! Edits of the timetable: move, swap, copy, split. Each is kept, so that it can be taken back. Edits of one event take
//! turns, because each counts the draft on and so locks the event's row.

use crate::act::Act;
use crate::commands::edit_sessions::{check_day, reseat};
use crate::connection::Conn;
use crate::error::CommandError;
use crate::reads::agenda::DraftAgenda;
use crate::reads::planning::known_load;
use crate::store::Store;
use crate::tables::agenda::draft_load;
use crate::tables::agenda_edits::{EditPart, edit_insert};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_draft_version, event_get, event_take_number, event_touch_draft};
use crate::tables::sessions::{session_insert, session_move, sessions_some};
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_domain::agenda::{
    Agenda, Conflict, Edit, EditRefused, Level, Outcome, Session, SessionInput, Slot, arisen, conflicts,
};
use plenary_domain::ids::{EventId, RoomId, SessionId};
use plenary_domain::policy::Action;
use serde_json::json;

pub(super) type Failed = CommandError<EditRefused>;

impl Store {
    /// Does an edit of the timetable; `versions` are those of the sessions as they were looked at. The session that was
    /// changed, or the one that was made.
    pub async fn edit_agenda(
        &self,
        act: Act,
        event: EventId,
        edit: Edit,
        versions: Vec<(SessionId, i32)>,
    ) -> Result<SessionId, CommandError<EditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(EditRefused::NotAllowed));
        }
        self.tx(|conn, _| run(conn, act.clone(), event, edit, &versions).boxed()).await
    }

    /// To another time or room.
    pub async fn move_session(
        &self,
        act: Act,
        event: EventId,
        id: SessionId,
        version: i32,
        slot: Option<Slot>,
        room: Option<RoomId>,
    ) -> Result<(), CommandError<EditRefused>> {
        let edit = Edit::Move { session: id, slot, room };
        self.edit_agenda(act, event, edit, vec![(id, version)]).await.map(drop)
    }
}

async fn run(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    edit: Edit,
    versions: &[(SessionId, i32)],
) -> Result<SessionId, Failed> {
    event_touch_draft(conn, event).await?;
    let (_, rules) = event_draft_version(conn, event).await?;
    let makes = matches!(edit, Edit::Copy { .. } | Edit::Split { .. });
    let whole = makes || rules.block_saves();
    let before = if whole { Some(draft_load(conn, event).await?) } else { None };
    let touched = touched(conn, event, edit, versions).await?;
    let agenda = before.as_ref().map_or_else(|| only(&touched), |draft| draft.agenda.clone());
    let outcome = edit.outcome(&agenda).map_err(CommandError::Refused)?;
    let (parts, made) = write(conn, &mut act, event, &outcome, &touched).await?;
    if let Some(before) = before.filter(|_| rules.block_saves())
        && !blocking(conn, event, &before).await?.is_empty()
    {
        return Err(CommandError::Refused(EditRefused::Blocked));
    }
    let Some((first, _)) = touched.first() else { return Err(CommandError::Refused(EditRefused::Gone)) };
    let code = edit.code(first.slot);
    edit_insert(conn, event, (code, &first.title), (&act.actor, act.now), &parts).await?;
    let moved = outcome.spots.iter().find(|spot| spot.session == first.id).and_then(|spot| spot.slot);
    let to = moved.map(|slot| slot.starts().to_string()).unwrap_or_default();
    let entry = Entry::new(event, action(edit), "session", first.id);
    let detail = json!({ "name": first.title.get(Lang::En), "to": to });
    audit_insert(conn, &act, entry.detail(detail)).await?;
    Ok(made.unwrap_or(first.id))
}

const fn action(edit: Edit) -> &'static str {
    match edit {
        Edit::Move { .. } => "move_session",
        Edit::Swap { .. } => "swap_sessions",
        Edit::Copy { .. } => "copy_session",
        Edit::Split { .. } => "split_session",
    }
}

/// The sessions of an edit, the one in hand first, if they are as they were looked at.
async fn touched(
    conn: &mut Conn,
    event: EventId,
    edit: Edit,
    versions: &[(SessionId, i32)],
) -> Result<Vec<(Session, i32)>, Failed> {
    let ids = edit.touches();
    let mut found = sessions_some(conn, event, &ids).await?;
    if found.len() < ids.len() {
        return Err(CommandError::Refused(EditRefused::Gone));
    }
    if !found.iter().all(|(session, version)| versions.contains(&(session.id, *version))) {
        return Err(CommandError::Refused(EditRefused::ChangedMeanwhile));
    }
    found.sort_by_key(|(session, _)| ids.iter().position(|id| *id == session.id));
    Ok(found)
}

fn only(sessions: &[(Session, i32)]) -> Agenda {
    Agenda { sessions: sessions.iter().map(|(session, _)| session.clone()).collect(), ..Agenda::default() }
}

async fn write(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    outcome: &Outcome,
    touched: &[(Session, i32)],
) -> Result<(Vec<EditPart>, Option<SessionId>), Failed> {
    let mut parts = Vec::new();
    for spot in &outcome.spots {
        check_day(conn, event, spot.slot).await?;
        session_move(conn, event, spot.session, spot.slot, spot.room).await?;
        let before = touched.iter().find(|(session, _)| session.id == spot.session);
        parts.extend(before.map(|(session, version)| EditPart {
            session: session.id,
            made: false,
            slot: session.slot,
            room: session.room,
            versions: (*version, *version + 1),
        }));
    }
    let Some(input) = &outcome.made else { return Ok((parts, None)) };
    let id = make(conn, act, event, input).await?;
    parts.push(EditPart { session: id, made: true, slot: None, room: None, versions: (0, 1) });
    Ok((parts, Some(id)))
}

async fn make(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    input: &SessionInput,
) -> Result<SessionId, Failed> {
    check_day(conn, event, input.slot).await?;
    let id = act.ids.fresh();
    let number = event_take_number(conn, event).await?;
    session_insert(conn, event, id, number, input).await?;
    reseat(conn, act, event, id, input.seats).await?;
    Ok(id)
}

/// What the event does not let anybody save in the draft as it is now, and was not in it before.
pub(super) async fn blocking(
    conn: &mut Conn,
    event: EventId,
    before: &DraftAgenda,
) -> Result<Vec<Conflict>, Failed> {
    let after = draft_load(conn, event).await?;
    let days = event_get(conn, event).await?.days();
    let known = known_load(conn, event, before).await?;
    let old = conflicts(&before.agenda, &days, &known);
    let mut found = arisen(&old, conflicts(&after.agenda, &days, &known));
    found.retain(|conflict| conflict.level == Level::BlocksSave);
    Ok(found)
}
