//! What the editor offers to take back.

use crate::columns::local_text;
use crate::error::StoreError;
use crate::store::Store;
use crate::tables::agenda_edits::edit_last;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::LocalText;
use plenary_domain::ids::{AccountId, EventId};

/// The last edit of the timetable that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastEdit {
    pub number: i64,
    /// `move`, `take_out`, `put_in`, `swap`, `copy` or `split`.
    pub kind: String,
    /// Of the session.
    pub title: LocalText,
    pub account: Option<AccountId>,
    /// The name of whoever did it.
    pub author: String,
    pub done_at: Timestamp,
}

impl Store {
    pub async fn last_edit(&self, event: EventId) -> Result<Option<LastEdit>, StoreError> {
        self.read(|conn, _| {
            async move {
                let Some(row) = edit_last(conn, event).await? else { return Ok(None) };
                Ok(Some(LastEdit {
                    number: row.number,
                    kind: row.kind,
                    title: local_text("agenda_edit", row.title)?,
                    account: row.account_id.map(Into::into),
                    author: row.author,
                    done_at: row.done_at.into(),
                }))
            }
            .boxed()
        })
        .await
    }
}
