//! Making the file: batches of registrations become rows, and rows become bytes, at no time more than a few batches.

use super::columns::{Column, Words};
use super::jobs::Job;
use crate::error::WebError;
use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use plenary_domain::actor::Actor;
use plenary_domain::agenda::Agenda;
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;
use plenary_exports::csv::{self, Separator};
use plenary_exports::table::Cell;
use plenary_exports::xlsx::{Heading, Sheet, SheetFailed};
use plenary_pages::T;
use plenary_store::{EXPORT_BATCH, RegistrationFilter, Store};
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Bytes that are read of a finished file at once.
const CHUNK: usize = 128 * 1024;

/// Everything that a table is made of.
pub(super) struct Table {
    pub(super) store: Store,
    pub(super) actor: Actor,
    pub(super) event: Event,
    pub(super) agenda: Agenda,
    pub(super) filter: RegistrationFilter,
    pub(super) columns: Vec<Column>,
    pub(super) t: T,
}

impl Table {
    fn headings(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.heading(self.t)).collect()
    }

    /// The rows behind `last`; the last one of them, if there are more to come.
    async fn rows(
        &self,
        last: Option<RegistrationId>,
    ) -> Result<(Vec<Vec<Cell>>, Option<RegistrationId>), WebError> {
        let open = self.columns.iter().any(Column::is_protected);
        let batch = self.store.export_batch(&self.actor, self.event.id, &self.filter, (last, open)).await?;
        let words = Words { t: self.t, event: &self.event, agenda: &self.agenda };
        let row = |of| self.columns.iter().map(|column| column.cell(words, of)).collect();
        let more = batch.last().filter(|_| batch.len() == EXPORT_BATCH).map(|registration| registration.id);
        Ok((batch.iter().map(row).collect(), more))
    }
}

enum Next {
    Head,
    Behind(Option<RegistrationId>),
    End,
}

/// A text table as it is read: what the browser has not taken yet is not read from the database.
pub(super) fn csv_stream(
    table: Table,
    separator: Separator,
) -> impl Stream<Item = Result<Bytes, WebError>> + 'static {
    unfold((table, Next::Head), move |(table, next)| async move {
        match next {
            Next::End => None,
            Next::Head => {
                let head = Bytes::from(csv::head(separator, &table.headings()));
                Some((Ok(head), (table, Next::Behind(None))))
            }
            Next::Behind(last) => Some(match table.rows(last).await {
                Ok((rows, more)) => {
                    let next = more.map_or(Next::End, |id| Next::Behind(Some(id)));
                    (Ok(Bytes::from(csv::rows(separator, &rows))), (table, next))
                }
                Err(error) => (Err(error), (table, Next::End)),
            }),
        }
    })
}

/// Writes a workbook into a temporary file without a name; tells the job how far it is.
pub(super) async fn xlsx(table: &Table, job: &Job) -> Result<(File, u64), WebError> {
    let headings = table.columns.iter().zip(table.headings());
    let headings: Vec<Heading> =
        headings.map(|(column, text)| Heading { text, width: column.width() }).collect();
    let name = table.event.slug.to_string();
    let (tell, told) = mpsc::channel(2);
    let written = tokio::task::spawn_blocking(move || write(&name, &headings, told));
    let mut last = None;
    loop {
        let (rows, more) = table.rows(last).await?;
        let count = rows.len();
        if tell.send(rows).await.is_err() {
            // The writer has given up, and says why below.
            break;
        }
        job.went_on(count);
        last = more;
        if last.is_none() {
            break;
        }
    }
    drop(tell);
    written.await.map_err(WebError::internal)?.map_err(WebError::internal)
}

fn write(
    name: &str,
    headings: &[Heading],
    mut told: mpsc::Receiver<Vec<Vec<Cell>>>,
) -> Result<(File, u64), WriteFailed> {
    let mut sheet = Sheet::new(name, headings)?;
    while let Some(rows) = told.blocking_recv() {
        sheet.rows(&rows)?;
    }
    let mut file = tempfile::tempfile()?;
    sheet.finish(&file)?;
    let bytes = file.seek(SeekFrom::End(0))?;
    Ok((file, bytes))
}

#[derive(Debug, thiserror::Error)]
enum WriteFailed {
    #[error(transparent)]
    Sheet(#[from] SheetFailed),
    #[error("temporary file: {0}")]
    File(#[from] std::io::Error),
}

/// A finished file, piece by piece.
pub(super) fn file_stream(
    file: Arc<File>,
    bytes: u64,
) -> impl Stream<Item = Result<Bytes, WebError>> + 'static {
    unfold(0_u64, move |at| {
        let file = Arc::clone(&file);
        async move {
            if at >= bytes {
                return None;
            }
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = vec![0; CHUNK];
                let count = file.read_at(&mut piece, at)?;
                piece.truncate(count);
                Ok::<_, std::io::Error>(piece)
            });
            Some(match read.await {
                Ok(Ok(piece)) if !piece.is_empty() => {
                    let next = at.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
                    (Ok(Bytes::from(piece)), next)
                }
                _ => (Err(WebError::internal("a finished export can't be read")), bytes),
            })
        }
    })
}
