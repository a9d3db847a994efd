//! `plenary serve`

use crate::config::Config;
use crate::database::Database;
use crate::signals::Signals;
use crate::{telemetry, vault, welcome};
use anyhow::{Result, bail};
use metrics_exporter_prometheus::PrometheusHandle;
use plenary_app::{House, Mail, Plan, SmtpMail};
use plenary_web::WebOptions;
use std::net::TcpListener;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Requests under way get this long to finish.
const STOP_WITHIN: Duration = Duration::from_secs(10);

struct Serving {
    database: Database,
    house: House,
    metrics: Option<JoinHandle<Result<()>>>,
}

pub(crate) async fn run(config: Config, metrics: PrometheusHandle) -> Result<()> {
    let mut signals = Signals::new()?;
    let started = tokio::select! {
        started = start(&config, metrics) => started?,
        () = signals.stop() => return Ok(()),
    };
    let Serving { database, mut house, metrics } = started;
    let ended = tokio::select! {
        ended = house.ended() => ended,
        () = signals.stop() => Ok(()),
    };
    tracing::info!("stopping: requests and the letter in hand are finished first");
    let close = async {
        let closed = house.close().await;
        if let Some(metrics) = metrics {
            metrics.abort();
        }
        database.close().await.and(closed)
    };
    let Some(closed) = signals.unless_asked_again(close).await else {
        bail!("stopped at once, as was asked a second time");
    };
    ended.and(closed)
}

async fn start(config: &Config, metrics: PrometheusHandle) -> Result<Serving> {
    config.letters_leave()?;
    let mail = mail(config)?;
    // Listeners first: they fail fastest, and a second server must not touch anything.
    let listener = telemetry::bind("PLENARY_LISTEN", config.listen)?;
    let metrics_listener =
        config.metrics_listen.map(|at| telemetry::bind("PLENARY_METRICS_LISTEN", at)).transpose()?;
    let address = listener.local_addr()?;
    vault::demand(config)?;
    let base = config.base_url(address);
    let database = Database::own(config).await?;
    let applied = database.migrate().await?;
    tracing::info!(applied, "the database is up to date");
    if database.is_private() {
        plenary_app::sample(&database.store).await?;
    }
    let house = House::open(plan(config, &database, listener, (&base, mail)))?;
    let metrics = metrics_listener.map(|at| tokio::spawn(telemetry::serve(at, metrics)));
    tracing::info!(%address, base, "listening");
    welcome::greet(config, &database.store, &base, database.is_private()).await?;
    Ok(Serving { database, house, metrics })
}

fn plan(config: &Config, database: &Database, listener: TcpListener, (base, mail): (&str, Mail)) -> Plan {
    let web = WebOptions {
        base_url: base.to_owned(),
        trusted_proxies: config.trusted_proxies.clone(),
        letters_captured: config.smtp_url.is_none(),
        limits: config.limits,
        workers: config.workers,
        stop_within: STOP_WITHIN,
    };
    Plan { store: database.store.clone(), web, listener, mail }
}

/// How letters leave.
pub(crate) fn mail(config: &Config) -> Result<Mail> {
    let from = config.mail_from.clone();
    let Some(url) = &config.smtp_url else { return Ok(Mail::Capture { from }) };
    let settings = &config.mail;
    Ok(Mail::Smtp(Box::new(SmtpMail {
        dkim: settings.keys()?.into(),
        bounces: settings.bounces.clone(),
        mailbox: settings.mailbox.clone(),
        dns: settings.dns,
        hands: settings.hands,
        lease: settings.lease,
        domains: settings.domains,
        ..SmtpMail::new(url, from)
    })))
}
