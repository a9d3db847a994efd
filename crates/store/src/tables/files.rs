//! Rows of files: whose, what for, and with which key. The bytes of a file are an object.

use crate::columns::{At, code, unsigned};
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::schema::{draft, file, sealed_answer};
use crate::statement::Statement;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::file::{FileOwner, KeptFile, MediaType, Purpose};
use plenary_domain::ids::{EventId, FileId, RegistrationId};
use plenary_domain::registration::VisibilityClass;
use uuid::Uuid;

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = file, check_for_backend(diesel::pg::Pg))]
pub(crate) struct FileRow {
    event_id: Uuid,
    pub(crate) id: Uuid,
    registration_id: Option<Uuid>,
    draft_id: Option<Uuid>,
    speaker_id: Option<Uuid>,
    document_id: Option<Uuid>,
    purpose: String,
    media_type: String,
    class: String,
    bytes: i64,
    pub(crate) object: String,
    pub(crate) sha256: Vec<u8>,
    pub(crate) key_id: Option<String>,
    name: String,
    created_at: At,
}

impl FileRow {
    pub(crate) fn kept(self) -> Result<KeptFile, StoreError> {
        Ok(KeptFile {
            id: self.id.into(),
            event: self.event_id.into(),
            owner: owner_of([self.registration_id, self.draft_id, self.speaker_id, self.document_id])?,
            purpose: Purpose::parse(&self.purpose).ok_or_else(|| corrupt("file", "purpose"))?,
            media: code("file", &self.media_type, MediaType::parse)?,
            class: code("file", &self.class, VisibilityClass::parse)?,
            bytes: unsigned("file", self.bytes)?,
            name: self.name,
            created_at: self.created_at.into(),
        })
    }
}

fn owner_of(owner: [Option<Uuid>; 4]) -> Result<FileOwner, StoreError> {
    match owner {
        [Some(id), None, None, None] => Ok(FileOwner::Registration(id.into())),
        [None, Some(id), None, None] => Ok(FileOwner::Draft(id.into())),
        [None, None, Some(id), None] => Ok(FileOwner::Speaker(id.into())),
        [None, None, None, Some(id)] => Ok(FileOwner::Document(id.into())),
        _ => Err(corrupt("file", "no single owner")),
    }
}

/// The columns of an owner whose files are private: registration, draft.
pub(crate) fn owner_columns(owner: FileOwner) -> (Option<Uuid>, Option<Uuid>) {
    match owner {
        FileOwner::Registration(id) => (Some(id.0), None),
        FileOwner::Draft(id) => (None, Some(id.0)),
        FileOwner::Speaker(_) | FileOwner::Document(_) => (None, None),
    }
}

/// The columns of an owner whose files may be public: speaker, document.
fn public_columns(owner: FileOwner) -> (Option<Uuid>, Option<Uuid>) {
    match owner {
        FileOwner::Registration(_) | FileOwner::Draft(_) => (None, None),
        FileOwner::Speaker(id) => (Some(id.0), None),
        FileOwner::Document(id) => (None, Some(id.0)),
    }
}

/// A file whose object is there already.
pub(crate) struct NewFileRow<'a> {
    pub(crate) file: &'a KeptFile,
    pub(crate) object: &'a str,
    pub(crate) sha256: [u8; 32],
    pub(crate) key: Option<&'a str>,
    pub(crate) thumbnail: Option<&'a [u8]>,
}

