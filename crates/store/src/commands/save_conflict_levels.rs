//! How serious each kind of conflict is at an event.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_draft_version, event_set_rules, event_touch_draft};
use futures_util::FutureExt;
use plenary_domain::agenda::{EditRefused, Rules};
use plenary_domain::ids::EventId;
use plenary_domain::policy::Action;
use serde_json::{Map, Value, json};

impl Store {
    /// Saves the levels, if the draft is still the one that was looked at: a release that somebody is just reading
    /// about is another one with other levels.
    pub async fn save_conflict_levels(
        &self,
        act: Act,
        event: EventId,
        draft_version: i32,
        rules: Rules,
    ) -> Result<(), CommandError<EditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(EditRefused::NotAllowed));
        }
        self.tx(|conn, _| save(conn, act.clone(), event, draft_version, &rules).boxed()).await
    }
}

async fn save(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    draft_version: i32,
    rules: &Rules,
) -> Result<(), CommandError<EditRefused>> {
    event_touch_draft(conn, event).await?;
    let (now, old) = event_draft_version(conn, event).await?;
    if now != draft_version + 1 {
        return Err(CommandError::Refused(EditRefused::ChangedMeanwhile));
    }
    event_set_rules(conn, event, rules).await?;
    let changes: Map<String, Value> = old
        .changes_to(rules)
        .into_iter()
        .map(|(rule, old, new)| (rule.code().to_owned(), json!([old.code(), new.code()])))
        .collect();
    let entry = Entry::new(event, "save_conflict_levels", "event", event);
    audit_insert(conn, &act, entry.detail(json!({ "changes": changes }))).await?;
    Ok(())
}
