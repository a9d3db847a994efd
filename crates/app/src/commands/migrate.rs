//! `plenary migrate`

use crate::config::Config;
use crate::database::Database;
use crate::welcome::say;
use anyhow::Result;

pub(crate) async fn run(config: &Config) -> Result<()> {
    let database = Database::shared(config).await?;
    let applied = database.migrate().await?;
    say(&[match applied {
        0 => "The database was up to date.".to_owned(),
        1 => "One migration was applied.".to_owned(),
        n => format!("{n} migrations were applied."),
    }]);
    database.close().await
}
