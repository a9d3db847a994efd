//! Documents: each once, in all its languages, whatever sessions and items it belongs to.

use crate::columns::{At, code, from_json, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::document;
use crate::tables::agenda::symbol;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{Document, DocumentInput, DocumentSource, DocumentVersion, Symbol, Visibility};
use plenary_domain::file::KeptFile;
use plenary_domain::ids::{DocumentId, EventId};
use plenary_domain::lang::Lang;
use serde_json::Value;
use uuid::Uuid;

#[derive(Queryable, Selectable)]
#[diesel(table_name = document, check_for_backend(diesel::pg::Pg))]
struct DocumentRow {
    id: Uuid,
    symbol: Option<String>,
    title: Value,
    versions: Value,
    visibility: String,
    embargo_until: Option<At>,
    position: i32,
}

pub(crate) async fn documents_all(conn: &mut Conn, event: EventId) -> Result<Vec<Document>, StoreError> {
    let query = document::table.filter(document::event_id.eq(event.0));
    let query = query.order((document::position, document::id)).select(DocumentRow::as_select());
    let rows: Vec<DocumentRow> = query.load(conn).await?;
    let document = |row: DocumentRow| {
        Ok(Document {
            id: row.id.into(),
            symbol: symbol("document", row.symbol)?,
            title: local_text("document", row.title)?,
            versions: from_json("document", row.versions)?,
            visibility: code("document", &row.visibility, Visibility::parse)?,
            embargo_until: row.embargo_until.map(Into::into),
            position: row.position,
        })
    };
    rows.into_iter().map(document).collect()
}

/// Writes a document, new or not; false when another event has a document with this id.
pub(crate) async fn document_save(
    conn: &mut Conn,
    event: EventId,
    id: DocumentId,
    input: &DocumentInput,
    new: bool,
) -> Result<bool, StoreError> {
    let set = (
        document::symbol.eq(input.symbol.as_ref().map(Symbol::as_str)),
        document::title.eq(to_json(&input.title)?),
        document::versions.eq(to_json(&input.versions)?),
        document::visibility.eq(input.visibility.code()),
        document::embargo_until.eq(input.embargo_until.map(At)),
        document::position.eq(input.position),
    );
    let changed = if new {
        let key = (document::event_id.eq(event.0), document::id.eq(id.0));
        diesel::insert_into(document::table).values((key, set)).execute(conn).await?
    } else {
        diesel::update(document::table.find((event.0, id.0))).set(set).execute(conn).await?
    };
    Ok(changed == 1)
}

/// What a removed document was called; it leaves the sessions and items that it belonged to.
pub(crate) async fn document_delete(conn: &mut Conn, event: EventId, id: DocumentId) -> QueryResult<Value> {
    diesel::delete(document::table.find((event.0, id.0))).returning(document::title).get_result(conn).await
}

/// What a document is called, for the audit trail.
pub(crate) async fn document_title(
    conn: &mut Conn,
    event: EventId,
    id: DocumentId,
) -> Result<String, StoreError> {
    let title = document::table.find((event.0, id.0)).select(document::title).first(conn).await?;
    Ok(local_text("document", title)?.get(Lang::En).to_owned())
}

/// Makes a file the version of its language, whose code is what it is for. The event's row is locked.
pub(crate) async fn document_take_file(
    conn: &mut Conn,
    id: DocumentId,
    file: &KeptFile,
) -> Result<(), StoreError> {
    let target = document::table.find((file.event.0, id.0));
    let versions = target.select(document::versions).first(conn).await?;
    let mut versions: Vec<DocumentVersion> = from_json("document", versions)?;
    let lang = file.purpose.as_str().to_owned();
    let source = DocumentSource::File { id: file.id, name: file.name.clone(), bytes: file.bytes };
    match versions.iter_mut().find(|version| version.lang == lang) {
        Some(version) => version.source = source,
        None => versions.push(DocumentVersion { lang, source }),
    }
    diesel::update(target).set(document::versions.eq(to_json(&versions)?)).execute(conn).await?;
    Ok(())
}
