//! `plenary organiser invite`

use crate::Invite;
use crate::config::Config;
use crate::database::Database;
use crate::welcome::say;
use anyhow::{Result, anyhow};
use plenary_app::{ONE_TIME_LINK_DAYS, one_time_link};
use plenary_domain::policy::Role;
use plenary_store::{Store, StoreError};

pub(crate) async fn invite(config: &Config, invite: Invite) -> Result<()> {
    let database = Database::shared(config).await?;
    database.migrate().await?;
    let link = make(&database.store, &invite).await;
    database.close().await?;
    let language = invite.language.map(|lang| format!("?language={}", lang.code())).unwrap_or_default();
    let base = config.base_url(config.listen);
    let becomes = match (&invite.event, invite.role) {
        (None, _) => "an administrator".to_owned(),
        (Some(slug), Role::Organiser) => format!("an organiser of {slug}"),
        (Some(slug), Role::Viewer) => format!("a viewer of {slug}"),
    };
    say(&[
        format!(
            "Whoever opens this link becomes {becomes}. It works once, within {ONE_TIME_LINK_DAYS} days:"
        ),
        format!("{base}{}{language}", link?),
    ]);
    Ok(())
}

async fn make(store: &Store, invite: &Invite) -> Result<String> {
    let event = match &invite.event {
        None => None,
        Some(slug) => match store.event_by_slug(slug).await {
            Ok(event) => Some((event.id, invite.role)),
            Err(StoreError::NotFound) => return Err(anyhow!("--event: there is no event \"{slug}\"")),
            Err(error) => return Err(error.into()),
        },
    };
    one_time_link(store, invite.email.clone().unwrap_or_default(), event).await
}
