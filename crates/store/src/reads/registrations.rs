//! Registrations: one by its id or secret, and the list of the desk with its filter.

use crate::act::Act;
use crate::columns::{At, code, from_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::attention::{attention_page, reasons};
use crate::reads::desk::{TAGS_OF, tags_read};
use crate::reads::filter::{PAGE, filtered, ordered, pages};
use crate::reads::neighbours::neighbours;
use crate::schema::{decision, registration};
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::answers::registrations_open;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::registrations::{RegistrationData, one, registration_get};
use crate::tables::tally::{Scarce, Tally, tally_of, tally_places, tally_undecided};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{BatchId, EventId, RegistrationId, SessionId, TypeId};
use plenary_domain::policy::{Action, may};
use plenary_domain::registration::{
    Answers, Attention, Origin, Registration, StateCode, Status, Tag, TypeCode,
};
use plenary_domain::{Actor, Event, Lang};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// What waits for an organiser first, the oldest of it before the others.
    Attention,
    SubmittedAsc,
    #[default]
    SubmittedDesc,
    /// Whose state changed last.
    Changed,
    /// By family name.
    Name,
    Organisation,
}

/// What the list shows; the default is everything, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationFilter {
    pub status: Option<Status>,
    /// Beginnings of words of a name in any script, organisation or position, or an address or reference.
    pub query: String,
    pub representation_type: Option<TypeCode>,
    pub state: Option<StateCode>,
    /// Has a seat in this session or waits for one.
    pub session: Option<SessionId>,
    pub tag: Option<Tag>,
    /// Waits for any of these; everybody if there are none.
    pub attention: Vec<Attention>,
    /// For deadlines that are near.
    pub now: Timestamp,
    pub sort: Sort,
    /// From 1.
    pub page: i64,
}

impl Default for RegistrationFilter {
    fn default() -> Self {
        Self {
            status: None,
            query: String::new(),
            representation_type: None,
            state: None,
            session: None,
            tag: None,
            attention: Vec::new(),
            now: Timestamp::UNIX_EPOCH,
            sort: Sort::default(),
            page: 1,
        }
    }
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationList {
    pub rows: Vec<RegistrationRow>,
    /// That fit the filter; where they were not counted to the end, as many as were.
    pub total: i64,
    /// There are more than `total`.
    pub more: bool,
    /// Of the whole event, every status, whatever the filter.
    pub counts: Vec<(Status, i64)>,
    pub page: i64,
    pub pages: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationRow {
    pub id: RegistrationId,
    pub reference: String,
    pub status: Status,
    pub name: String,
    pub badge_name: String,
    pub email: String,
    pub organisation: String,
    pub position: String,
    pub representation_type: TypeCode,
    pub state: Option<StateCode>,
    pub language: Lang,
    pub origin: Origin,
    pub tags: Vec<Tag>,
    /// What it waits for, the most pressing first.
    pub attention: Vec<Attention>,
    /// To the event's own questions. Whoever shows them asks first who may see which.
    pub own: BTreeMap<String, Vec<String>>,
    pub submitted_at: Timestamp,
    pub status_since: Timestamp,
}

impl Store {
    /// Without what is sealed of it.
    pub async fn registration(&self, event: EventId, id: RegistrationId) -> Result<Registration, StoreError> {
        self.read(|conn, _| registration_get(conn, event, id).boxed()).await
    }

    /// With what is sealed of it, for whoever runs the event; that they have seen it is written down.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else.
    pub async fn registration_opened(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Registration, StoreError> {
        if !act.may(Action::RunEvent(event)) {
            return Err(StoreError::NotFound);
        }
        let keys = self.sealer();
        self.tx(|conn, _| look(conn, &act, keys, event, id).boxed()).await
    }

    /// With what is sealed of it: whoever has the secret is the delegate.
    pub async fn registration_by_secret(
        &self,
        event: EventId,
        secret: &str,
    ) -> Result<Registration, StoreError> {
        let keys = self.sealer();
        self.read(|conn, _| {
            async move {
                let mut found = [by_secret(conn, Some(event), secret).await?];
                registrations_open(conn, keys, event, &mut found).await?;
                let [found] = found;
                Ok(found)
            }
            .boxed()
        })
        .await
    }

    /// For the short address: the secret alone names event and registration.
    pub async fn find_registration(&self, secret: &str) -> Result<(Event, Registration), StoreError> {
        self.read(|conn, _| {
            async move {
                let found = by_secret(conn, None, secret).await?;
                Ok((event_get(conn, found.event).await?, found))
            }
            .boxed()
        })
        .await
    }

    /// One page of the list.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an actor who may not see the desk.
    pub async fn registrations(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &RegistrationFilter,
    ) -> Result<RegistrationList, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| list(conn, event, filter).boxed()).await
    }

    /// How many registrations wait for a decision.
    pub async fn to_decide(&self, actor: &Actor, event: EventId) -> Result<i64, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| async move { Ok(tally_undecided(conn, event).await?) }.boxed()).await
    }

    /// Before and after this one in the filtered list.
    pub async fn registration_neighbours(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        filter: &RegistrationFilter,
    ) -> Result<(Option<RegistrationId>, Option<RegistrationId>), StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| neighbours(conn, event, id, filter).boxed()).await
    }
}

