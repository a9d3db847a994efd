//! Documents: each once, in all its languages, whatever sessions and items it belongs to.

use crate::columns::{At, code, from_json, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::document;
use crate::tables::agenda::symbol;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{Document, DocumentInput, Symbol, Visibility};
use plenary_domain::ids::{DocumentId, EventId};
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
