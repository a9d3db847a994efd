//! What the clock does: reminds of deadlines, and ends what was not answered in time. A place that was kept for
//! somebody goes to the next in the queue in the same transaction.

use crate::act::Act;
use crate::columns::At;
use crate::commands::drafts::draft_letter;
use crate::commands::enter::{enter, tell, tell_kind};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{draft, outbox, registration};
use crate::store::Store;
use crate::tables::addresses::{draft_set_remind, registration_set_address, registration_was_reminded};
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::drafts::draft_find;
use crate::tables::events::event_get;
use crate::tables::letters::{letter_is_waiting, workers_wake};
use crate::tables::registrations::{
    RegistrationData, StateColumns, registration_get_locked, registration_set_reminded,
};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Actor;
use plenary_domain::ids::{DraftId, EventId, Ids, LetterId, RegistrationId};
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::{
    Address, AddressDue, PROOF_GRACE, RawAnswers, Status, address_due, after_deadline, draft_remind_at,
    may_register, remind_at, reminder_for,
};
use serde_json::json;
use uuid::Uuid;

/// How many are looked at in one round; the next round takes the rest.
const ROUND: i64 = 200;
/// Nobody is reminded earlier before a deadline.
const LOOK_AHEAD: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Ends what was not answered by `act.now`, and reminds of what ends soon; how many registrations that concerned.
    ///
    /// # Errors
    /// The database's; what was done before stays done.
    pub async fn keep_deadlines(&self, mut act: Act) -> Result<usize, StoreError> {
        let now = act.now;
        let mut done = self.remind_of_drafts(&mut act).await?;
        let due = self.read(|conn, _| due(conn, now).boxed()).await?;
        for (event, id) in due {
            let seed: Uuid = act.ids.fresh();
            let mut own = act.clone();
            own.ids = Ids::new(act.now, seed.into_bytes());
            if self.tx(|conn, _| keep(conn, own.clone(), event, id).boxed()).await? {
                done += 1;
            }
        }
        Ok(done)
    }
}

async fn due(conn: &mut Conn, now: Timestamp) -> Result<Vec<(EventId, RegistrationId)>, StoreError> {
    let soon = now.checked_add(LOOK_AHEAD).unwrap_or(now);
    let reminded = outbox::table
        .filter(outbox::event_id.eq(registration::event_id))
        .filter(outbox::registration_id.eq(registration::id.nullable()))
        .filter(outbox::kind.eq(LetterKind::AddressReminder.code()));
    let rows: Vec<(Uuid, Uuid)> = registration::table
        .filter(
            registration::answer_by
                .le(At(now))
                .or(registration::answer_by.le(At(soon)).and(registration::reminded_at.is_null()))
                .or(registration::unproven_until.le(At(now)))
                .or(registration::unproven_until.le(At(soon)).and(not(exists(reminded)))),
        )
        .order((registration::answer_by, registration::unproven_until))
        .limit(ROUND)
        .select((registration::event_id, registration::id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(event, id)| (event.into(), id.into())).collect())
}

/// Whether there was something to do: the registration may have been answered meanwhile.
async fn keep(conn: &mut Conn, mut act: Act, event: EventId, id: RegistrationId) -> Result<bool, StoreError> {
    let row = registration_get_locked(conn, event, id).await?;
    let (from, now) = (row.status()?, act.now);
    if keep_address(conn, &mut act, event, &row).await? {
        return Ok(true);
    }
    let Some(answer_by) = row.answer_by() else { return Ok(false) };
    if now < answer_by {
        let Some(kind) = reminder_for(from) else { return Ok(false) };
        if row.was_reminded() || now < remind_at(row.status_since(), answer_by) {
            return Ok(false);
        }
        registration_set_reminded(conn, event, id, now).await?;
        tell_kind(conn, &mut act, &row, (kind, now)).await?;
        let detail = json!({ "reference": row.reference, "answer_by": answer_by });
        let entry = Entry::new(event, "remind", "registration", id).detail(detail);
        audit_insert_as(conn, &Actor::System, now, entry).await?;
        return Ok(true);
    }
    let Some(to) = after_deadline(from) else { return Ok(false) };
    let event = event_get(conn, event).await?;
    enter(conn, &mut act, (&event, &row), &StateColumns::plain(to, String::new(), now), &[]).await?;
    tell(conn, &mut act, &row, (to, now)).await?;
    let detail = json!({ "reference": row.reference, "from": from.code(), "to": to.code() });
    let entry = Entry::new(event.id, "deadline", "registration", id).detail(detail);
    audit_insert_as(conn, &Actor::System, now, entry).await?;
    Ok(true)
}

