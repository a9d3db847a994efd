//! Leasing letters. Workers take turns by a lock that lasts for three short statements, so that the limits of a domain
//! hold for all of them together.

use crate::columns::{At, code, unsigned};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::outbox::{LeasedLetter, TextOf};
use crate::schema::letter_pause;
use crate::statement::statement;
use crate::store::Store;
use crate::tables::letters::about_of;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Lang;
use plenary_domain::letter::{DomainLimits, DomainUse, LetterKind, share_out};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many letters are looked at for the few that are leased: behind a crowd for one domain others are found.
const LOOKED_AT: i64 = 200;

impl Store {
    /// Leases letters that are due, the longest due first, as far as the limits of their domains allow.
    pub async fn lease_letters(
        &self,
        now: Timestamp,
        limit: usize,
        lease: SignedDuration,
        limits: DomainLimits,
    ) -> Result<Vec<LeasedLetter>, StoreError> {
        let until = now.checked_add(lease).map_err(|error| StoreError::Database(error.to_string()))?;
        self.tx(|conn, _| lease_due(conn, now, (limit, until), limits).boxed()).await
    }
}

async fn lease_due(
    conn: &mut Conn,
    now: Timestamp,
    (limit, until): (usize, Timestamp),
    limits: DomainLimits,
) -> Result<Vec<LeasedLetter>, StoreError> {
    let paused: Vec<Uuid> = letter_pause::table.select(letter_pause::event_id).load(conn).await?;
    let due = due(conn, now, &[], &paused).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    statement("SELECT pg_advisory_xact_lock(hashtextextended('outbox', 0))").execute(conn).await?;
    let used = used(conn, now).await?;
    let full = used.iter().filter(|(_, of)| limits.room(**of) == 0);
    let full: Vec<String> = full.map(|(domain, _)| domain.clone()).collect();
    let due = self::due(conn, now, &full, &paused).await?;
    let chosen = share_out(&due, &used, limits, limit);
    let ids: Vec<Uuid> = chosen.into_iter().map(Uuid::from).collect();
    let mut leased = take(conn, now, &ids, until).await?;
    leased.sort_by_key(|letter| ids.iter().position(|id| *id == letter.id.0));
    Ok(leased)
}

#[derive(QueryableByName)]
struct UsedRow {
    #[diesel(sql_type = Text)]
    domain: String,
    #[diesel(sql_type = BigInt)]
    hands: i64,
    #[diesel(sql_type = BigInt)]
    last_minute: i64,
}

/// What each domain takes up now, for those that take up anything.
async fn used(conn: &mut Conn, now: Timestamp) -> QueryResult<BTreeMap<String, DomainUse>> {
    let rows: Vec<UsedRow> = diesel::sql_query(
        "SELECT domain, count(*) FILTER (WHERE under_way) AS hands, count(*) FILTER (WHERE NOT under_way) AS last_minute
        FROM (SELECT domain, true AS under_way FROM outbox WHERE leased_until >= $1
            UNION ALL SELECT domain, false FROM outbox WHERE sent_at > $1 - interval '1 minute') AS letters
        GROUP BY domain",
    )
    .bind::<Timestamptz, _>(At(now))
    .load(conn)
    .await?;
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let of = |row: UsedRow| {
        (row.domain, DomainUse { hands: count(row.hands), last_minute: count(row.last_minute) })
    };
    Ok(rows.into_iter().map(of).collect())
}

#[derive(QueryableByName)]
struct DueRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    domain: String,
}

/// The letters that have been due for longest, but for those of these domains and events. With the lists as values
/// PostgreSQL sees that they leave out little, and reads along the index.
async fn due(
    conn: &mut Conn,
    now: Timestamp,
    full: &[String],
    paused: &[Uuid],
) -> QueryResult<Vec<(plenary_domain::ids::LetterId, String)>> {
    let rows: Vec<DueRow> = diesel::sql_query(
        "SELECT id, domain FROM outbox
        WHERE state = 'queued' AND due_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
            AND domain <> ALL ($2) AND event_id <> ALL ($3)
        ORDER BY due_at, id LIMIT $4",
    )
    .bind::<Timestamptz, _>(At(now))
    .bind::<Array<Text>, _>(full)
    .bind::<Array<SqlUuid>, _>(paused)
    .bind::<BigInt, _>(LOOKED_AT)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.domain)).collect())
}

#[derive(QueryableByName)]
struct LeasedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    registration_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    draft_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    speaker_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    account_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    message_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    rule_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    sample_id: Option<Uuid>,
    #[diesel(sql_type = Bool)]
    bulk: bool,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    recipient: String,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    queued_at: At,
    #[diesel(sql_type = BigInt)]
    hard_bounces: i64,
}

/// Somebody may have taken a letter back in between: the conditions are asked again.
async fn take(
    conn: &mut Conn,
    now: Timestamp,
    ids: &[Uuid],
    until: Timestamp,
) -> Result<Vec<LeasedLetter>, StoreError> {
    let rows: Vec<LeasedRow> = diesel::sql_query(
        "UPDATE outbox SET leased_until = $3, attempts = attempts + 1
        WHERE id = ANY ($2) AND state = 'queued' AND (leased_until IS NULL OR leased_until < $1)
        RETURNING id, event_id, registration_id, draft_id, speaker_id, account_id, message_id, rule_id, sample_id, bulk,
            kind, language, recipient, attempts, queued_at, (SELECT count(*) FROM outbox AS back WHERE back.event_id = outbox.event_id
                AND back.recipient = outbox.recipient AND back.state = 'bounced' AND back.settled_at IS NULL
                AND back.bounce_kind = 'hard') AS hard_bounces",
    )
    .bind::<Timestamptz, _>(At(now))
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Timestamptz, _>(At(until))
    .load(conn)
    .await?;
    rows.into_iter().map(into_leased).collect()
}

fn into_leased(row: LeasedRow) -> Result<LeasedLetter, StoreError> {
    Ok(LeasedLetter {
        id: row.id.into(),
        event: row.event_id.into(),
        about: about_of((row.registration_id, row.draft_id, row.speaker_id, row.account_id))?,
        kind: code("outbox", &row.kind, LetterKind::parse)?,
        language: code("outbox", &row.language, Lang::parse)?,
        recipient: row.recipient,
        text: row
            .message_id
            .map(|id| TextOf::Message(id.into()))
            .or(row.rule_id.map(|id| TextOf::Rule(id.into()))),
        sample: row.sample_id.map(Into::into),
        bulk: row.bulk,
        attempts: unsigned("outbox", row.attempts)?,
        queued_at: row.queued_at.into(),
        hard_bounces: row.hard_bounces,
    })
}
