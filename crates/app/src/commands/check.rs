//! `plenary check`: one line for each thing that has to be right.

use crate::config::Config;
use crate::database::Database;
use crate::vault;
use crate::welcome::say;
use anyhow::{Context, Error, Result, anyhow, bail};
use plenary_mailer::DkimKey;
use plenary_store::Store;
use std::process::ExitCode;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

const MAIL_SERVER_WITHIN: Duration = Duration::from_secs(5);
/// Bytes.
const LONGEST_GREETING: u64 = 1024;

/// The lines so far, and whether something is wrong.
#[derive(Default)]
struct Report {
    failed: bool,
}

impl Report {
    fn line(&mut self, what: &str, found: Result<String>) {
        let (word, text) = match found {
            Ok(text) => ("ok    ", text),
            Err(error) => {
                self.failed = true;
                ("WRONG ", format!("{error:#}"))
            }
        };
        say(&[format!("{word} {what:<12} {text}")]);
    }

    fn code(&self) -> ExitCode {
        if self.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

/// The settings can't even be read: the rest can't be checked.
pub(crate) fn wrong_settings(error: &Error) -> ExitCode {
    let mut report = Report::default();
    report.line("settings", Err(anyhow!("{error:#}")));
    report.code()
}

pub(crate) async fn run(config: &Config) -> Result<ExitCode> {
    let mut report = Report::default();
    let warnings = config.warnings();
    let settings = format!("listens on {}, reached at {}", config.listen, config.base_url(config.listen));
    report.line("settings", Ok(settings));
    for warning in warnings {
        say(&[format!("warn   {:<12} {warning}", "settings")]);
    }
    match Database::shared(config).await {
        Err(error) => report.line("database", Err(error)),
        Ok(database) => {
            check_database(&mut report, config, &database).await;
            database.close().await?;
        }
    }
    report.line("letters", check_mail(config).await);
    Ok(report.code())
}

async fn check_database(report: &mut Report, config: &Config, database: &Database) {
    let named = if config.database_url.is_some() { "answers" } else { "private, answers" };
    let ready = database.store.ready().await;
    let answers = ready.as_ref().map(|_| named.to_owned());
    report.line("database", answers.map_err(|error| anyhow!("DATABASE_URL: {error}")));
    if let Ok(ready) = ready {
        let missing = || anyhow!("some are missing: `plenary migrate` (or `serve`) applies them");
        report.line("migrations", if ready { Ok("all applied".to_owned()) } else { Err(missing()) });
        if ready {
            report.line("keys", check_keys(&database.store).await);
        }
        let kept = database.store.files_ready(plenary_app::act()).await;
        let kept = kept.map(|()| format!("are kept in {}", vault::shown(config)));
        report.line("files", kept.map_err(|error| anyhow!("PLENARY_FILES: {error}")));
    }
}

async fn check_keys(store: &Store) -> Result<String> {
    let Some(sealer) = store.sealer() else {
        bail!(
            "PLENARY_KEYS is not set: `plenary serve` does not start without; `plenary keys new` prints a key"
        );
    };
    let (first, others) = (sealer.first(), sealer.names().len() - 1);
    Ok(match store.sealed_with_old_keys().await? {
        0 => format!("\"{first}\" seals; {others} more may open"),
        left => {
            format!("\"{first}\" seals; {left} sealed with others: `plenary keys rotate` seals them anew")
        }
    })
}

async fn check_mail(config: &Config) -> Result<String> {
    config.letters_leave()?;
    let Some(url) = &config.smtp_url else {
        return Ok("captured, none is sent (PLENARY_SMTP_URL is not set)".to_owned());
    };
    let url = Url::parse(url).context("PLENARY_SMTP_URL is not an address")?;
    let said = timeout(MAIL_SERVER_WITHIN, greeting(&url)).await;
    let said = said.unwrap_or_else(|_| Err(anyhow!("no answer within {} s", MAIL_SERVER_WITHIN.as_secs())));
    said.context("PLENARY_SMTP_URL: the mail server can't be reached")?;
    let signed = match config.mail.keys()?.as_slice() {
        [] => "unsigned".to_owned(),
        keys => format!("signed by {}", keys.iter().map(DkimKey::selector).collect::<Vec<_>>().join(", ")),
    };
    Ok(format!("the mail server answers; letters come from {}, {signed}", config.mail_from))
}

/// Whether somebody answers there who speaks SMTP; with TLS from the first byte, whether somebody answers at all.
async fn greeting(url: &Url) -> Result<()> {
    let tls = url.scheme() == "smtps";
    let required = url.query().is_some_and(|query| query.contains("tls="));
    let port = url.port().unwrap_or(if tls {
        465
    } else if required {
        587
    } else {
        25
    });
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let stream = TcpStream::connect((host, port)).await?;
    if tls {
        return Ok(());
    }
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST_GREETING)).read_line(&mut line).await?;
    if line.starts_with("220") { Ok(()) } else { bail!("it does not greet as a mail server does") }
}
