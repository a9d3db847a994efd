//! Statements in SQL of our own that are sent often. diesel prepares what `sql_query` is given anew each time, which is
//! a second round trip to the server and its planning; these stay prepared on their connection, as diesel's own do.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use uuid::Uuid;

/// Pieces of SQL, with an id between each two of them. What it gives back, if anything, is one number a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<const IDS: usize> {
    pub(crate) first: &'static str,
    /// Each id, and what comes behind it.
    pub(crate) rest: [(Uuid, &'static str); IDS],
}

/// Without ids.
pub(crate) const fn statement(sql: &'static str) -> Statement<0> {
    Statement { first: sql, rest: [] }
}

impl<const IDS: usize> Query for Statement<IDS> {
    type SqlType = BigInt;
}

/// None: the connection tells statements apart by their text.
impl<const IDS: usize> QueryId for Statement<IDS> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<const IDS: usize> QueryFragment<Pg> for Statement<IDS> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.first);
        for (id, sql) in &self.rest {
            out.push_bind_param::<SqlUuid, _>(id)?;
            out.push_sql(sql);
        }
        Ok(())
    }
}
