//! What can go wrong: a refusal of the domain, or a failure of the store.
//!
//! [`StoreError::Busy`] is everything that a retry in a minute may mend; the rest is a bug or a wrong address.
//! diesel-async does not hand on SQLSTATE codes, only PostgreSQL's message, so that time limits are recognised by
//! their English text; a server that speaks another language (`lc_messages`) still gives an error, only the
//! answer is then "failed" and not "busy". No text here holds personal data.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why the store could not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// It is not there, or the actor may not know that it is.
    #[error("not found")]
    NotFound,
    /// A constraint of the database said no where the domain did not expect it; which one.
    #[error("conflict with {0}")]
    Conflict(&'static str),
    /// The database is away, frozen, starting, or too slow: try again in a minute.
    #[error("the database is busy or away")]
    Busy,
    /// A row says something that no version of this program wrote.
    #[error("corrupt row in {table}: {detail}")]
    Corrupt { table: &'static str, detail: String },
    /// Something can't be sealed or opened: a key is missing, or what is kept was changed.
    #[error("sealed data: {0}")]
    Sealed(String),
    /// The place where files are kept can't be written or read.
    #[error("files: {0}")]
    Files(String),
    /// Anything else: a bug, or a database that is not ours.
    #[error("database: {0}")]
    Database(String),
}

impl StoreError {
    pub(crate) fn no_key() -> Self {
        Self::Sealed("no key is configured (PLENARY_KEYS)".to_owned())
    }
}

/// Why a command did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandError<R> {
    /// The rules of the field say no.
    Refused(R),
    /// The store could not.
    Store(StoreError),
}

impl<R> From<StoreError> for CommandError<R> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<R> From<DieselError> for CommandError<R> {
    fn from(error: DieselError) -> Self {
        Self::Store(error.into())
    }
}

/// The English beginnings of what PostgreSQL says when time was up or it is going away.
const BUSY_MESSAGES: [&str; 6] = [
    "canceling statement due to",
    "terminating connection due to",
    "could not obtain lock",
    "the database system is",
    "remaining connection slots are reserved",
    "sorry, too many clients already",
];

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(kind, info) => {
                database_error(kind, info.message(), info.constraint_name())
            }
            DieselError::BrokenTransactionManager => Self::Busy,
            other => Self::Database(other.to_string()),
        }
    }
}

fn database_error(kind: DatabaseErrorKind, message: &str, constraint: Option<&str>) -> StoreError {
    match kind {
        DatabaseErrorKind::UniqueViolation => StoreError::Conflict("a unique constraint"),
        DatabaseErrorKind::ForeignKeyViolation => StoreError::Conflict("a foreign key"),
        DatabaseErrorKind::ExclusionViolation => StoreError::Conflict("an exclusion constraint"),
        DatabaseErrorKind::RestrictViolation => StoreError::Conflict("an append-only table"),
        DatabaseErrorKind::CheckViolation | DatabaseErrorKind::NotNullViolation => {
            // The message of a check violation quotes no values; its detail would, and is left out.
            StoreError::Database(format!("constraint {}", constraint.unwrap_or("without a name")))
        }
        DatabaseErrorKind::SerializationFailure => RACE,
        DatabaseErrorKind::ReadOnlyTransaction
        | DatabaseErrorKind::ClosedConnection
        | DatabaseErrorKind::UnableToSendCommand => StoreError::Busy,
        _ if message.contains("deadlock detected") => RACE,
        _ if BUSY_MESSAGES.iter().any(|busy| message.contains(busy)) => StoreError::Busy,
        _ => StoreError::Database(message.to_owned()),
    }
}

/// What [`StoreError::Conflict`] names inside the store when a transaction lost against another one and may simply
/// be run again (SQLSTATE 40001 and 40P01). Callers never see it: in the end it becomes [`StoreError::Busy`].
pub(crate) const RACE: StoreError = StoreError::Conflict("another transaction");

/// An error of a transaction, whatever refusals it has.
pub(crate) trait Failure: From<StoreError> + From<DieselError> + Send {
    fn store_error(&self) -> Option<&StoreError>;

    fn is_race(&self) -> bool {
        self.store_error() == Some(&RACE)
    }
}

impl Failure for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl<R: Send> Failure for CommandError<R> {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

/// Whether a constraint of this name was violated.
pub(crate) fn violates(error: &DieselError, constraint: &str) -> bool {
    matches!(error, DieselError::DatabaseError(_, info) if info.constraint_name() == Some(constraint))
}

/// An unknown code in a column.
pub(crate) fn corrupt(table: &'static str, detail: impl Into<String>) -> StoreError {
    StoreError::Corrupt { table, detail: detail.into() }
}
