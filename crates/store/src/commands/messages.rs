//! Messages to many: written as a draft, confirmed for a number of people that was told, sent piece by piece, stopped
//! half-way. Confirming settles who gets it; the worker then hands some hundred letters to the outbox at a time, so that
//! letters about single registrations never stand behind a hundred thousand others.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::registrations::RegistrationFilter;
use crate::schema::message;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert, audit_insert_as};
use crate::tables::letters::workers_wake;
use crate::tables::messages::{
    MessageColumns, MessageData, chosen, message_confirm, message_delete, message_get_locked, message_insert,
    message_letters_cancel, message_letters_waiting, message_set_state, message_update, recipients_queue,
    recipients_settle,
};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, MessageId};
use plenary_domain::message::{MessageRefused, MessageState, MessageTexts, Purpose, may_confirm};
use plenary_domain::policy::Action;
use serde_json::json;
use uuid::Uuid;

/// Letters that are handed to the outbox at once, and the most of one message that wait there.
const BATCH: i64 = 500;

/// A message as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    pub purpose: Purpose,
    /// The list as the program writes it into an address.
    pub list: String,
    pub texts: MessageTexts,
}

/// What an organiser has confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The version that was shown.
    pub version: i32,
    /// What the message's list means.
    pub filter: RegistrationFilter,
    /// How many people the page has told of.
    pub told: i64,
    /// When it may leave; at once if absent.
    pub due_at: Option<Timestamp>,
}

type Failed = CommandError<MessageRefused>;

fn refuse(refused: MessageRefused) -> Failed {
    CommandError::Refused(refused)
}

impl Store {
    /// Saves a draft: a new one, or one that was at this version.
    pub async fn save_message(
        &self,
        mut act: Act,
        event: EventId,
        draft: Option<(MessageId, i32)>,
        new: NewMessage,
    ) -> Result<MessageId, CommandError<MessageRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(refuse(MessageRefused::NotAllowed));
        }
        let id = draft.map_or_else(|| act.ids.fresh(), |(id, _)| id);
        let expected = draft.map(|(_, version)| version);
        self.tx(|conn, _| save(conn, act.clone(), (event, id), (expected, &new)).boxed()).await?;
        Ok(id)
    }

    /// Throws a draft away.
    pub async fn remove_message(
        &self,
        act: Act,
        event: EventId,
        id: MessageId,
    ) -> Result<(), CommandError<MessageRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(refuse(MessageRefused::NotAllowed));
        }
        self.tx(|conn, _| remove(conn, act.clone(), event, id).boxed()).await
    }

    /// Settles who gets the message and lets it leave; how many people.
    pub async fn confirm_message(
        &self,
        act: Act,
        event: EventId,
        id: MessageId,
        confirmed: &Confirmation,
    ) -> Result<i64, CommandError<MessageRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(refuse(MessageRefused::NotAllowed));
        }
        self.tx(|conn, _| confirm(conn, act.clone(), (event, id), confirmed).boxed()).await
    }

    /// Stops it half-way; how many letters were still to come.
    pub async fn stop_message(
        &self,
        act: Act,
        event: EventId,
        id: MessageId,
    ) -> Result<usize, CommandError<MessageRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(refuse(MessageRefused::NotAllowed));
        }
        self.tx(|conn, _| stop(conn, act.clone(), event, id).boxed()).await
    }

    /// Hands letters of messages that are due to the outbox; how many.
    ///
    /// # Errors
    /// The database's; what was handed over stays so.
    pub async fn send_messages(&self, now: Timestamp) -> Result<usize, StoreError> {
        let due = self.read(|conn, _| due(conn, now).boxed()).await?;
        let mut handed = 0;
        for (event, id) in due {
            handed += self.tx(|conn, _| send(conn, event, id, now).boxed()).await?;
        }
        Ok(handed)
    }
}

async fn save(
    conn: &mut Conn,
    act: Act,
    (event, id): (EventId, MessageId),
    (expected, new): (Option<i32>, &NewMessage),
) -> Result<(), Failed> {
    let typed = |lang, part| new.texts.typed(lang, part);
    let texts = MessageTexts::parse(&new.texts.languages(), typed)
        .map_err(|faults| refuse(MessageRefused::Texts(faults)))?;
    let columns = MessageColumns { purpose: new.purpose, list: &new.list, texts: &texts };
    match expected {
        None => message_insert(conn, (event, id), &columns, act.now).await?,
        Some(version) => {
            let before = message_get_locked(conn, event, id).await?;
            if before.state != MessageState::Draft {
                return Err(refuse(MessageRefused::NotIn(before.state)));
            }
            if before.version != version {
                return Err(refuse(MessageRefused::ChangedMeanwhile));
            }
            message_update(conn, (event, id), &columns).await?;
        }
    }
    let detail = json!({ "languages": texts.languages(), "purpose": new.purpose.code() });
    audit_insert(conn, &act, Entry::new(event, "save_message", "message", id).detail(detail)).await?;
    Ok(())
}

