//! The row of an event. Whoever edits the agenda locks it first: drafts and releases of one event take turns.

use crate::columns::{At, Day, code, from_json, languages, local_text, to_json, unsigned};
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::schema::event;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::agenda::Rules;
use plenary_domain::event::{DecisionMode, Event, EventSettings};
use plenary_domain::ids::EventId;
use plenary_domain::registration::RepresentationType;
use plenary_domain::text::Slug;
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = event, check_for_backend(diesel::pg::Pg))]
pub(crate) struct EventRow {
    id: Uuid,
    slug: String,
    public: bool,
    title: Value,
    short_title: Value,
    lead: Value,
    about: Value,
    place: Value,
    venue: Value,
    host: Value,
    contact_email: String,
    time_zone: String,
    starts_on: Day,
    ends_on: Day,
    languages: Vec<String>,
    registration_opens_at: Option<At>,
    registration_closes_at: At,
    decision: String,
    types: Value,
    offer_hours: i32,
    proof_required: bool,
    answer_within_days: i16,
    picture_seed: i32,
    current_release: Option<i32>,
    sample: bool,
    version: i32,
}

impl EventRow {
    pub(crate) fn into_event(self) -> Result<Event, StoreError> {
        let text = |value| local_text("event", value);
        Ok(Event {
            id: self.id.into(),
            slug: Slug::parse(&self.slug).map_err(|_| corrupt("event", format!("slug {:?}", self.slug)))?,
            public: self.public,
            title: text(self.title)?,
            short_title: text(self.short_title)?,
            lead: text(self.lead)?,
            about: text(self.about)?,
            place: text(self.place)?,
            venue: text(self.venue)?,
            host: text(self.host)?,
            contact_email: self.contact_email,
            time_zone: self.time_zone,
            starts_on: self.starts_on.into(),
            ends_on: self.ends_on.into(),
            languages: languages("event", &self.languages)?,
            registration_opens_at: self.registration_opens_at.map(Into::into),
            registration_closes_at: self.registration_closes_at.into(),
            decision: code("event", &self.decision, DecisionMode::parse)?,
            types: from_json("event", self.types)?,
            offer_hours: unsigned("event", self.offer_hours)?,
            proof_required: self.proof_required,
            answer_within_days: unsigned("event", self.answer_within_days)?,
            picture_seed: u32::from_be_bytes(self.picture_seed.to_be_bytes()),
            current_release: self.current_release,
            version: self.version,
            sample: self.sample,
        })
    }
}

/// What the settings page changes; a new event and a changed one write the same columns.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = event, treat_none_as_null = true)]
pub(crate) struct SettingsRow {
    slug: String,
    public: bool,
    title: Value,
    short_title: Value,
    lead: Value,
    about: Value,
    place: Value,
    venue: Value,
    host: Value,
    contact_email: String,
    time_zone: String,
    starts_on: Day,
    ends_on: Day,
    languages: Vec<String>,
    registration_opens_at: Option<At>,
    registration_closes_at: At,
    decision: String,
    answer_within_days: i16,
    proof_required: bool,
}

impl SettingsRow {
    pub(crate) fn new(settings: &EventSettings) -> Result<Self, StoreError> {
        Ok(Self {
            slug: settings.slug.to_string(),
            public: settings.public,
            title: to_json(&settings.title)?,
            short_title: to_json(&settings.short_title)?,
            lead: to_json(&settings.lead)?,
            about: to_json(&settings.about)?,
            place: to_json(&settings.place)?,
            venue: to_json(&settings.venue)?,
            host: to_json(&settings.host)?,
            contact_email: settings.contact_email.clone(),
            time_zone: settings.time_zone.clone(),
            starts_on: settings.starts_on.into(),
            ends_on: settings.ends_on.into(),
            languages: settings.languages.iter().map(|lang| lang.code().to_owned()).collect(),
            registration_opens_at: settings.registration_opens_at.map(Into::into),
            registration_closes_at: settings.registration_closes_at.into(),
            decision: settings.decision.code().to_owned(),
            answer_within_days: i16::try_from(settings.answer_within_days).unwrap_or(i16::MAX),
            proof_required: settings.proof_required,
        })
    }
}

/// What only a new event gets.
pub(crate) struct NewEvent<'a> {
    pub(crate) types: &'a [RepresentationType],
    pub(crate) id: EventId,
    pub(crate) picture_seed: i32,
    pub(crate) sample: bool,
    pub(crate) created_at: Timestamp,
}

