//! Documents and numbered items of the sample, provisional as before a meeting.

use super::content::{Content, DocumentText};
use super::{Frame, broken};
use crate::act::Act;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::tables::documents::document_save;
use crate::tables::items::{item_save, items_decide};
use plenary_domain::agenda::{
    DocumentInput, DocumentSource, DocumentVersion, ItemInput, ItemsDecision, ItemsStatus, Symbol,
    Visibility, WebAddress,
};
use plenary_domain::ids::EventId;

pub(super) async fn save(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    content: &Content,
    frame: &mut Frame,
) -> Result<(), StoreError> {
    for (text, position) in content.documents.iter().zip(1..) {
        let id = act.ids.fresh();
        document_save(conn, event, id, &document(text, position)?, true).await?;
        frame.documents.push(id);
    }
    for (text, position) in content.items.iter().zip(1..) {
        let id = act.ids.fresh();
        let input = ItemInput {
            parent: text.below.and_then(|index| frame.items.get(index)).copied(),
            number: text.number.clone(),
            title: text.title.clone(),
            annotation: text.annotation.clone(),
            documents: text
                .documents
                .iter()
                .filter_map(|index| frame.documents.get(*index).copied())
                .collect(),
            sessions: Vec::new(),
        };
        item_save(conn, event, id, &input, Some(position)).await?;
        frame.items.push(id);
    }
    let decision = ItemsDecision { status: ItemsStatus::Provisional, ..ItemsDecision::default() };
    items_decide(conn, event, &decision).await
}

fn document(text: &DocumentText, position: i32) -> Result<DocumentInput, StoreError> {
    let version = |(lang, address): &(String, String)| {
        let link = WebAddress::parse(address).ok_or_else(|| broken("an address"))?;
        Ok::<_, StoreError>(DocumentVersion { lang: lang.clone(), source: DocumentSource::Link(link) })
    };
    Ok(DocumentInput {
        symbol: Some(Symbol::parse(&text.symbol).ok_or_else(|| broken("a symbol"))?),
        title: text.title.clone(),
        versions: text.versions.iter().map(version).collect::<Result<_, _>>()?,
        visibility: Visibility::Public,
        embargo_until: None,
        position,
    })
}
