//! A registration that was begun, by the secret in its address.

use crate::error::StoreError;
use crate::schema::registration;
use crate::store::Store;
use crate::tables::drafts::{draft_answers, draft_get};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{DraftId, EventId};
use plenary_domain::registration::RawAnswers;

/// A registration that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    pub answers: RawAnswers,
    /// Secret of the registration that it became.
    pub registration_secret: Option<String>,
    pub expires_at: Timestamp,
}

impl Store {
    /// # Errors
    /// [`StoreError::NotFound`] when there is none or it has expired.
    pub async fn draft(&self, event: EventId, secret: &str, now: Timestamp) -> Result<Draft, StoreError> {
        let keys = self.sealer();
        self.read(|conn, _| {
            async move {
                let row = draft_get(conn, event, secret, now).await?;
                let mut registration_secret = None;
                if let Some(id) = row.registration_id {
                    let query = registration::table.find((event.0, id)).select(registration::secret);
                    registration_secret = Some(query.first::<String>(conn).await?);
                }
                let answers = draft_answers(conn, keys, event, &row).await?;
                Ok(Draft {
                    id: row.id.into(),
                    answers,
                    registration_secret,
                    expires_at: row.expires_at.into(),
                })
            }
            .boxed()
        })
        .await
    }
}