/// Whoever may not see the desk may not know that there is one.
pub(crate) fn sees_desk(actor: &Actor, event: EventId) -> Result<(), StoreError> {
    if may(actor, Action::ViewDesk(event)) { Ok(()) } else { Err(StoreError::NotFound) }
}

async fn look(
    conn: &mut Conn,
    act: &Act,
    keys: Option<&Sealer>,
    event: EventId,
    id: RegistrationId,
) -> Result<Registration, StoreError> {
    let mut found = [registration_get(conn, event, id).await?];
    let questions = found.iter().flat_map(|of| of.sealed.clone()).collect::<Vec<_>>();
    registrations_open(conn, keys, event, &mut found).await?;
    let [found] = found;
    if !questions.is_empty() {
        let detail = json!({ "reference": found.reference, "questions": questions });
        let entry = Entry::new(event, "see_sealed_answers", "registration", id).detail(detail);
        audit_insert(conn, act, entry).await?;
    }
    Ok(found)
}

async fn by_secret(
    conn: &mut Conn,
    event: Option<EventId>,
    secret: &str,
) -> Result<Registration, StoreError> {
    let mut query = registration::table
        .filter(registration::secret.eq(secret))
        .select(RegistrationData::as_select())
        .into_boxed();
    if let Some(event) = event {
        query = query.filter(registration::event_id.eq(event.0));
    }
    let row: RegistrationData = query.first(conn).await?;
    let event = row.event_id.into();
    one(conn, event, row).await
}

type RowColumns = (Uuid, String, String, String, String, String, Value, At, At, Beside);
/// Origin, tags, and what it waits for.
type Beside = (String, Vec<String>, Vec<String>);

fn into_row(columns: RowColumns) -> Result<RegistrationRow, StoreError> {
    let (id, reference, status, name, email, badge_name, answers, submitted_at, status_since, beside) =
        columns;
    let (origin, tags, waits) = beside;
    let answers: Answers = from_json("registration", answers)?;
    Ok(RegistrationRow {
        id: id.into(),
        reference,
        status: code("registration", &status, Status::parse)?,
        name,
        badge_name,
        email,
        language: answers.language,
        origin: code("registration", &origin, Origin::parse)?,
        tags: tags_read(&tags)?,
        attention: waits
            .iter()
            .map(|of| code("registration", of, Attention::parse))
            .collect::<Result<_, _>>()?,
        own: answers.own,
        organisation: answers.organisation,
        position: answers.position,
        representation_type: answers.representation_type,
        state: answers.state,
        submitted_at: submitted_at.into(),
        status_since: status_since.into(),
    })
}

