//! What a list shows: filters and orders as parts of queries, and the arithmetic of pages.

use crate::reads::attention::{any_of, few, rank};
use crate::reads::registrations::{RegistrationFilter, Sort};
use crate::schema::{place, registration, registration_tag, seat_wish};
use crate::tables::search::question;
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text, Uuid as SqlUuid};
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{Attention, StateCode};

/// Rows on one page.
pub(crate) const PAGE: i64 = 25;

/// A query for registrations that is still being put together.
pub(crate) type Query<'a> = registration::BoxedQuery<'a, Pg>;

/// At least one, also of nothing.
pub(crate) fn pages(total: i64) -> i64 {
    (total.max(1) - 1) / PAGE + 1
}

/// A pattern that finds the text anywhere; the wildcards in it are only text.
pub(crate) fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.trim().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

pub(crate) fn filtered<'a>(event: EventId, filter: &RegistrationFilter) -> Query<'a> {
    let mut query = registration::table.filter(registration::event_id.eq(event.0)).into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(registration::status.eq(status.code()));
    }
    if let Some(kind) = &filter.representation_type {
        query = query.filter(registration::representation_type.eq(kind.as_str().to_owned()));
    }
    if let Some(state) = filter.state {
        query = query.filter(registration::state.eq(StateCode::as_str(state)));
    }
    if let Some(session) = filter.session {
        let seats = place::table
            .filter(place::event_id.eq(event.0))
            .filter(place::session_id.eq(session.0))
            .filter(place::registration_id.is_not_null())
            .select(place::registration_id.assume_not_null());
        let wishes = seat_wish::table
            .filter(seat_wish::event_id.eq(event.0))
            .filter(seat_wish::session_id.eq(session.0))
            .select(seat_wish::registration_id);
        query = query.filter(registration::id.eq_any(seats).or(registration::id.eq_any(wishes)));
    }
    if !filter.query.trim().is_empty() {
        query = match question(&filter.query) {
            // The planner takes a search by the beginning of a word for half a percent of all rows, and reads the list
            // in its order until it has a page of them: most of the list, for a name that few have. Asked twice, it
            // expects next to none of what it does not know, and as many as before of what is in every row.
            Some(words) => {
                let found =
                    || sql::<Bool>("registration.search @@ ").bind::<Text, _>(words.clone()).sql("::tsquery");
                query.filter(found()).filter(found())
            }
            None => query.filter(sql::<Bool>("false")),
        };
    }
    beside(query, event, filter)
}

/// Narrows the list by what organisers keep beside the registrations.
fn beside<'a>(mut query: Query<'a>, event: EventId, filter: &RegistrationFilter) -> Query<'a> {
    if let Some(tag) = &filter.tag {
        let tagged = registration_tag::table
            .filter(registration_tag::event_id.eq(event.0))
            .filter(registration_tag::tag.eq(tag.as_str().to_owned()))
            .select(registration_tag::registration_id);
        query = query.filter(registration::id.eq_any(tagged));
    }
    if !filter.attention.is_empty() {
        query = query.filter(sql::<Bool>(&any_of(&filter.attention, event, filter.now)));
        if !filter.attention.contains(&Attention::Decide) {
            query = query.filter(sql::<Bool>(&few(event, filter.now)));
        }
    }
    query
}

/// Names in the order of the alphabet, whatever the locale of the database (ICU's root collation).
/// In every order the id comes last, so that pages neither repeat nor miss a row.
pub(crate) fn ordered<'a>(query: Query<'a>, event: EventId, filter: &RegistrationFilter) -> Query<'a> {
    match filter.sort {
        Sort::Attention => query.order((
            sql::<Integer>(&rank(event, filter.now)),
            registration::submitted_at.asc(),
            registration::id.asc(),
        )),
        Sort::SubmittedAsc => query.order((registration::submitted_at.asc(), registration::id.asc())),
        Sort::SubmittedDesc => query.order((registration::submitted_at.desc(), registration::id.desc())),
        Sort::Changed => query.order((registration::status_since.desc(), registration::id.desc())),
        Sort::Name => query.order((sql::<Text>(FAMILY), sql::<Text>(GIVEN), registration::id.asc())),
        Sort::Organisation => {
            query.order((registration::organisation.asc(), sql::<Text>(FAMILY), registration::id.asc()))
        }
    }
}

/// By what names are sorted; the indexes of the lists are over the same words.
pub(crate) const FAMILY: &str = "coalesce(registration.answers ->> 'family_name', '') COLLATE \"und-x-icu\"";
pub(crate) const GIVEN: &str = "coalesce(registration.answers ->> 'given_names', '') COLLATE \"und-x-icu\"";

/// Which side of a registration, in the order that the list has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// What comes behind `last` in this order: nothing, if that one is gone.
pub(crate) fn after<'a>(
    query: Query<'a>,
    event: EventId,
    filter: &RegistrationFilter,
    last: RegistrationId,
) -> Query<'a> {
    beyond(query, event, filter, (last, Side::After))
}

/// What stands on one side of a registration.
pub(crate) fn beyond<'a>(
    query: Query<'a>,
    event: EventId,
    filter: &RegistrationFilter,
    (from, side): (RegistrationId, Side),
) -> Query<'a> {
    let (columns, sign) = match filter.sort {
        Sort::Attention => (format!("{}, registration.submitted_at", rank(event, filter.now)), '>'),
        Sort::SubmittedAsc => ("registration.submitted_at".to_owned(), '>'),
        Sort::SubmittedDesc => ("registration.submitted_at".to_owned(), '<'),
        Sort::Changed => ("registration.status_since".to_owned(), '<'),
        Sort::Name => (format!("{FAMILY}, {GIVEN}"), '>'),
        Sort::Organisation => (format!("registration.organisation, {FAMILY}"), '>'),
    };
    let sign = match (side, sign) {
        (Side::After, sign) => sign,
        (Side::Before, '>') => '<',
        (Side::Before, _) => '>',
    };
    let of_last = columns.replace("registration.", "l.");
    let row = format!(
        "({columns}, registration.id) {sign} (SELECT {of_last}, l.id FROM registration AS l WHERE l.event_id = "
    );
    query.filter(
        sql::<Bool>(&row).bind::<SqlUuid, _>(event.0).sql(" AND l.id = ").bind::<SqlUuid, _>(from.0).sql(")"),
    )
}

/// The order of [`ordered`] from its end.
pub(crate) fn backwards<'a>(query: Query<'a>, event: EventId, filter: &RegistrationFilter) -> Query<'a> {
    let down = |column: &str| sql::<Text>(&format!("{column} DESC"));
    match filter.sort {
        Sort::Attention => query.order((
            down(&rank(event, filter.now)),
            registration::submitted_at.desc(),
            registration::id.desc(),
        )),
        Sort::SubmittedAsc => query.order((registration::submitted_at.desc(), registration::id.desc())),
        Sort::SubmittedDesc => query.order((registration::submitted_at.asc(), registration::id.asc())),
        Sort::Changed => query.order((registration::status_since.asc(), registration::id.asc())),
        Sort::Name => query.order((down(FAMILY), down(GIVEN), registration::id.desc())),
        Sort::Organisation => {
            query.order((registration::organisation.desc(), down(FAMILY), registration::id.desc()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_in_what_is_searched_are_only_text() {
        assert_eq!(anywhere(" 100%_a\\b "), "%100\\%\\_a\\\\b%");
    }

    #[test]
    fn there_is_always_a_first_page() {
        assert_eq!([0, 1, 25, 26, 50, 51].map(pages), [1, 1, 1, 2, 2, 3]);
    }
}