async fn remove(conn: &mut Conn, act: Act, event: EventId, id: MessageId) -> Result<(), Failed> {
    let before = message_get_locked(conn, event, id).await?;
    if before.state != MessageState::Draft {
        return Err(refuse(MessageRefused::NotIn(before.state)));
    }
    message_delete(conn, event, id).await?;
    audit_insert(conn, &act, Entry::new(event, "remove_message", "message", id)).await?;
    Ok(())
}

async fn confirm(
    conn: &mut Conn,
    act: Act,
    (event, id): (EventId, MessageId),
    confirmed: &Confirmation,
) -> Result<i64, Failed> {
    let message = message_get_locked(conn, event, id).await?;
    if message.state == MessageState::Draft && message.version != confirmed.version {
        return Err(refuse(MessageRefused::ChangedMeanwhile));
    }
    let due = confirmed.due_at.unwrap_or(act.now);
    // Everything but the number first: settling writes a row for each.
    may_confirm(&message, (confirmed.told, confirmed.told), due, act.now).map_err(refuse)?;
    let people = chosen(event, &confirmed.filter, message.purpose);
    let count = recipients_settle(conn, id, people).await?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    may_confirm(&message, (confirmed.told, count), due, act.now).map_err(refuse)?;
    message_confirm(conn, (event, id), (due, act.now)).await?;
    let subject = message.texts.0.values().next().map(|text| text.subject.as_str());
    let detail = json!({
        "registrations": count,
        "languages": message.texts.languages(),
        "due_at": due,
        "message": subject,
    });
    audit_insert(conn, &act, Entry::new(event, "confirm_message", "message", id).detail(detail)).await?;
    Ok(count)
}

async fn stop(conn: &mut Conn, act: Act, event: EventId, id: MessageId) -> Result<usize, Failed> {
    let message = message_get_locked(conn, event, id).await?;
    let waiting = message_letters_waiting(conn, event, id).await?;
    // All are handed over, but some have not left: stopping still takes those back.
    let stoppable =
        message.state == MessageState::Confirmed || (message.state == MessageState::Done && waiting > 0);
    if !stoppable {
        return Err(refuse(MessageRefused::NotIn(message.state)));
    }
    let cancelled = message_letters_cancel(conn, event, id).await?;
    message_set_state(conn, (event, id), MessageState::Stopped).await?;
    let detail = json!({ "letters_stopped": cancelled });
    audit_insert(conn, &act, Entry::new(event, "stop_message", "message", id).detail(detail)).await?;
    Ok(cancelled)
}

async fn due(conn: &mut Conn, now: Timestamp) -> Result<Vec<(EventId, MessageId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = message::table
        .filter(message::state.eq(MessageState::Confirmed.code()))
        .filter(message::due_at.le(crate::columns::At(now)))
        .order(message::due_at)
        .limit(20)
        .select((message::event_id, message::id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(event, id)| (event.into(), id.into())).collect())
}

/// Some letters of one message. A message that another node works at is left to it.
async fn send(conn: &mut Conn, event: EventId, id: MessageId, now: Timestamp) -> Result<usize, StoreError> {
    let row: Option<MessageData> = message::table
        .find((event.0, id.0))
        .select(MessageData::as_select())
        .for_no_key_update()
        .skip_locked()
        .first(conn)
        .await
        .optional()?;
    let Some(message) = row.map(MessageData::into_message).transpose()? else { return Ok(0) };
    let room = BATCH - message_letters_waiting(conn, event, id).await?;
    if message.state != MessageState::Confirmed || room <= 0 {
        return Ok(0);
    }
    let handed = recipients_queue(conn, (event, &message), room, now).await?;
    if handed == 0 {
        message_set_state(conn, (event, id), MessageState::Done).await?;
        let entry = Entry::new(event, "message_done", "message", id);
        audit_insert_as(conn, &Actor::System, now, entry).await?;
    } else {
        workers_wake(conn).await?;
    }
    Ok(handed)
}