pub(crate) async fn file_insert(conn: &mut Conn, new: &NewFileRow<'_>) -> Result<(), StoreError> {
    let file = new.file;
    let (registration, draft) = owner_columns(file.owner);
    let (speaker, document) = public_columns(file.owner);
    let bytes = i64::try_from(file.bytes).map_err(|_| corrupt("file", "too long"))?;
    diesel::insert_into(file::table)
        .values((
            (
                file::event_id.eq(file.event.0),
                file::id.eq(file.id.0),
                file::registration_id.eq(registration),
                file::draft_id.eq(draft),
                file::speaker_id.eq(speaker),
                file::document_id.eq(document),
                file::purpose.eq(file.purpose.as_str()),
                file::media_type.eq(file.media.code()),
                file::class.eq(file.class.code()),
            ),
            (
                file::bytes.eq(bytes),
                file::object.eq(new.object),
                file::sha256.eq(new.sha256.as_slice()),
                file::key_id.eq(new.key),
                file::thumbnail.eq(new.thumbnail),
                file::name.eq(&file.name),
                file::created_at.eq(At(file.created_at)),
            ),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn file_get(conn: &mut Conn, event: EventId, id: FileId) -> QueryResult<FileRow> {
    file::table
        .find((event.0, id.0))
        .filter(file::deleted_at.is_null())
        .select(FileRow::as_select())
        .first(conn)
        .await
}

/// Of a ticket, which names the file alone.
pub(crate) async fn file_find(conn: &mut Conn, id: FileId) -> QueryResult<FileRow> {
    file::table
        .filter(file::id.eq(id.0))
        .filter(file::deleted_at.is_null())
        .select(FileRow::as_select())
        .first(conn)
        .await
}

/// All that an owner has, in the order in which they came.
pub(crate) async fn files_of(
    conn: &mut Conn,
    event: EventId,
    owner: FileOwner,
) -> Result<Vec<KeptFile>, StoreError> {
    let (registration, draft) = owner_columns(owner);
    let (speaker, document) = public_columns(owner);
    let rows: Vec<FileRow> = file::table
        .filter(file::event_id.eq(event.0))
        .filter(file::registration_id.is_not_distinct_from(registration))
        .filter(file::draft_id.is_not_distinct_from(draft))
        .filter(file::speaker_id.is_not_distinct_from(speaker))
        .filter(file::document_id.is_not_distinct_from(document))
        .filter(file::deleted_at.is_null())
        .order((file::created_at, file::id))
        .select(FileRow::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(FileRow::kept).collect()
}

/// Forgets the file of this purpose, if there is one; the name of its object.
pub(crate) async fn file_delete(
    conn: &mut Conn,
    event: EventId,
    (owner, purpose): (FileOwner, &Purpose),
    now: Timestamp,
) -> QueryResult<Option<String>> {
    let (registration, draft) = owner_columns(owner);
    let (speaker, document) = public_columns(owner);
    let target = file::table
        .filter(file::event_id.eq(event.0))
        .filter(file::registration_id.is_not_distinct_from(registration))
        .filter(file::draft_id.is_not_distinct_from(draft))
        .filter(file::speaker_id.is_not_distinct_from(speaker))
        .filter(file::document_id.is_not_distinct_from(document))
        .filter(file::purpose.eq(purpose.as_str()))
        .filter(file::deleted_at.is_null());
    diesel::update(target)
        .set((file::deleted_at.eq(At(now)), file::thumbnail.eq(None::<Vec<u8>>), file::name.eq("")))
        .returning(file::object)
        .get_result(conn)
        .await
        .optional()
}

/// Forgets one file; the name of its object.
pub(crate) async fn file_forget(
    conn: &mut Conn,
    event: EventId,
    id: FileId,
    now: Timestamp,
) -> QueryResult<Option<String>> {
    diesel::update(file::table.find((event.0, id.0)).filter(file::deleted_at.is_null()))
        .set((file::deleted_at.eq(At(now)), file::thumbnail.eq(None::<Vec<u8>>), file::name.eq("")))
        .returning(file::object)
        .get_result(conn)
        .await
        .optional()
}

/// What belonged to a draft belongs to the registration that it became.
pub(crate) async fn files_take_over(
    conn: &Conn,
    event: EventId,
    draft: Uuid,
    registration: RegistrationId,
) -> QueryResult<()> {
    let mut conn = conn;
    let take_over = Statement {
        first: "UPDATE file SET draft_id = NULL, registration_id = ",
        rest: [(registration.0, " WHERE event_id = "), (event.0, " AND draft_id = "), (draft, "")],
    };
    take_over.execute(&mut conn).await.map(|_| ())
}

/// A file that waited for an organiser takes the place of the one that it was sent for.
pub(crate) async fn file_accept(
    conn: &mut Conn,
    event: EventId,
    (registration, purpose): (RegistrationId, &Purpose),
    now: Timestamp,
) -> QueryResult<()> {
    file_delete(conn, event, (FileOwner::Registration(registration), purpose), now).await?;
    let wanted = file::table
        .filter(file::event_id.eq(event.0))
        .filter(file::registration_id.eq(registration.0))
        .filter(file::purpose.eq(purpose.wanted().as_str().to_owned()))
        .filter(file::deleted_at.is_null());
    diesel::update(wanted).set(file::purpose.eq(purpose.as_str())).execute(conn).await.map(|_| ())
}

/// Forgets files that waited for an organiser and do not any more; their objects are found by their own sweep.
pub(crate) async fn files_unwanted(conn: &mut Conn, now: Timestamp) -> QueryResult<usize> {
    diesel::sql_query(
        "UPDATE file SET deleted_at = $1, thumbnail = NULL, name = ''
        WHERE purpose LIKE 'wanted-%' AND deleted_at IS NULL AND created_at < $1 - interval '10 minutes'
            AND NOT EXISTS (SELECT FROM change_request AS c WHERE c.event_id = file.event_id
                AND c.registration_id = file.registration_id AND c.state = 'pending')",
    )
    .bind::<Timestamptz, _>(At(now))
    .execute(conn)
    .await
}

/// What one registration has goes to another one of the same person: what that one lacks, and what was chosen by the
/// key of its question. Files that it replaces are forgotten; all else stays where it is.
pub(crate) async fn files_merge(
    conn: &mut Conn,
    event: EventId,
    (keep, drop): (RegistrationId, RegistrationId),
    chosen: &[String],
    now: Timestamp,
) -> QueryResult<()> {
    for statement in [
        "UPDATE file AS old SET deleted_at = $5, thumbnail = NULL, name = ''
        FROM file AS new WHERE old.event_id = $1 AND old.registration_id = $2 AND old.deleted_at IS NULL
            AND old.purpose = ANY($4) AND new.event_id = $1 AND new.registration_id = $3
            AND new.purpose = old.purpose AND new.deleted_at IS NULL",
        "UPDATE file AS new SET registration_id = $2
        WHERE new.event_id = $1 AND new.registration_id = $3 AND new.deleted_at IS NULL AND $5 IS NOT NULL
            AND ($4 IS NULL OR NOT EXISTS (SELECT FROM file AS old WHERE old.event_id = $1
                AND old.registration_id = $2 AND old.purpose = new.purpose AND old.deleted_at IS NULL))",
    ] {
        diesel::sql_query(statement)
            .bind::<SqlUuid, _>(event.0)
            .bind::<SqlUuid, _>(keep.0)
            .bind::<SqlUuid, _>(drop.0)
            .bind::<Array<Text>, _>(chosen)
            .bind::<Timestamptz, _>(At(now))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Forgets what belonged to drafts that have expired; the objects are found by their own sweep.
pub(crate) async fn files_sweep(conn: &mut Conn, now: Timestamp) -> QueryResult<()> {
    let expired = || draft::table.filter(draft::expires_at.le(At(now))).select(draft::id.nullable());
    diesel::delete(file::table.filter(file::draft_id.eq_any(expired()))).execute(conn).await?;
    let answers = sealed_answer::table.filter(sealed_answer::draft_id.eq_any(expired()));
    diesel::delete(answers).execute(conn).await?;
    Ok(())
}

/// Which of these names of objects no file has.
pub(crate) async fn objects_without_row(conn: &mut Conn, names: &[String]) -> QueryResult<Vec<String>> {
    let known: Vec<String> = file::table
        .filter(file::object.eq_any(names))
        .filter(file::deleted_at.is_null())
        .select(file::object)
        .load(conn)
        .await?;
    Ok(names.iter().filter(|name| !known.contains(name)).cloned().collect())
}
