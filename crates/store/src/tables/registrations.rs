//! The row of a registration: all answers as jsonb, and beside them the columns that lists sort and search by.

use crate::act::Act;
use crate::columns::{At, code, from_json, unsigned};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::registration;
use crate::seal::Sealer;
use crate::statement::statement;
use crate::tables::answers::AnswerColumns;
use crate::tables::duplicates::duplicates_note_first;
use crate::tables::places::seats_of;
use crate::tables::sealed::{Holder, names_of, parts, sealed_put};
use crate::tables::seats::{Wish, wishes_of};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::ids::{AccountId, EventId, RegistrationId, SessionId};
use plenary_domain::registration::{
    Address, Answers, Badge, Credential, Facets, Form, Origin, Registration, Seat, Status, TypeCode, Visa,
};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = registration, check_for_backend(diesel::pg::Pg))]
pub(crate) struct RegistrationData {
    pub(crate) event_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) reference: String,
    pub(crate) secret: String,
    status: String,
    status_since: At,
    pub(crate) waiting_number: Option<i64>,
    pub(crate) reason: String,
    representation_type: String,
    answers: Value,
    submitted_at: At,
    pub(crate) version: i32,
    answer_by: Option<At>,
    pub(crate) asked_fields: Vec<String>,
    pub(crate) held: bool,
    credential: String,
    visa: String,
    badge: String,
    reminded_at: Option<At>,
    form_version: i32,
    unproven_until: Option<At>,
}

impl RegistrationData {
    pub(crate) fn status(&self) -> Result<Status, StoreError> {
        code("registration", &self.status, Status::parse)
    }

    /// Those that are kept in the clear.
    pub(crate) fn clear_answers(&self) -> Result<Answers, StoreError> {
        from_json("registration", self.answers.clone())
    }

    /// Names of those that are sealed.
    pub(crate) fn sealed(&self) -> Vec<String> {
        names_of(&self.answers)
    }

    pub(crate) fn id(&self) -> RegistrationId {
        self.id.into()
    }

    pub(crate) fn kind(&self) -> Result<TypeCode, StoreError> {
        code("registration", &self.representation_type, TypeCode::parse)
    }

    pub(crate) fn status_since(&self) -> Timestamp {
        self.status_since.into()
    }

    pub(crate) fn answer_by(&self) -> Option<Timestamp> {
        self.answer_by.map(Into::into)
    }

    pub(crate) const fn was_reminded(&self) -> bool {
        self.reminded_at.is_some()
    }

    pub(crate) fn address(&self) -> Address {
        Address::until(self.unproven_until.map(Into::into))
    }

    pub(crate) fn facets(&self) -> Result<Facets, StoreError> {
        Ok(Facets {
            credential: code("registration", &self.credential, Credential::parse)?,
            visa: code("registration", &self.visa, Visa::parse)?,
            badge: code("registration", &self.badge, Badge::parse)?,
        })
    }
}

/// A registration that is being sent.
pub(crate) struct NewRegistration<'a> {
    /// Any but the waiting list, which is entered by [`registration_set_state`].
    pub(crate) status: Status,
    pub(crate) event: EventId,
    pub(crate) id: RegistrationId,
    pub(crate) secret: &'a str,
    pub(crate) answers: &'a Answers,
    /// The form that was answered.
    pub(crate) form: &'a Form,
    pub(crate) keys: Option<&'a Sealer>,
    pub(crate) now: Timestamp,
    pub(crate) origin: Origin,
    pub(crate) address: Address,
    /// The organiser who entered it, where that is the origin.
    pub(crate) entered_by: Option<AccountId>,
}

/// Writes the row; false when the reference is taken.
pub(crate) async fn registration_insert(
    conn: &mut Conn,
    act: &mut Act,
    new: &NewRegistration<'_>,
    reference: &str,
) -> Result<bool, StoreError> {
    let kept = parts(new.answers, new.form, new.keys);
    let own = (
        registration::event_id.eq(new.event.0),
        registration::id.eq(new.id.0),
        registration::reference.eq(reference),
        registration::secret.eq(new.secret),
        registration::status.eq(new.status.code()),
        registration::status_since.eq(At(new.now)),
        registration::submitted_at.eq(At(new.now)),
        registration::form_version.eq(new.form.version),
        registration::origin.eq(new.origin.code()),
        registration::entered_by.eq(new.entered_by.map(|id| id.0)),
        registration::unproven_until.eq(new.address.unproven_until().map(At)),
    );
    let inserted = diesel::insert_into(registration::table)
        .values((own, AnswerColumns::new(&kept.clear, kept.names(), reference)?))
        .on_conflict((registration::event_id, registration::reference))
        .do_nothing()
        .execute(conn)
        .await?;
    if inserted == 1 {
        let place = (new.event, Holder::Registration(new.id.0));
        sealed_put(conn, act, new.keys, place, (false, &kept.guarded)).await?;
        duplicates_note_first(conn, new.event, new.id, &kept.clear).await?;
    }
    Ok(inserted == 1)
}

/// A state with everything that belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct StateColumns {
    pub(crate) status: Status,
    pub(crate) reason: String,
    pub(crate) answer_by: Option<Timestamp>,
    pub(crate) asked_fields: Vec<String>,
    /// The place in the queue, where it is known; who enters the waiting list anew goes to its end.
    pub(crate) waiting_number: Option<i64>,
    pub(crate) since: Timestamp,
}

impl StateColumns {
    pub(crate) const fn plain(status: Status, reason: String, since: Timestamp) -> Self {
        Self { status, reason, answer_by: None, asked_fields: Vec::new(), waiting_number: None, since }
    }
}

