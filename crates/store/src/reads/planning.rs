//! What is known about a draft besides what is in it: who has signed up, and what speakers have told.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::agenda::{DraftAgenda, signed_up};
use crate::store::Store;
use crate::tables::agenda::draft_load;
use futures_util::FutureExt;
use plenary_domain::agenda::Known;
use plenary_domain::ids::EventId;

impl Store {
    /// The draft with everything that its conflicts depend on.
    pub async fn planning(&self, event: EventId) -> Result<(DraftAgenda, Known), StoreError> {
        self.read(|conn, _| {
            async move {
                let draft = draft_load(conn, event).await?;
                let known = known_load(conn, event, &draft).await?;
                Ok((draft, known))
            }
            .boxed()
        })
        .await
    }
}

pub(crate) async fn known_load(
    conn: &mut Conn,
    event: EventId,
    draft: &DraftAgenda,
) -> Result<Known, StoreError> {
    let (rules, signed_up) = (draft.rules.clone(), signed_up(conn, event).await?);
    Ok(Known { rules, signed_up, ..Known::default() }.about(&draft.people))
}
