//! Chosen sessions, for their page and for the calendar that follows them.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::store::Store;
use crate::tables::my_agenda::{MyAgendaData, my_agenda_by_token, my_agenda_get};
use crate::tables::registrations::registration_get;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, MyAgendaId, RegistrationId, SessionId};
use plenary_domain::registration::Seat;

/// What somebody has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyAgenda {
    pub id: MyAgendaId,
    /// Numbers of the sessions with a star.
    pub stars: Vec<i32>,
    /// In the address of the calendar, if there is one.
    pub token: Option<String>,
    pub registration: Option<RegistrationId>,
    /// Seats of the registration while it is in the running.
    pub seats: Vec<(SessionId, Seat)>,
}

impl Store {
    /// # Errors
    /// [`StoreError::NotFound`] for one of another event, and for one that is gone.
    pub async fn my_agenda(&self, event: EventId, id: MyAgendaId) -> Result<MyAgenda, StoreError> {
        self.read(|conn, _| {
            async move {
                let row = my_agenda_get(conn, event, id).await?;
                with_seats(conn, event, row).await
            }
            .boxed()
        })
        .await
    }

    /// The agenda behind the address of a calendar.
    pub async fn my_agenda_by_token(&self, event: EventId, token: &str) -> Result<MyAgenda, StoreError> {
        self.read(|conn, _| {
            async move {
                let row = my_agenda_by_token(conn, event, token).await?;
                with_seats(conn, event, row).await
            }
            .boxed()
        })
        .await
    }
}

async fn with_seats(conn: &mut Conn, event: EventId, row: MyAgendaData) -> Result<MyAgenda, StoreError> {
    let registration = row.registration_id.map(RegistrationId);
    let seats = match registration {
        Some(id) => {
            let found = registration_get(conn, event, id).await?;
            if found.status.is_active() { found.seats } else { Vec::new() }
        }
        None => Vec::new(),
    };
    Ok(MyAgenda { id: row.id.into(), stars: row.stars, token: row.token, registration, seats })
}
