//! `plenary work`

use crate::config::Config;
use crate::database::Database;
use crate::signals::Signals;
use crate::telemetry;
use anyhow::{Result, bail};
use metrics_exporter_prometheus::PrometheusHandle;
use plenary_app::Postman;

pub(crate) async fn run(config: Config, metrics: PrometheusHandle) -> Result<()> {
    if config.database_url.is_none() {
        bail!("DATABASE_URL is not set: with a private database `plenary serve` sends the letters itself");
    }
    config.letters_leave()?;
    let mail = super::serve::mail(&config)?;
    let mut signals = Signals::new()?;
    let listener =
        config.metrics_listen.map(|at| telemetry::bind("PLENARY_METRICS_LISTEN", at)).transpose()?;
    let database = Database::own(&config).await?;
    tokio::select! {
        migrated = database.migrate() => migrated?,
        () = signals.stop() => return Ok(()),
    };
    // Links in letters begin with the public address, which a worker can't know from a listener of its own.
    let base = config.base_url(config.listen);
    let Some(postman) = Postman::start(&database.store, &mail, &base)? else {
        return Ok(());
    };
    let woken = tokio::spawn(Postman::listen(postman.bell(), database.store.clone()));
    let metrics = listener.map(|at| tokio::spawn(telemetry::serve(at, metrics)));
    tracing::info!(base, "sending letters");
    signals.stop().await;
    tracing::info!("stopping: the letter in hand is finished first");
    if signals.unless_asked_again(postman.stop()).await.is_none() {
        bail!("stopped at once, as was asked a second time");
    }
    woken.abort();
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    database.close().await
}