/// Reminds of an address that nobody has proven, and ends the registration when the time for it is over; whether there
/// was something to do.
async fn keep_address(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    row: &RegistrationData,
) -> Result<bool, StoreError> {
    let (from, now, address) = (row.status()?, act.now, row.address());
    let detail = json!({ "reference": row.reference, "prove_by": address.prove_by() });
    let reminded = registration_was_reminded(conn, event, row.id()).await?;
    let entry = |action| Entry::new(event, action, "registration", row.id());
    match address_due(from, address.prove_by(), reminded, now) {
        AddressDue::Nothing => return Ok(false),
        AddressDue::Remind => {
            tell_kind(conn, act, row, (LetterKind::AddressReminder, now)).await?;
            audit_insert_as(conn, &Actor::System, now, entry("remind").detail(detail)).await?;
        }
        // The button never reached anybody: the time begins when it has had a chance to.
        AddressDue::End if letter_is_waiting(conn, event, row.id()).await? => {
            let later = Address::Unproven { until: now.checked_add(PROOF_GRACE).ok() };
            registration_set_address(conn, event, row.id(), later).await?;
            audit_insert_as(conn, &Actor::System, now, entry("extend_proof").detail(detail)).await?;
        }
        AddressDue::End => {
            let event = event_get(conn, event).await?;
            let state = StateColumns::plain(Status::Expired, String::new(), now);
            enter(conn, act, (&event, row), &state, &[]).await?;
            tell_kind(conn, act, row, (LetterKind::AddressUnproven, now)).await?;
            let detail =
                json!({ "reference": row.reference, "from": from.code(), "to": Status::Expired.code() });
            audit_insert_as(conn, &Actor::System, now, entry("address_unproven").detail(detail)).await?;
        }
    }
    Ok(true)
}

impl Store {
    /// Letters about drafts that were begun and not sent; how many drafts that concerned.
    async fn remind_of_drafts(&self, act: &mut Act) -> Result<usize, StoreError> {
        let now = act.now;
        let due = self.read(|conn, _| drafts_due(conn, now).boxed()).await?;
        for (event, id) in &due {
            let letter: LetterId = act.ids.fresh();
            self.tx(|conn, _| remind_of_draft(conn, (*event, *id), letter, now).boxed()).await?;
        }
        Ok(due.len())
    }
}

async fn drafts_due(conn: &mut Conn, now: Timestamp) -> Result<Vec<(EventId, DraftId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = draft::table
        .filter(draft::remind_at.le(At(now)))
        .order(draft::remind_at)
        .limit(ROUND)
        .select((draft::event_id, draft::id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(event, id)| (event.into(), id.into())).collect())
}

/// One letter for an address, however many drafts a stranger has begun with it, and none where it has registered.
async fn remind_of_draft(
    conn: &mut Conn,
    (event, id): (EventId, DraftId),
    letter: LetterId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some((_, draft)) = draft_find(conn, event, id, now).await.optional()? else {
        draft_set_remind(conn, event, id, None).await?;
        return Ok(());
    };
    let Some(at) = draft.remind_at() else { return Ok(()) };
    let of = event_get(conn, event).await?;
    let answers = draft.clear_answers()?;
    draft_set_remind(conn, event, id, draft_remind_at(&of, draft.created_at(), now.max(at))).await?;
    if may_register(&of, now).is_ok() && !reminded_or_registered(conn, event, &answers, now).await? {
        draft_letter(conn, (letter, LetterKind::DraftReminder), (event, id), &answers, now).await?;
        workers_wake(conn).await?;
    }
    Ok(())
}

/// A reminder of the last day is enough; who has registered needs none.
async fn reminded_or_registered(
    conn: &mut Conn,
    event: EventId,
    answers: &RawAnswers,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(address) = answers.address() else { return Ok(true) };
    let since = now.checked_sub(LOOK_AHEAD).unwrap_or(now);
    let reminded = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::kind.eq(LetterKind::DraftReminder.code()))
        .filter(outbox::recipient.eq(address.as_str()))
        .filter(outbox::queued_at.gt(At(since)));
    let registered = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::email_key.eq(address.key()));
    let found: bool = diesel::select(exists(reminded).or(exists(registered))).get_result(conn).await?;
    Ok(found)
}
