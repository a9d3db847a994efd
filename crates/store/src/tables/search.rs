//! By what the desk finds a registration: keys of its names and addresses in one column, and questions to it.
//!
//! Keys are made by the domain, so that every script and spelling meets; PostgreSQL only compares them. Rows that
//! were written before there were keys, or by hand, have none: they get them when the program starts.

use crate::columns::{Keys, Label, Tsvector};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::registration;
use crate::store::alone_in_transaction;
use crate::tables::duplicates::duplicates_note;
use crate::tables::registrations::RegistrationData;
use diesel::prelude::*;
use diesel::sql_types::{Array, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::names::search_terms;
use plenary_domain::registration::Answers;

/// Rows that get their keys in one transaction.
const BATCH: i64 = 500;

/// Questions of the form whose answers are names, each with a label of its own: an answer whose time is over takes its
/// keys with it.
const NAMES: [(&str, Label); 2] = [("name_native", Label::B), ("other_names", Label::C)];

pub(crate) fn registration_keys(answers: &Answers, reference: &str) -> Keys {
    let mut keys = Keys::default();
    for text in [
        &answers.full_name(),
        &answers.badge_name,
        &answers.organisation,
        &answers.position,
        answers.email.as_str(),
        reference,
    ] {
        keys.add(Label::A, text);
    }
    for (question, label) in NAMES {
        for name in answers.own.get(question).into_iter().flatten() {
            keys.add(label, name);
        }
    }
    keys
}

/// The labels of the keys that stay when the answers to these questions are forgotten.
pub(crate) fn labels_without(forgotten: &[String]) -> Vec<String> {
    let stays = NAMES.into_iter().filter(|(question, _)| !forgotten.iter().any(|key| key == question));
    std::iter::once(Label::A)
        .chain(stays.map(|(_, label)| label))
        .map(|label| label.letter().to_owned())
        .collect()
}

/// A `tsquery` for what somebody typed: each word has to be there, by its beginning, in one of its spellings.
/// Nothing when there is no word in it.
pub(crate) fn question(typed: &str) -> Option<String> {
    let terms = search_terms(typed);
    let terms: Vec<String> = terms.iter().map(|keys| any_of(keys, ":*")).collect();
    if terms.is_empty() { None } else { Some(terms.join(" & ")) }
}

/// One of the keys, as a part of a `tsquery`.
pub(crate) fn any_of(keys: &[String], ending: &str) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("{}{ending}", quoted(key))).collect();
    format!("({})", keys.join(" | "))
}

fn quoted(key: &str) -> String {
    format!("'{}'", key.replace('\\', "\\\\").replace('\'', "''"))
}

/// Gives keys to all rows that have none, batch by batch; how many there were.
pub(crate) async fn search_fill(conn: &mut Conn) -> Result<usize, StoreError> {
    let mut filled = 0;
    loop {
        let batch = alone_in_transaction(conn, |conn, _| fill_batch(conn).boxed()).await?;
        if batch == 0 {
            return Ok(filled);
        }
        filled += batch;
    }
}

async fn fill_batch(conn: &mut Conn) -> Result<usize, StoreError> {
    let rows: Vec<RegistrationData> = registration::table
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("registration.search = ''"))
        .order((registration::event_id, registration::id))
        .limit(BATCH)
        .select(RegistrationData::as_select())
        .for_no_key_update()
        .load(conn)
        .await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in &rows {
        keys.push(registration_keys(&row.clear_answers()?, &row.reference));
    }
    diesel::sql_query(
        "UPDATE registration AS r SET search = made.search
        FROM unnest($1::uuid[], $2::uuid[], $3::tsvector[]) AS made (event_id, id, search)
        WHERE r.event_id = made.event_id AND r.id = made.id",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.event_id).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.id).collect::<Vec<_>>())
    .bind::<Array<Tsvector>, _>(keys)
    .execute(conn)
    .await?;
    for row in &rows {
        duplicates_note(conn, row.event_id.into(), row.id(), &row.clear_answers()?).await?;
    }
    Ok(rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_only_text_to_the_database() {
        assert_eq!(question("  '%_\\ "), None);
        assert_eq!(question("Lee"), Some("('le':* | 'lee':*)".into()));
        assert_eq!(question("a1':*|b\\c"), Some("('a1:*|b\\\\c':*)".into()));
        assert_eq!(quoted("a'b"), "'a''b'");
    }
}
