//! Rules that remind: saved, switched on and off, and kept by the clock. A rule fires once for each registration.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::reminder_rule;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert, audit_insert_as};
use crate::tables::events::{event_get, event_get_locked};
use crate::tables::letters::workers_wake;
use crate::tables::rules::{
    rule_delete, rule_get_locked, rule_put, rule_queue, rule_rest, rule_take, rules_all,
};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, RuleId};
use plenary_domain::message::MessageTexts;
use plenary_domain::policy::Action;
use plenary_domain::reminder::{RULES_AT_MOST, Rule, RuleKind, RuleRefused};
use serde_json::json;
use uuid::Uuid;

/// Letters that are handed to the outbox at once.
const BATCH: i64 = 500;
/// When everybody has had theirs, those who come to it later wait at most so long.
const REST: SignedDuration = SignedDuration::from_mins(5);

type Failed = CommandError<RuleRefused>;

impl Store {
    /// Saves a rule as it was typed: one that was at `rule.version`, or a new one (version 0).
    pub async fn save_rule(
        &self,
        mut act: Act,
        event: EventId,
        mut rule: Rule,
    ) -> Result<RuleId, CommandError<RuleRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(RuleRefused::NotAllowed));
        }
        if rule.version == 0 {
            rule.id = act.ids.fresh();
        }
        let id = rule.id;
        self.tx(|conn, _| save(conn, act.clone(), event, rule.clone()).boxed()).await?;
        Ok(id)
    }

    /// Throws away a rule that organisers made and that has never fired.
    pub async fn remove_rule(
        &self,
        act: Act,
        event: EventId,
        id: RuleId,
    ) -> Result<(), CommandError<RuleRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(RuleRefused::NotAllowed));
        }
        self.tx(|conn, _| remove(conn, act.clone(), event, id).boxed()).await
    }

    /// Hands letters of rules that fire now to the outbox; how many.
    ///
    /// # Errors
    /// The database's; what was handed over stays so.
    pub async fn keep_rules(&self, now: Timestamp) -> Result<usize, StoreError> {
        let active = self.read(|conn, _| active(conn, now).boxed()).await?;
        let mut handed = 0;
        for (event, id) in active {
            handed += self.tx(|conn, _| fire(conn, event, id, now).boxed()).await?;
        }
        Ok(handed)
    }
}

async fn save(conn: &mut Conn, act: Act, event: EventId, mut rule: Rule) -> Result<(), Failed> {
    let refuse = CommandError::Refused;
    let texts = MessageTexts::parse(&rule.texts.languages(), |lang, part| rule.texts.typed(lang, part))
        .map_err(|faults| refuse(RuleRefused::Texts(faults)))?;
    rule.texts = texts;
    rule.check().map_err(refuse)?;
    // Counting the rules and adding one is done by one at a time.
    let event = event_get_locked(conn, event).await?;
    let before = if rule.version == 0 {
        let all = rules_all(conn, event.id).await?;
        if i64::try_from(all.len()).unwrap_or(i64::MAX) >= RULES_AT_MOST {
            return Err(refuse(RuleRefused::TooMany(RULES_AT_MOST)));
        }
        let twice = rule.kind != RuleKind::Own && all.iter().any(|other| other.kind == rule.kind);
        if twice {
            return Err(refuse(RuleRefused::ChangedMeanwhile));
        }
        None
    } else {
        Some(rule_get_locked(conn, event.id, rule.id).await?)
    };
    if before.as_ref().is_some_and(|before| before.version != rule.version || before.kind != rule.kind) {
        return Err(refuse(RuleRefused::ChangedMeanwhile));
    }
    rule.version += 1;
    rule_put(conn, event.id, &rule).await?;
    let detail = json!({
        "rule": rule.kind.code(),
        "anchor": rule.anchor.code(),
        "days": rule.days,
        "audience": rule.audience.code(),
        "types": rule.types,
        "switched_on": rule.on,
    });
    audit_insert(conn, &act, Entry::new(event.id, "save_rule", "rule", rule.id).detail(detail)).await?;
    Ok(())
}

async fn remove(conn: &mut Conn, act: Act, event: EventId, id: RuleId) -> Result<(), Failed> {
    let rule = rule_get_locked(conn, event, id).await?;
    if rule.kind != RuleKind::Own {
        return Err(CommandError::Refused(RuleRefused::ReadyMade));
    }
    // A rule that has fired is named by its letters: the database refuses.
    match rule_delete(conn, event, id).await {
        Err(diesel::result::Error::DatabaseError(
            diesel::result::DatabaseErrorKind::ForeignKeyViolation,
            _,
        )) => return Err(CommandError::Refused(RuleRefused::HasFired)),
        other => other?,
    };
    audit_insert(conn, &act, Entry::new(event, "remove_rule", "rule", id)).await?;
    Ok(())
}

async fn active(conn: &mut Conn, now: Timestamp) -> Result<Vec<(EventId, RuleId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = reminder_rule::table
        .filter(reminder_rule::active)
        .filter(reminder_rule::look_at.is_null().or(reminder_rule::look_at.le(At(now))))
        .select((reminder_rule::event_id, reminder_rule::id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(event, id)| (event.into(), id.into())).collect())
}

async fn fire(conn: &mut Conn, event: EventId, id: RuleId, now: Timestamp) -> Result<usize, StoreError> {
    let Some(rule) = rule_take(conn, event, id).await? else { return Ok(0) };
    let event = event_get(conn, event).await?;
    if !rule.is_due(&event, now) {
        return Ok(0);
    }
    let handed = rule_queue(conn, event.id, &rule, (BATCH, now)).await?;
    if handed == 0 {
        rule_rest(conn, event.id, id, now.saturating_add(REST).unwrap_or(now)).await?;
        return Ok(0);
    }
    workers_wake(conn).await?;
    let detail = json!({ "rule": rule.kind.code(), "registrations": handed });
    let entry = Entry::new(event.id, "fire_rule", "rule", id).detail(detail);
    audit_insert_as(conn, &Actor::System, now, entry).await?;
    Ok(handed)
}
