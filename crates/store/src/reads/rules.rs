//! Rules that remind, each with how many people it would write to.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::registrations::sees_desk;
use crate::schema::outbox;
use crate::store::Store;
use crate::tables::rules::{People, people_by, rule_get, rules_all};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, RuleId};
use plenary_domain::reminder::Rule;
use std::collections::HashMap;
use uuid::Uuid;

/// A rule as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    pub rule: Rule,
    /// Whom it would write to now.
    pub people: i64,
    /// How many letters it has sent.
    pub letters: i64,
}

impl Store {
    /// Every rule of the event that was ever saved.
    pub async fn rules(&self, actor: &Actor, event: EventId) -> Result<Vec<RuleRow>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| all(conn, event).boxed()).await
    }

    /// How many people an unsaved rule would write to.
    pub async fn rule_people(
        &self,
        actor: &Actor,
        event: EventId,
        rules: &[Rule],
    ) -> Result<Vec<i64>, StoreError> {
        sees_desk(actor, event)?;
        let people = self
            .read(|conn, _| async move { Ok::<_, StoreError>(people_by(conn, event).await?) }.boxed())
            .await?;
        Ok(rules.iter().map(|rule| count(rule, &people)).collect())
    }

    pub async fn rule(&self, actor: &Actor, event: EventId, id: RuleId) -> Result<Rule, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| rule_get(conn, event, id).boxed()).await
    }
}

async fn all(conn: &mut Conn, event: EventId) -> Result<Vec<RuleRow>, StoreError> {
    let rules = rules_all(conn, event).await?;
    let letters: Vec<(Option<Uuid>, i64)> = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::rule_id.is_not_null())
        .group_by(outbox::rule_id)
        .select((outbox::rule_id, count_star()))
        .load(conn)
        .await?;
    let letters: HashMap<Uuid, i64> =
        letters.into_iter().filter_map(|(id, count)| id.map(|id| (id, count))).collect();
    let people = people_by(conn, event).await?;
    let row = |rule: Rule| {
        let letters = letters.get(&rule.id.0).copied().unwrap_or_default();
        RuleRow { people: count(&rule, &people), letters, rule }
    };
    Ok(rules.into_iter().map(row).collect())
}

/// How many the rule would write to, had nobody got a letter of it.
fn count(rule: &Rule, people: &[People]) -> i64 {
    let statuses = rule.audience.statuses();
    let fits = |of: &&People| {
        statuses.iter().any(|wanted| wanted.code() == of.status)
            && (rule.types.is_empty()
                || rule.types.iter().any(|wanted| wanted.as_str() == of.representation_type))
            && !(rule.is_bulk() && of.stopped)
    };
    people.iter().filter(fits).map(|of| of.count).sum()
}
