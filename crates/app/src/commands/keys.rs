//! `plenary keys`

use crate::config::Config;
use crate::database::Database;
use crate::welcome::say;
use anyhow::{Context, Result};
use plenary_app::{act, new_key};
use plenary_store::Store;

/// Prints a key and what to do with it. Touches nothing.
pub(crate) fn new() {
    say(&[new_key()]);
}

/// Seals with the first key what others have sealed or nobody has, while the site runs.
pub(crate) async fn rotate(config: &Config) -> Result<()> {
    let database = Database::shared(config).await?;
    database.migrate().await?;
    let done =
        async { Ok::<_, anyhow::Error>(divide(&database.store).await? + reseal(&database.store).await?) };
    let done = done.await;
    database.close().await?;
    let done = done?;
    say(&[match done {
        0 => "Everything was sealed with the first key already.".to_owned(),
        n => format!(
            "Sealed anew: {n}. Keys other than the first are not needed any more, except for older backups."
        ),
    }]);
    Ok(())
}

/// Seals what stands in the clear and should not.
async fn divide(store: &Store) -> Result<usize> {
    let mut done = 0;
    loop {
        match store.divide_answers(act()).await.context("sealing stopped; it may be started again")? {
            0 => return Ok(done),
            batch => done += batch,
        }
    }
}

async fn reseal(store: &Store) -> Result<usize> {
    let mut done = 0;
    loop {
        let batch = store.reseal(act()).await.context("sealing anew stopped; it may be started again")?;
        done += batch.done;
        if batch.left == 0 {
            return Ok(done);
        }
        tracing::info!(done, left = batch.left, "sealing anew");
        if batch.done == 0 {
            // What changes at this moment is left to the next batch; this must not become a busy loop.
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    }
}
