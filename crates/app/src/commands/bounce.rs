//! `plenary bounce`: a report about a letter, on standard input, as mail servers hand messages to programs.

use crate::config::Config;
use crate::database::Database;
use anyhow::{Context, Result};
use plenary_mailer::{LONGEST_REPORT, ReportOutcome, take_report};
use std::io::{self, Read as _};
use std::process::ExitCode;

/// What mail servers understand as: keep it and try again (`EX_TEMPFAIL` of sysexits.h).
const TRY_AGAIN: u8 = 75;
/// In which mail servers tell to whom the message went: Postfix the first two, Exim and others the third.
const VARIABLES: [&str; 3] = ["ORIGINAL_RECIPIENT", "RECIPIENT", "LOCAL_PART_SUFFIX"];

pub(crate) async fn run(config: &Config, recipient: Option<String>) -> ExitCode {
    match take(config, recipient).await {
        Ok(outcome) => {
            tracing::info!(?outcome, "a message for bounces");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("plenary: {error:#}");
            ExitCode::from(TRY_AGAIN)
        }
    }
}

async fn take(config: &Config, recipient: Option<String>) -> Result<ReportOutcome> {
    let message = tokio::task::spawn_blocking(read).await?.context("the message could not be read")?;
    let mut recipients: Vec<String> = recipient.into_iter().collect();
    recipients.extend(VARIABLES.iter().filter_map(|name| std::env::var(name).ok()));
    let database = Database::shared(config).await?;
    let outcome = take_report(&database.store, &message, &recipients, plenary_app::act().now).await;
    database.close().await?;
    Ok(outcome?)
}

/// As much as is looked at. The rest is read too: a mail server takes a closed pipe for a failure.
fn read() -> io::Result<Vec<u8>> {
    let most = u64::try_from(LONGEST_REPORT).unwrap_or(u64::MAX);
    let (mut message, mut input) = (Vec::new(), io::stdin().lock());
    (&mut input).take(most).read_to_end(&mut message)?;
    io::copy(&mut input, &mut io::sink())?;
    Ok(message)
}
