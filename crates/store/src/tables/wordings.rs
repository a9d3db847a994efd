//! What organisers have written for letters: versions that are never changed, of which the newest counts.

use crate::columns::{At, code};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::letter_wording;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::ids::{AccountId, EventId};
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::TypeCode;
use plenary_domain::wording::{Wording, WordingKey};
use uuid::Uuid;

pub(crate) type TextColumns = (String, String, String, String);

pub(crate) fn into_wording((subject, opening, body, closing): TextColumns) -> Wording {
    Wording { subject, opening, body, closing }
}

pub(crate) fn type_column(of: Option<&TypeCode>) -> &str {
    of.map_or("", TypeCode::as_str)
}

pub(crate) fn into_key(kind: &str, of: &str, language: &str) -> Result<WordingKey, StoreError> {
    let representation_type =
        if of.is_empty() { None } else { Some(code("letter_wording", of, TypeCode::parse)?) };
    Ok(WordingKey {
        kind: code("letter_wording", kind, LetterKind::parse)?,
        representation_type,
        language: code("letter_wording", language, Lang::parse)?,
    })
}

#[diesel::dsl::auto_type(no_type_alias)]
pub(crate) fn wordings_of<'a>(event: EventId, key: &'a WordingKey) -> _ {
    let event: Uuid = event.0;
    let kind: &'static str = key.kind.code();
    let of: &'a str = type_column(key.representation_type.as_ref());
    let language: &'static str = key.language.code();
    letter_wording::table
        .filter(letter_wording::event_id.eq(event))
        .filter(letter_wording::kind.eq(kind))
        .filter(letter_wording::representation_type.eq(of))
        .filter(letter_wording::language.eq(language))
}

/// The newest version and what it says; version 0 and nothing if none was ever saved.
pub(crate) async fn wording_newest(
    conn: &mut Conn,
    event: EventId,
    key: &WordingKey,
) -> QueryResult<(i32, Wording)> {
    let newest: Option<(i32, TextColumns)> = wordings_of(event, key)
        .order(letter_wording::version.desc())
        .select((
            letter_wording::version,
            (letter_wording::subject, letter_wording::opening, letter_wording::body, letter_wording::closing),
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(newest.map_or_else(Default::default, |(version, texts)| (version, into_wording(texts))))
}

/// What one version says.
pub(crate) async fn wording_get(
    conn: &mut Conn,
    event: EventId,
    key: &WordingKey,
    version: i32,
) -> QueryResult<Wording> {
    let texts: TextColumns = wordings_of(event, key)
        .filter(letter_wording::version.eq(version))
        .select((
            letter_wording::subject,
            letter_wording::opening,
            letter_wording::body,
            letter_wording::closing,
        ))
        .first(conn)
        .await?;
    Ok(into_wording(texts))
}

/// A version that is being saved.
pub(crate) struct NewWording<'a> {
    pub(crate) event: EventId,
    pub(crate) key: &'a WordingKey,
    pub(crate) version: i32,
    pub(crate) wording: &'a Wording,
    pub(crate) restored: Option<i32>,
    pub(crate) saved: (Timestamp, Option<AccountId>),
}

/// Writes the version; false when somebody else has just written it.
pub(crate) async fn wording_insert(conn: &mut Conn, new: &NewWording<'_>) -> QueryResult<bool> {
    let (at, by) = new.saved;
    let inserted = diesel::insert_into(letter_wording::table)
        .values((
            letter_wording::event_id.eq(new.event.0),
            letter_wording::kind.eq(new.key.kind.code()),
            letter_wording::representation_type.eq(type_column(new.key.representation_type.as_ref())),
            letter_wording::language.eq(new.key.language.code()),
            letter_wording::version.eq(new.version),
            letter_wording::subject.eq(&new.wording.subject),
            letter_wording::opening.eq(&new.wording.opening),
            letter_wording::body.eq(&new.wording.body),
            letter_wording::closing.eq(&new.wording.closing),
            letter_wording::restored.eq(new.restored),
            letter_wording::saved_at.eq(At(at)),
            letter_wording::saved_by.eq(by.map(Uuid::from)),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(inserted == 1)
}

/// What a letter of this kind says to somebody of this type: what is written for the type, part by part before what is
/// written for every type.
pub(crate) async fn wording_for(
    conn: &mut Conn,
    event: EventId,
    key: &WordingKey,
) -> Result<Wording, StoreError> {
    let rows: Vec<(String, TextColumns)> = letter_wording::table
        .filter(letter_wording::event_id.eq(event.0))
        .filter(letter_wording::kind.eq(key.kind.code()))
        .filter(letter_wording::language.eq(key.language.code()))
        .filter(
            letter_wording::representation_type.eq_any(["", type_column(key.representation_type.as_ref())]),
        )
        .distinct_on(letter_wording::representation_type)
        .order((letter_wording::representation_type.desc(), letter_wording::version.desc()))
        .select((
            letter_wording::representation_type,
            (letter_wording::subject, letter_wording::opening, letter_wording::body, letter_wording::closing),
        ))
        .load(conn)
        .await?;
    // The empty type sorts behind every other one.
    Ok(rows.into_iter().fold(Wording::default(), |found, (_, texts)| found.or(&into_wording(texts))))
}
