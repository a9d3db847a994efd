//! People who speak: what everybody may know, and what organisers need to reach them.

use crate::columns::{At, code, local_text, to_json};
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::schema::speaker;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{Gender, Speaker, SpeakerContact, SpeakerFacts, SpeakerInput};
use plenary_domain::ids::{EventId, SpeakerId};
use plenary_domain::lang::Lang;
use plenary_domain::text::EmailAddress;
use serde_json::Value;
use uuid::Uuid;

#[derive(Queryable, Selectable)]
#[diesel(table_name = speaker, check_for_backend(diesel::pg::Pg))]
pub(crate) struct SpeakerRow {
    id: Uuid,
    name: Value,
    position: Value,
    organisation: Value,
    about: Value,
    photo: Option<Uuid>,
    external_id: Option<String>,
    email: Option<String>,
    language: Option<String>,
    registration_id: Option<Uuid>,
    gender: Option<String>,
    secret: Option<String>,
    version: i32,
    invited_at: Option<At>,
}

/// Somebody, and what only organisers know of them.
pub(crate) type Known = (Speaker, (SpeakerId, SpeakerFacts));

impl SpeakerRow {
    pub(crate) fn known(self) -> Result<Known, StoreError> {
        let text = |value| local_text("speaker", value);
        let id = SpeakerId::from(self.id);
        let speaker = Speaker {
            id,
            name: text(self.name)?,
            position: text(self.position)?,
            organisation: text(self.organisation)?,
            about: text(self.about)?,
            photo: self.photo.map(Into::into),
            external_id: self.external_id,
        };
        let address = |raw: String| EmailAddress::parse(&raw).map_err(|_| corrupt("speaker", "email"));
        let contact = SpeakerContact {
            email: self.email.map(address).transpose()?,
            language: self.language.map(|lang| code("speaker", &lang, Lang::parse)).transpose()?,
            registration: self.registration_id.map(Into::into),
        };
        let gender = self.gender.map(|gender| code("speaker", &gender, Gender::parse)).transpose()?;
        let facts = SpeakerFacts {
            contact,
            gender,
            secret: self.secret,
            version: self.version,
            invited_at: self.invited_at.map(Into::into),
        };
        Ok((speaker, (id, facts)))
    }
}

pub(crate) async fn speakers_all(conn: &mut Conn, event: EventId) -> Result<Vec<Known>, StoreError> {
    let query = speaker::table.filter(speaker::event_id.eq(event.0)).order(speaker::id);
    let rows: Vec<SpeakerRow> = query.select(SpeakerRow::as_select()).load(conn).await?;
    rows.into_iter().map(SpeakerRow::known).collect()
}

pub(crate) async fn speaker_get(conn: &mut Conn, event: EventId, id: SpeakerId) -> Result<Known, StoreError> {
    let query = speaker::table.find((event.0, id.0)).select(SpeakerRow::as_select());
    let row: SpeakerRow = query.first(conn).await?;
    row.known()
}

/// Whose page a secret opens.
pub(crate) async fn speaker_by_secret(
    conn: &mut Conn,
    event: EventId,
    secret: &str,
) -> Result<Known, StoreError> {
    let query = speaker::table.filter(speaker::event_id.eq(event.0)).filter(speaker::secret.eq(secret));
    let row: SpeakerRow = query.select(SpeakerRow::as_select()).first(conn).await?;
    row.known()
}

/// Writes a speaker, new or not; false when another event has a speaker with this id.
pub(crate) async fn speaker_save(
    conn: &mut Conn,
    event: EventId,
    id: SpeakerId,
    input: &SpeakerInput,
    new: bool,
) -> Result<bool, StoreError> {
    let contact = &input.contact;
    let set = (
        speaker::name.eq(to_json(&input.name)?),
        speaker::position.eq(to_json(&input.position)?),
        speaker::organisation.eq(to_json(&input.organisation)?),
        speaker::about.eq(to_json(&input.about)?),
        speaker::external_id.eq(input.external_id.as_deref()),
        speaker::email.eq(contact.email.as_ref().map(EmailAddress::as_str)),
        speaker::email_key.eq(contact.email.as_ref().map(EmailAddress::key)),
        speaker::language.eq(contact.language.map(Lang::code)),
        speaker::registration_id.eq(contact.registration.map(Uuid::from)),
    );
    let changed = if new {
        let key = (speaker::event_id.eq(event.0), speaker::id.eq(id.0));
        diesel::insert_into(speaker::table).values((key, set)).execute(conn).await?
    } else {
        let counted = (set, speaker::version.eq(speaker::version + 1));
        diesel::update(speaker::table.find((event.0, id.0))).set(counted).execute(conn).await?
    };
    Ok(changed == 1)
}

/// What a removed speaker was called; a foreign key refuses while sessions refer to the person.
pub(crate) async fn speaker_delete(conn: &mut Conn, event: EventId, id: SpeakerId) -> QueryResult<Value> {
    diesel::delete(speaker::table.find((event.0, id.0))).returning(speaker::name).get_result(conn).await
}
