//! `plenary sample`

use crate::config::Config;
use crate::database::Database;
use crate::welcome::say;
use anyhow::{Result, bail};

pub(crate) async fn run(config: &Config) -> Result<()> {
    let database = Database::shared(config).await?;
    database.migrate().await?;
    let Some(id) = plenary_app::sample(&database.store).await? else {
        database.close().await?;
        bail!("there are events in the database already: the sample is only for an empty one");
    };
    let event = database.store.event(id).await?;
    say(&[format!("The sample event was loaded; its page is /en/{}.", event.slug)]);
    database.close().await
}