async fn list(
    conn: &mut Conn,
    event: EventId,
    filter: &RegistrationFilter,
) -> Result<RegistrationList, StoreError> {
    let tally = tally_of(conn, event).await?;
    let (total, more) = total(conn, event, filter, &tally).await?;
    let pages = pages(total);
    let page = filter.page.clamp(1, pages);
    let waits = reasons(event, filter.now);
    let offset = (page - 1) * PAGE;
    let (shown, ids) = if filter.sort == Sort::Attention {
        let ids = attention_page(conn, event, filter, (offset, PAGE)).await?;
        let these = registration::event_id.eq(event.0).and(registration::id.eq_any(ids.clone()));
        (registration::table.filter(these).into_boxed(), ids)
    } else {
        (ordered(filtered(event, filter), event, filter).offset(offset).limit(PAGE), Vec::new())
    };
    let mut rows: Vec<RowColumns> = shown
        .select((
            registration::id,
            registration::reference,
            registration::status,
            registration::name,
            registration::email,
            registration::badge_name,
            registration::answers,
            registration::submitted_at,
            registration::status_since,
            (registration::origin, sql::<Array<Text>>(TAGS_OF), sql::<Array<Text>>(&waits)),
        ))
        .load(conn)
        .await?;
    // In the order of the ids, where these came first.
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.0));
    let rows = rows.into_iter().map(into_row).collect::<Result<_, _>>()?;
    Ok(RegistrationList { rows, total, more, counts: tally.statuses(), page, pages })
}

/// Nobody turns more pages than these rows have; counting to the end would take longer the more there are.
const MOST_COUNTED: i64 = 1_000;

/// How many fit the filter, out of the figures where these know it; otherwise counted, but not for ever.
async fn total(
    conn: &mut Conn,
    event: EventId,
    filter: &RegistrationFilter,
    tally: &Tally,
) -> Result<(i64, bool), StoreError> {
    let status = filter.status;
    let plain = filter.query.trim().is_empty() && filter.session.is_none();
    if plain && filter.tag.is_none() && filter.attention.is_empty() {
        match (&filter.representation_type, filter.state) {
            (None, None) => return Ok((tally.registrations(status), false)),
            (Some(kind), None) => return Ok((tally.of_type(kind, status), false)),
            (None, Some(state)) => return Ok((tally.of_state(state, status), false)),
            (Some(_), Some(_)) => {}
        }
    }
    let found: Vec<Uuid> =
        filtered(event, filter).select(registration::id).limit(MOST_COUNTED + 1).load(conn).await?;
    let found = i64::try_from(found.len()).unwrap_or(i64::MAX);
    Ok((found.min(MOST_COUNTED), found > MOST_COUNTED))
}

impl Store {
    /// The last decision that can still be taken back: about one registration, or by this account.
    pub async fn open_decision(
        &self,
        actor: &Actor,
        event: EventId,
        about: Option<RegistrationId>,
        now: Timestamp,
    ) -> Result<Option<(BatchId, Timestamp)>, StoreError> {
        let account = if let Actor::Account(account) = actor { Some(account.id.0) } else { None };
        self.read(|conn, _| {
            async move {
                let mut open = decision::table
                    .filter(decision::event_id.eq(event.0))
                    .filter(decision::undone_at.is_null())
                    .filter(decision::undo_until.gt(At(now)))
                    .filter(diesel::dsl::not(decision::follows))
                    .into_boxed();
                open = match about {
                    Some(id) => open.filter(decision::registration_id.eq(id.0)),
                    None => open.filter(decision::account_id.eq(account)),
                };
                let found: Option<(Uuid, At)> = open
                    .order(decision::decided_at.desc())
                    .select((decision::batch, decision::undo_until))
                    .first(conn)
                    .await
                    .optional()?;
                Ok(found.map(|(batch, until)| (batch.into(), until.into())))
            }
            .boxed()
        })
        .await
    }

    /// How many places of each limited representation type are taken.
    pub async fn types_taken(&self, event: EventId) -> Result<Vec<(TypeId, i64)>, StoreError> {
        self.read(|conn, _| {
            async move {
                let places = tally_places(conn, event, Scarce::Type).await?;
                Ok(places.into_iter().map(|(id, (_, taken))| (id.into(), taken)).collect())
            }
            .boxed()
        })
        .await
    }
}