pub(crate) async fn event_insert(
    conn: &mut Conn,
    new: &NewEvent<'_>,
    settings: SettingsRow,
) -> Result<QueryResult<usize>, StoreError> {
    let own = (
        event::id.eq(new.id.0),
        event::picture_seed.eq(new.picture_seed),
        event::sample.eq(new.sample),
        event::created_at.eq(At(new.created_at)),
        event::types.eq(to_json(&new.types)?),
    );
    Ok(diesel::insert_into(event::table).values((own, settings)).execute(conn).await)
}

/// Writes the settings if nobody else has since `version`.
pub(crate) async fn event_update(
    conn: &mut Conn,
    id: EventId,
    version: i32,
    settings: SettingsRow,
) -> QueryResult<bool> {
    let target = event::table.filter(event::id.eq(id.0)).filter(event::version.eq(version));
    let changed =
        diesel::update(target).set((settings, event::version.eq(version + 1))).execute(conn).await?;
    Ok(changed == 1)
}

pub(crate) async fn event_get(mut conn: &Conn, id: EventId) -> Result<Event, StoreError> {
    let row: EventRow = event::table.find(id.0).select(EventRow::as_select()).first(&mut conn).await?;
    row.into_event()
}

/// Locks the event against other edits, not against registrations, whose foreign keys only need its id.
pub(crate) async fn event_get_locked(conn: &mut Conn, id: EventId) -> Result<Event, StoreError> {
    let query = event::table.find(id.0).select(EventRow::as_select()).for_no_key_update();
    let row: EventRow = query.first(conn).await?;
    row.into_event()
}

/// Counts an edit of the draft, and thereby locks the event.
pub(crate) async fn event_touch_draft(conn: &mut Conn, id: EventId) -> Result<(), StoreError> {
    let target = event::table.find(id.0);
    let changed =
        diesel::update(target).set(event::draft_version.eq(event::draft_version + 1)).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The version of the draft, and how serious each conflict in it is.
pub(crate) async fn event_draft_version(conn: &mut Conn, id: EventId) -> Result<(i32, Rules), StoreError> {
    let columns = (event::draft_version, event::conflict_levels);
    let (version, levels): (i32, Value) = event::table.find(id.0).select(columns).first(conn).await?;
    Ok((version, from_json("event", levels)?))
}

/// Writes how serious each conflict is. The caller has locked the event.
pub(crate) async fn event_set_rules(conn: &mut Conn, id: EventId, rules: &Rules) -> Result<(), StoreError> {
    let levels = event::conflict_levels.eq(to_json(rules)?);
    diesel::update(event::table.find(id.0)).set(levels).execute(conn).await?;
    Ok(())
}

/// The next number of a session, which is never given again.
pub(crate) async fn event_take_number(conn: &mut Conn, id: EventId) -> Result<i32, StoreError> {
    let next: i32 = diesel::update(event::table.find(id.0))
        .set(event::next_number.eq(event::next_number + 1))
        .returning(event::next_number)
        .get_result(conn)
        .await?;
    Ok(next - 1)
}

pub(crate) async fn event_set_release(conn: &mut Conn, id: EventId, number: i32) -> QueryResult<usize> {
    diesel::update(event::table.find(id.0)).set(event::current_release.eq(number)).execute(conn).await
}

/// Tells every node that public pages of the event have changed, when the transaction is committed.
pub(crate) async fn event_tell(conn: &mut Conn, id: EventId) -> QueryResult<usize> {
    diesel::sql_query("SELECT pg_notify('event_changed', $1)")
        .bind::<diesel::sql_types::Text, _>(id.to_string())
        .execute(conn)
        .await
}

/// Writes the representation types, and how long an offer holds, if nobody else has changed the event since.
pub(crate) async fn event_set_types(
    conn: &mut Conn,
    id: EventId,
    version: i32,
    (types, offer_hours): (&[RepresentationType], u16),
) -> Result<bool, StoreError> {
    let target = event::table.filter(event::id.eq(id.0)).filter(event::version.eq(version));
    let changed = diesel::update(target)
        .set((
            event::types.eq(to_json(&types)?),
            event::offer_hours.eq(i32::from(offer_hours)),
            event::version.eq(version + 1),
        ))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}
