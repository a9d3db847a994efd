//! What operators see: a log on standard error and figures for Prometheus.

use crate::config::LogForm;
use anyhow::{Context, Result, anyhow, bail};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::io::IsTerminal;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tracing_subscriber::EnvFilter;

/// What is in the log when `RUST_LOG` does not say: our own doings, and only the troubles of others.
const USUAL_FILTER: &str = "info,actix_server=warn,tokio_postgres=warn,rustls=warn";
/// Seconds; a page should take some milliseconds, and 5 s is where a visitor gets an error page.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 5.0];
/// Figures of histograms are gathered until somebody reads them or this much time has passed.
const UPKEEP: Duration = Duration::from_secs(5);
/// A scraper that sends no complete request within this time is none.
const PATIENCE: Duration = Duration::from_secs(5);
const LONGEST_REQUEST: usize = 8 * 1024;

/// Starts the log and the gathering of figures.
///
/// # Errors
/// When `RUST_LOG` can't be understood.
pub(crate) fn start(form: LogForm) -> Result<PrometheusHandle> {
    let wanted = std::env::var("RUST_LOG").unwrap_or_default();
    let filter = if wanted.trim().is_empty() { USUAL_FILTER } else { wanted.as_str() };
    let Ok(filter) = EnvFilter::builder().parse(filter) else {
        bail!("RUST_LOG is \"{wanted}\", but a filter such as info,plenary_web=debug is expected");
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match form {
        LogForm::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogForm::Json => log.json().flatten_event(true).with_current_span(false).try_init(),
    };
    begun.map_err(|error| anyhow!("{error}"))?;
    std::panic::set_hook(Box::new(|panic| {
        // Only the place: what a panic says may hold somebody's data.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic, which is a bug: please report it");
    }));
    Ok(PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?)
}

/// Answers `GET /metrics` for as long as the task lives. Prometheus asks twice a minute and needs no web framework.
pub(crate) async fn serve(listener: TcpListener, metrics: PrometheusHandle) -> Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut upkeep = tokio::time::interval(UPKEEP);
    loop {
        tokio::select! {
            _ = upkeep.tick() => metrics.run_upkeep(),
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(tokio::time::timeout(PATIENCE, answer(stream, metrics.clone())));
                }
                // Too many open files, for one: it passes.
                Err(error) => {
                    tracing::warn!(%error, "the metrics could not be fetched");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            },
        }
    }
}

async fn answer(mut stream: TcpStream, metrics: PrometheusHandle) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() > LONGEST_REQUEST || stream.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let path = head.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    let (status, body) = if head.starts_with(b"GET ") && path == b"/metrics" {
        if let Some(bytes) = resident_bytes() {
            metrics::gauge!("process_resident_memory_bytes").set(bytes);
        }
        ("200 OK", metrics.render())
    } else {
        ("404 Not Found", "The figures are at /metrics\n".to_owned())
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}

/// Memory in use, where Linux tells.
fn resident_bytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024.0)
}

/// Binds the listener of a setting, or says which setting is in the way.
pub(crate) fn bind(setting: &str, address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).with_context(|| {
        format!(
            "{setting} is {address}, where nothing can listen now: another program does, or Plenary runs already; stop it or choose another port"
        )
    })
}
