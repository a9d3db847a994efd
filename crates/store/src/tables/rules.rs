//! Rules that remind, and the letters that they hand to the outbox. The id of such a letter is made of the rule and the
//! registration: whoever had one, sent or not, never gets a second one.

use crate::columns::{At, Clock, code, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::reminder_rule;
use crate::tables::messages::{NOT_MERGED, STOPPED};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::ids::{EventId, RuleId};
use plenary_domain::registration::{Status, TypeCode};
use plenary_domain::reminder::{Anchor, Audience, Rule, RuleKind};
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reminder_rule, check_for_backend(diesel::pg::Pg))]
pub(crate) struct RuleData {
    id: Uuid,
    kind: String,
    anchor: String,
    days: i32,
    at: Clock,
    audience: String,
    types: Vec<String>,
    texts: Value,
    active: bool,
    version: i32,
}

impl RuleData {
    pub(crate) fn into_rule(self) -> Result<Rule, StoreError> {
        let of = |word: &String| code("reminder_rule", word, TypeCode::parse);
        Ok(Rule {
            id: self.id.into(),
            kind: code("reminder_rule", &self.kind, RuleKind::parse)?,
            anchor: code("reminder_rule", &self.anchor, Anchor::parse)?,
            days: self.days,
            at: self.at.into(),
            audience: code("reminder_rule", &self.audience, Audience::parse)?,
            types: self.types.iter().map(of).collect::<Result<_, _>>()?,
            texts: from_json("reminder_rule", self.texts)?,
            on: self.active,
            version: self.version,
        })
    }
}

