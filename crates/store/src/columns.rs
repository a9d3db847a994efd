//! jiff's moments, dates and times as columns, and the words of the domain out of texts and jsonb.
//!
//! Newtypes, because neither diesel nor jiff is ours (jiff-diesel is still on jiff 0.2). PostgreSQL counts
//! microseconds and days from 1 January 2000. Codes are read back strictly: one that no version of this program
//! wrote is a corrupt row, never a default.

use crate::error::{StoreError, corrupt};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::data_types::{PgDate, PgTime, PgTimestamp};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types;
use plenary_domain::lang::{Lang, LocalText};
use plenary_domain::names::search_keys;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// 2000-01-01T00:00:00Z in microseconds of the Unix epoch.
const EPOCH_US: i64 = 946_684_800_000_000;
const EPOCH: jiff::civil::Date = jiff::civil::date(2000, 1, 1);

macro_rules! column {
    ($(#[$doc:meta])* $name:ident, $jiff:ty, $sql:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
        #[diesel(sql_type = $sql)]
        pub(crate) struct $name(pub(crate) $jiff);

        impl From<$jiff> for $name {
            fn from(value: $jiff) -> Self {
                Self(value)
            }
        }
        impl From<$name> for $jiff {
            fn from(column: $name) -> Self {
                column.0
            }
        }
    };
}

column!(
    /// `timestamptz`.
    At,
    jiff::Timestamp,
    sql_types::Timestamptz
);
column!(
    /// `date`.
    Day,
    jiff::civil::Date,
    sql_types::Date
);
column!(
    /// `time`.
    Clock,
    jiff::civil::Time,
    sql_types::Time
);

/// `tsvector`, which diesel does not know; its number is the same in every PostgreSQL.
#[derive(Debug, Clone, Copy, sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(oid = 3614, array_oid = 3643))]
pub struct Tsvector;

/// Keys by which a row is found, each once and in the order of their bytes, with the labels of what they come from.
#[derive(Debug, Clone, Default, AsExpression)]
#[diesel(sql_type = Tsvector)]
pub(crate) struct Keys(BTreeMap<String, BTreeSet<Label>>);

/// What a key comes from: a weight of the `tsvector`, by which keys are taken away again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    A,
    B,
    C,
}

impl Label {
    /// In the two upper bits, as PostgreSQL has them.
    const fn bits(self) -> u16 {
        match self {
            Self::A => 0b11 << 14,
            Self::B => 0b10 << 14,
            Self::C => 0b01 << 14,
        }
    }

    /// As `ts_filter` names it.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
        }
    }
}

impl Keys {
    pub(crate) fn add(&mut self, label: Label, text: &str) {
        for key in search_keys(text) {
            self.0.entry(key).or_default().insert(label);
        }
    }
}

impl ToSql<Tsvector, Pg> for Keys {
    /// The number of words; each word with a zero behind it, how many labels it has, and each of them. A label belongs to
    /// a place in a text; places are not asked for, and only have to differ and to rise.
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&u32::try_from(self.0.len())?.to_be_bytes())?;
        for (key, labels) in &self.0 {
            out.write_all(key.as_bytes())?;
            out.write_all(&[0])?;
            out.write_all(&u16::try_from(labels.len())?.to_be_bytes())?;
            for (place, label) in (1_u16..).zip(labels) {
                out.write_all(&(label.bits() | place).to_be_bytes())?;
            }
        }
        Ok(serialize::IsNull::No)
    }
}

impl ToSql<sql_types::Timestamptz, Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let micros = self.0.as_microsecond().checked_sub(EPOCH_US).ok_or("timestamp out of range")?;
        ToSql::<sql_types::Timestamptz, Pg>::to_sql(&PgTimestamp(micros), &mut out.reborrow())
    }
}

impl FromSql<sql_types::Timestamptz, Pg> for At {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        let PgTimestamp(micros) = FromSql::<sql_types::Timestamptz, Pg>::from_sql(bytes)?;
        let micros = micros.checked_add(EPOCH_US).ok_or("timestamp out of range")?;
        Ok(Self(jiff::Timestamp::from_microsecond(micros)?))
    }
}

impl ToSql<sql_types::Date, Pg> for Day {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let days = (self.0 - EPOCH).get_days();
        ToSql::<sql_types::Date, Pg>::to_sql(&PgDate(days), &mut out.reborrow())
    }
}

impl FromSql<sql_types::Date, Pg> for Day {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        let PgDate(days) = FromSql::<sql_types::Date, Pg>::from_sql(bytes)?;
        Ok(Self(EPOCH.checked_add(jiff::Span::new().try_days(days)?)?))
    }
}

impl ToSql<sql_types::Time, Pg> for Clock {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let micros = i64::try_from(self.0.duration_since(jiff::civil::Time::midnight()).as_micros())?;
        ToSql::<sql_types::Time, Pg>::to_sql(&PgTime(micros), &mut out.reborrow())
    }
}

impl FromSql<sql_types::Time, Pg> for Clock {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        let PgTime(micros) = FromSql::<sql_types::Time, Pg>::from_sql(bytes)?;
        let time = jiff::civil::Time::midnight().checked_add(jiff::SignedDuration::from_micros(micros))?;
        Ok(Self(time))
    }
}

/// A value of the domain out of a jsonb column.
pub(crate) fn from_json<T: DeserializeOwned>(table: &'static str, value: Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| corrupt(table, error.to_string()))
}

/// A value of the domain for a jsonb column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Database(error.to_string()))
}

/// A text in several languages out of a jsonb column.
pub(crate) fn local_text(table: &'static str, value: Value) -> Result<LocalText, StoreError> {
    from_json(table, value)
}

/// A code out of a text column.
pub(crate) fn code<T>(
    table: &'static str,
    code: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, StoreError> {
    parse(code).ok_or_else(|| corrupt(table, format!("unknown code {code:?}")))
}

pub(crate) fn languages(table: &'static str, codes: &[String]) -> Result<Vec<Lang>, StoreError> {
    codes.iter().map(|lang| code(table, lang, Lang::parse)).collect()
}

/// A count out of a column that the database keeps from being negative.
pub(crate) fn unsigned<T: TryFrom<i64>>(
    table: &'static str,
    number: impl Into<i64>,
) -> Result<T, StoreError> {
    T::try_from(number.into()).map_err(|_| corrupt(table, "number out of range"))
}