/// Enters a state. The caller holds the queue's lock when it is the waiting list.
pub(crate) async fn registration_set_state(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    state: &StateColumns,
) -> QueryResult<usize> {
    let waiting = match (state.status, state.waiting_number) {
        (Status::Waitlisted, None) => {
            Some(statement("SELECT nextval('waiting_number')").get_result(conn).await?)
        }
        (Status::Waitlisted, known) => known,
        _ => None,
    };
    diesel::update(registration::table.find((event.0, id.0)))
        .set((
            registration::status.eq(state.status.code()),
            registration::status_since.eq(At(state.since)),
            registration::waiting_number.eq(waiting),
            registration::reason.eq(&state.reason),
            registration::answer_by.eq(state.answer_by.map(At)),
            registration::asked_fields.eq(&state.asked_fields),
            registration::reminded_at.eq(None::<At>),
            // What has ended need not be proven any more.
            (!state.status.is_active()).then(|| registration::unproven_until.eq(None::<At>)),
        ))
        .execute(conn)
        .await
}

pub(crate) async fn registration_get_locked(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
) -> QueryResult<RegistrationData> {
    registration::table
        .find((event.0, id.0))
        .select(RegistrationData::as_select())
        .for_no_key_update()
        .first(conn)
        .await
}

/// The same, unless somebody is changing it at this moment.
pub(crate) async fn registration_get_idle(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
) -> QueryResult<Option<RegistrationData>> {
    registration::table
        .find((event.0, id.0))
        .select(RegistrationData::as_select())
        .for_no_key_update()
        .skip_locked()
        .first(conn)
        .await
        .optional()
}

pub(crate) async fn registration_set_reminded(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    now: Timestamp,
) -> QueryResult<usize> {
    let target = registration::table.find((event.0, id.0));
    diesel::update(target).set(registration::reminded_at.eq(At(now))).execute(conn).await
}

pub(crate) async fn registration_set_held(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    held: bool,
) -> QueryResult<usize> {
    diesel::update(registration::table.find((event.0, id.0)))
        .set(registration::held.eq(held))
        .execute(conn)
        .await
}

pub(crate) async fn registration_set_facets(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    facets: Facets,
) -> QueryResult<usize> {
    diesel::update(registration::table.find((event.0, id.0)))
        .set((
            registration::credential.eq(facets.credential.code()),
            registration::visa.eq(facets.visa.code()),
            registration::badge.eq(facets.badge.code()),
        ))
        .execute(conn)
        .await
}

pub(crate) async fn registration_get(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
) -> Result<Registration, StoreError> {
    let row = registration_row(conn, event, id).await?;
    one(conn, event, row).await
}

/// The row alone, without seats and queues.
pub(crate) async fn registration_row(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
) -> QueryResult<RegistrationData> {
    registration::table.find((event.0, id.0)).select(RegistrationData::as_select()).first(conn).await
}

/// The single registration out of the ways that know of lists.
pub(crate) async fn one(
    conn: &mut Conn,
    event: EventId,
    row: RegistrationData,
) -> Result<Registration, StoreError> {
    registrations_complete(conn, event, vec![row]).await?.pop().ok_or(StoreError::NotFound)
}

#[derive(QueryableByName)]
struct WaitingPlace {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    place: i64,
}

async fn waiting_places(conn: &mut Conn, event: EventId, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, i64>> {
    let rows: Vec<WaitingPlace> = diesel::sql_query(
        "SELECT id, place FROM (
            SELECT id, row_number() OVER (ORDER BY waiting_number) AS place
            FROM registration WHERE event_id = $1 AND status = 'waitlisted') AS queue
        WHERE id = ANY($2)",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.place)).collect())
}

/// Rows with their seats and places in queues, in three queries however many they are.
pub(crate) async fn registrations_complete(
    conn: &mut Conn,
    event: EventId,
    rows: Vec<RegistrationData>,
) -> Result<Vec<Registration>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let waiting = waiting_places(conn, event, &ids).await?;
    let mut seats: HashMap<RegistrationId, Vec<(SessionId, Seat)>> = HashMap::new();
    for (who, session) in seats_of(conn, event, &ids).await? {
        seats.entry(who).or_default().push((session, Seat::Kept));
    }
    for Wish { registration, session, place } in wishes_of(conn, event, &ids).await? {
        let place = unsigned("seat_wish", place)?;
        seats.entry(registration).or_default().push((session, Seat::Waiting(place)));
    }
    let mut done = Vec::with_capacity(rows.len());
    for row in rows {
        let waiting_place = waiting.get(&row.id).map(|place| unsigned("registration", *place)).transpose()?;
        let (answers, sealed) = (row.clear_answers()?, row.sealed());
        let mut seats = seats.remove(&row.id()).unwrap_or_default();
        seats.sort_by_key(|(id, _)| answers.sessions.iter().position(|chosen| chosen == id));
        done.push(Registration {
            answer_by: row.answer_by(),
            facets: row.facets()?,
            address: row.address(),
            id: row.id(),
            event: row.event_id.into(),
            status: row.status()?,
            reference: row.reference,
            secret: row.secret,
            answers,
            sealed,
            form_version: row.form_version,
            seats,
            waiting_place,
            held: row.held,
            asked_fields: row.asked_fields,
            reason: row.reason,
            submitted_at: row.submitted_at.into(),
            status_since: row.status_since.into(),
            version: row.version,
        });
    }
    Ok(done)
}
