//! The form of an event: the one that is asked, its history, and the one under which somebody answered.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{account, form};
use crate::store::Store;
use crate::tables::forms::{form_current, form_get, forms_all};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::EventId;
use plenary_domain::registration::{Form, Registration, Step};

/// A version in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    pub version: i32,
    pub saved_at: Timestamp,
    /// Name of the account; empty for the program itself.
    pub saved_by: String,
}

impl Store {
    /// The form that is asked now.
    pub async fn form(&self, event: EventId) -> Result<Form, StoreError> {
        self.read(|conn, _| form_current(conn, event).boxed()).await
    }

    /// Who saved which version when, the newest first.
    pub async fn form_versions(&self, event: EventId) -> Result<Vec<FormVersion>, StoreError> {
        self.read(|conn, _| versions(conn, event).boxed()).await
    }

    /// The form under which somebody answered, with what later or earlier versions know of answers that it does
    /// not: no answer is ever left without its question.
    pub async fn form_of(&self, registration: &Registration) -> Result<Form, StoreError> {
        self.read(|conn, _| given(conn, registration).boxed()).await
    }

    /// One form for all answers that were ever given: the present one, and what earlier versions asked besides.
    pub async fn form_of_all(&self, event: EventId) -> Result<Form, StoreError> {
        self.read(|conn, _| {
            async move {
                let mut form = form_current(conn, event).await?;
                for other in forms_all(conn, event).await? {
                    form.complete_from(&other);
                }
                Ok(form)
            }
            .boxed()
        })
        .await
    }
}

async fn given(conn: &mut Conn, registration: &Registration) -> Result<Form, StoreError> {
    let mut form = form_get(conn, registration.event, registration.form_version).await?;
    let known = |field: &String| form.question(field).is_some() || Step::of_field(field).is_some();
    if !form.reads(&registration.answers.own) || !registration.sealed.iter().all(known) {
        for other in forms_all(conn, registration.event).await? {
            form.complete_from(&other);
        }
    }
    Ok(form)
}

async fn versions(conn: &mut Conn, event: EventId) -> Result<Vec<FormVersion>, StoreError> {
    let rows: Vec<(i32, At, Option<String>)> = form::table
        .left_join(account::table.on(form::created_by.eq(account::id.nullable())))
        .filter(form::event_id.eq(event.0))
        .order(form::version.desc())
        .select((form::version, form::created_at, account::name.nullable()))
        .load(conn)
        .await?;
    let version = |(version, saved_at, by): (i32, At, Option<String>)| FormVersion {
        version,
        saved_at: saved_at.into(),
        saved_by: by.unwrap_or_default(),
    };
    Ok(rows.into_iter().map(version).collect())
}
