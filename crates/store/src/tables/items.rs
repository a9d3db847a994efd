//! Items of the agenda with their documents, and what was decided about all of them.

use crate::columns::{Day, code, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{agenda_item, agenda_setting, item_document};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{AgendaItem, ItemInput, ItemList, ItemsDecision, ItemsStatus};
use plenary_domain::ids::{DocumentId, EventId, ItemId};
use serde_json::Value;
use uuid::Uuid;

/// All of them, in two queries.
pub(crate) async fn items_load(conn: &mut Conn, event: EventId) -> Result<ItemList, StoreError> {
    let decided: Option<(String, Option<Day>, Value, Option<Uuid>)> = agenda_setting::table
        .find(event.0)
        .select((
            agenda_setting::items_status,
            agenda_setting::items_on,
            agenda_setting::items_decision,
            agenda_setting::items_session,
        ))
        .first(conn)
        .await
        .optional()?;
    let items = items_all(conn, event).await?;
    let Some((status, on, decision, session)) = decided else {
        return Ok(ItemList { items, ..ItemList::default() });
    };
    Ok(ItemList {
        status: code("agenda_setting", &status, ItemsStatus::parse)?,
        on: on.map(Into::into),
        decision: local_text("agenda_setting", decision)?,
        session: session.map(Into::into),
        items,
    })
}

#[derive(QueryableByName)]
struct ItemRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    parent_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    number: String,
    #[diesel(sql_type = Jsonb)]
    title: Value,
    #[diesel(sql_type = Jsonb)]
    annotation: Value,
    #[diesel(sql_type = Integer)]
    position: i32,
    #[diesel(sql_type = Array<SqlUuid>)]
    documents: Vec<Uuid>,
}

async fn items_all(conn: &mut Conn, event: EventId) -> Result<Vec<AgendaItem>, StoreError> {
    let rows: Vec<ItemRow> = diesel::sql_query(
        "SELECT id, parent_id, number, title, annotation, position, ARRAY(SELECT document_id FROM item_document AS d
            WHERE d.event_id = item.event_id AND d.item_id = item.id ORDER BY d.position) AS documents
        FROM agenda_item AS item WHERE event_id = $1 ORDER BY position, id",
    )
    .bind::<SqlUuid, _>(event.0)
    .load(conn)
    .await?;
    let item = |row: ItemRow| {
        Ok(AgendaItem {
            id: row.id.into(),
            parent: row.parent_id.map(Into::into),
            number: row.number,
            title: local_text("agenda_item", row.title)?,
            annotation: local_text("agenda_item", row.annotation)?,
            documents: row.documents.into_iter().map(DocumentId::from).collect(),
            position: row.position,
        })
    };
    rows.into_iter().map(item).collect()
}

/// Writes an item, new or not, and its documents; false when another event has an item with this id.
pub(crate) async fn item_save(
    conn: &mut Conn,
    event: EventId,
    id: ItemId,
    input: &ItemInput,
    new: Option<i32>,
) -> Result<bool, StoreError> {
    let set = (
        agenda_item::parent_id.eq(input.parent.map(Uuid::from)),
        agenda_item::number.eq(&input.number),
        agenda_item::title.eq(to_json(&input.title)?),
        agenda_item::annotation.eq(to_json(&input.annotation)?),
    );
    let changed = if let Some(position) = new {
        let key =
            (agenda_item::event_id.eq(event.0), agenda_item::id.eq(id.0), agenda_item::position.eq(position));
        diesel::insert_into(agenda_item::table).values((key, set)).execute(conn).await?
    } else {
        diesel::update(agenda_item::table.find((event.0, id.0))).set(set).execute(conn).await?
    };
    let old = item_document::table.filter(item_document::event_id.eq(event.0));
    diesel::delete(old.filter(item_document::item_id.eq(id.0))).execute(conn).await?;
    let rows = input.documents.iter().zip(0_i32..).map(|(document, position)| {
        (
            item_document::event_id.eq(event.0),
            item_document::item_id.eq(id.0),
            item_document::document_id.eq(document.0),
            item_document::position.eq(position),
        )
    });
    diesel::insert_into(item_document::table)
        .values(rows.collect::<Vec<_>>())
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// What a removed item was called; a foreign key refuses while items stand below it.
pub(crate) async fn item_delete(conn: &mut Conn, event: EventId, id: ItemId) -> QueryResult<Value> {
    let gone = diesel::delete(agenda_item::table.find((event.0, id.0)));
    gone.returning(agenda_item::title).get_result(conn).await
}

/// Puts items into this order.
pub(crate) async fn items_order(conn: &mut Conn, event: EventId, order: &[ItemId]) -> QueryResult<usize> {
    let ids: Vec<Uuid> = order.iter().map(|id| id.0).collect();
    let positions: Vec<i32> = (1..).take(ids.len()).collect();
    diesel::sql_query(
        "UPDATE agenda_item AS item SET position = new.position
        FROM unnest($2, $3) AS new (id, position) WHERE item.event_id = $1 AND item.id = new.id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Integer>, _>(positions)
    .execute(conn)
    .await
}

/// Gives items these numbers, all at once.
pub(crate) async fn items_renumber(
    conn: &mut Conn,
    event: EventId,
    numbers: &[(ItemId, String)],
) -> QueryResult<usize> {
    let (ids, numbers): (Vec<Uuid>, Vec<&str>) =
        numbers.iter().map(|(id, number)| (id.0, number.as_str())).unzip();
    diesel::sql_query(
        "UPDATE agenda_item AS item SET number = new.number
        FROM unnest($2, $3) AS new (id, number) WHERE item.event_id = $1 AND item.id = new.id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(numbers)
    .execute(conn)
    .await
}

/// Writes what was decided about all items together.
pub(crate) async fn items_decide(
    conn: &mut Conn,
    event: EventId,
    decision: &ItemsDecision,
) -> Result<(), StoreError> {
    let set = (
        agenda_setting::items_status.eq(decision.status.code()),
        agenda_setting::items_on.eq(decision.on.map(Day)),
        agenda_setting::items_decision.eq(to_json(&decision.decision)?),
        agenda_setting::items_session.eq(decision.session.map(Uuid::from)),
    );
    diesel::insert_into(agenda_setting::table)
        .values((agenda_setting::event_id.eq(event.0), set.clone()))
        .on_conflict(agenda_setting::event_id)
        .do_update()
        .set(set)
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes a document belong to these items and to no others.
pub(crate) async fn document_items(
    conn: &mut Conn,
    event: EventId,
    document: DocumentId,
    items: &[ItemId],
) -> QueryResult<usize> {
    let ids: Vec<Uuid> = items.iter().map(|id| id.0).collect();
    diesel::sql_query(
        "WITH gone AS (DELETE FROM item_document WHERE event_id = $1 AND document_id = $2 AND item_id <> ALL ($3))
        INSERT INTO item_document (event_id, item_id, document_id, position)
        SELECT $1, id, $2, 1000 FROM unnest($3) AS id ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(document.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .execute(conn)
    .await
}
