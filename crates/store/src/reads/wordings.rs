//! What organisers have written for letters: all of it, and one text with its history.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::registrations::sees_desk;
use crate::schema::{account, letter_wording};
use crate::store::Store;
use crate::tables::wordings::{TextColumns, into_key, into_wording, wording_for, wordings_of};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::EventId;
use plenary_domain::wording::{Wording, WordingKey};

/// The newest version of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingRow {
    pub key: WordingKey,
    pub version: i32,
    pub wording: Wording,
}

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingVersion {
    pub version: i32,
    pub wording: Wording,
    /// The older version whose texts these are.
    pub restored: Option<i32>,
    pub saved_at: Timestamp,
    /// Name of the account; empty for the program itself.
    pub saved_by: String,
}

/// More versions of one text are not shown.
const VERSIONS: i64 = 50;

impl Store {
    /// The newest version of everything that is written.
    pub async fn wordings(&self, actor: &Actor, event: EventId) -> Result<Vec<WordingRow>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| all(conn, event).boxed()).await
    }

    /// The newest versions of one text, the latest first.
    pub async fn wording_versions(
        &self,
        actor: &Actor,
        event: EventId,
        key: &WordingKey,
    ) -> Result<Vec<WordingVersion>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| versions(conn, event, key).boxed()).await
    }

    /// What a letter says to somebody of this type, as it is written now.
    pub async fn wording_for(&self, event: EventId, key: &WordingKey) -> Result<Wording, StoreError> {
        self.read(|conn, _| wording_for(conn, event, key).boxed()).await
    }
}

async fn all(conn: &mut Conn, event: EventId) -> Result<Vec<WordingRow>, StoreError> {
    let rows: Vec<(String, String, String, i32, TextColumns)> = letter_wording::table
        .filter(letter_wording::event_id.eq(event.0))
        .distinct_on((letter_wording::kind, letter_wording::representation_type, letter_wording::language))
        .order((
            letter_wording::kind,
            letter_wording::representation_type,
            letter_wording::language,
            letter_wording::version.desc(),
        ))
        .select((
            letter_wording::kind,
            letter_wording::representation_type,
            letter_wording::language,
            letter_wording::version,
            (letter_wording::subject, letter_wording::opening, letter_wording::body, letter_wording::closing),
        ))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(kind, of, language, version, texts)| {
            Ok(WordingRow { key: into_key(&kind, &of, &language)?, version, wording: into_wording(texts) })
        })
        .collect()
}

type VersionColumns = (i32, TextColumns, Option<i32>, At, Option<String>);

async fn versions(
    conn: &mut Conn,
    event: EventId,
    key: &WordingKey,
) -> Result<Vec<WordingVersion>, StoreError> {
    let rows: Vec<VersionColumns> = wordings_of(event, key)
        .left_join(account::table.on(letter_wording::saved_by.eq(account::id.nullable())))
        .order(letter_wording::version.desc())
        .limit(VERSIONS)
        .select((
            letter_wording::version,
            (letter_wording::subject, letter_wording::opening, letter_wording::body, letter_wording::closing),
            letter_wording::restored,
            letter_wording::saved_at,
            account::name.nullable(),
        ))
        .load(conn)
        .await?;
    let version = |(version, texts, restored, at, by): VersionColumns| WordingVersion {
        version,
        wording: into_wording(texts),
        restored,
        saved_at: at.into(),
        saved_by: by.unwrap_or_default(),
    };
    Ok(rows.into_iter().map(version).collect())
}