pub(crate) async fn rules_all(conn: &mut Conn, event: EventId) -> Result<Vec<Rule>, StoreError> {
    let rows: Vec<RuleData> = reminder_rule::table
        .filter(reminder_rule::event_id.eq(event.0))
        .order((reminder_rule::kind, reminder_rule::id))
        .select(RuleData::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(RuleData::into_rule).collect()
}

pub(crate) async fn rule_get(conn: &mut Conn, event: EventId, id: RuleId) -> Result<Rule, StoreError> {
    let found = reminder_rule::table.find((event.0, id.0)).select(RuleData::as_select());
    let row: RuleData = found.first(conn).await?;
    row.into_rule()
}

pub(crate) async fn rule_get_locked(conn: &mut Conn, event: EventId, id: RuleId) -> Result<Rule, StoreError> {
    let found = reminder_rule::table.find((event.0, id.0)).select(RuleData::as_select()).for_no_key_update();
    let row: RuleData = found.first(conn).await?;
    row.into_rule()
}

/// The rule, unless another node works at it.
pub(crate) async fn rule_take(
    conn: &mut Conn,
    event: EventId,
    id: RuleId,
) -> Result<Option<Rule>, StoreError> {
    let row: Option<RuleData> = reminder_rule::table
        .find((event.0, id.0))
        .select(RuleData::as_select())
        .for_no_key_update()
        .skip_locked()
        .first(conn)
        .await
        .optional()?;
    row.map(RuleData::into_rule).transpose()
}

/// Writes the rule, new or not; a rule that was changed is looked at anew.
pub(crate) async fn rule_put(conn: &mut Conn, event: EventId, rule: &Rule) -> Result<(), StoreError> {
    let types: Vec<&str> = rule.types.iter().map(TypeCode::as_str).collect();
    let columns = (
        reminder_rule::anchor.eq(rule.anchor.code()),
        reminder_rule::days.eq(rule.days),
        reminder_rule::at.eq(Clock(rule.at)),
        reminder_rule::audience.eq(rule.audience.code()),
        reminder_rule::types.eq(types),
        reminder_rule::texts.eq(to_json(&rule.texts)?),
        reminder_rule::active.eq(rule.on),
        reminder_rule::version.eq(rule.version),
        reminder_rule::look_at.eq(None::<At>),
    );
    let own = (
        reminder_rule::event_id.eq(event.0),
        reminder_rule::id.eq(rule.id.0),
        reminder_rule::kind.eq(rule.kind.code()),
    );
    diesel::insert_into(reminder_rule::table)
        .values((own, columns.clone()))
        .on_conflict((reminder_rule::event_id, reminder_rule::id))
        .do_update()
        .set(columns)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn rule_delete(conn: &mut Conn, event: EventId, id: RuleId) -> QueryResult<usize> {
    diesel::delete(reminder_rule::table.find((event.0, id.0))).execute(conn).await
}

/// Nobody waits for a letter of this rule: it is not looked at before `at`.
pub(crate) async fn rule_rest(
    conn: &mut Conn,
    event: EventId,
    id: RuleId,
    at: Timestamp,
) -> QueryResult<usize> {
    let target = reminder_rule::table.find((event.0, id.0));
    diesel::update(target).set(reminder_rule::look_at.eq(At(at))).execute(conn).await
}

/// How many share a state, a type, and whether they have stopped letters that go to many.
#[derive(Debug, QueryableByName)]
pub(crate) struct People {
    #[diesel(sql_type = Text)]
    pub(crate) status: String,
    #[diesel(sql_type = Text)]
    pub(crate) representation_type: String,
    #[diesel(sql_type = Bool)]
    pub(crate) stopped: bool,
    #[diesel(sql_type = BigInt)]
    pub(crate) count: i64,
}

pub(crate) async fn people_by(conn: &mut Conn, event: EventId) -> QueryResult<Vec<People>> {
    diesel::sql_query(format!(
        "SELECT status, representation_type, {STOPPED} AS stopped, count(*) AS count
        FROM registration WHERE event_id = $1 AND {NOT_MERGED} GROUP BY 1, 2, 3"
    ))
    .bind::<SqlUuid, _>(event.0)
    .load(conn)
    .await
}

/// Hands letters to some of those who have not had one; how many.
pub(crate) async fn rule_queue(
    conn: &mut Conn,
    event: EventId,
    rule: &Rule,
    (limit, now): (i64, Timestamp),
) -> QueryResult<usize> {
    let statuses: Vec<&str> = rule.audience.statuses().into_iter().map(Status::code).collect();
    let types: Vec<&str> = rule.types.iter().map(TypeCode::as_str).collect();
    // What comes with the program is there in every language.
    let (languages, other) = match rule.kind {
        RuleKind::Own => (rule.texts.languages(), rule.texts.language_for(Lang::En).unwrap_or(Lang::En)),
        RuleKind::Arrival | RuleKind::ThankYou => (Lang::ALL.to_vec(), Lang::En),
    };
    let languages: Vec<&str> = languages.into_iter().map(Lang::code).collect();
    diesel::sql_query(format!(
        "INSERT INTO outbox (id, event_id, registration_id, kind, language, recipient, due_at, queued_at, rule_id, bulk)
        SELECT md5($2::text || registration.id::text)::uuid, $1, registration.id, '{kind}',
            CASE WHEN language = ANY ($5) THEN language ELSE $6 END, email, $7, $7, $2, {bulk}
        FROM registration
        WHERE event_id = $1 AND status = ANY ($3) AND (cardinality($4) = 0 OR representation_type = ANY ($4))
            AND (NOT {bulk} OR NOT {STOPPED}) AND {NOT_MERGED}
            AND NOT EXISTS (SELECT FROM outbox WHERE outbox.id = md5($2::text || registration.id::text)::uuid)
        ORDER BY submitted_at, registration.id LIMIT $8
        ON CONFLICT (id) DO NOTHING",
        kind = rule.kind.letter().code(),
        bulk = rule.is_bulk(),
    ))
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(rule.id.0)
    .bind::<Array<Text>, _>(&statuses)
    .bind::<Array<Text>, _>(&types)
    .bind::<Array<Text>, _>(&languages)
    .bind::<Text, _>(other.code())
    .bind::<Timestamptz, _>(At(now))
    .bind::<BigInt, _>(limit)
    .execute(conn)
    .await
}
