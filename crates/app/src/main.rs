//! Plenary: registration and agenda for conferences. One program, several commands.

mod commands;
mod config;
mod database;
mod signals;
mod telemetry;
mod vault;
mod welcome;

use anyhow::Result;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use config::Config;
use plenary_domain::Lang;
use plenary_domain::policy::Role;
use plenary_domain::text::EmailAddress;
use plenary_mailer::DkimAlgorithm;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Registration and agenda for conferences: delegates register, organisers decide and publish the programme, and the
/// letters arrive.
///
/// Without any settings `plenary` starts a private PostgreSQL under ./var, loads a sample event, keeps letters in a
/// mailbox page and prints a link for the first organiser. Nothing leaves the machine; Ctrl-C stops it, and the next
/// start finds everything as it was.
///
/// With `DATABASE_URL` it uses that database and brings no sample. Migrations are applied at the start.
#[derive(Parser)]
#[command(name = "plenary", version, arg_required_else_help = false, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Settings file (TOML); ./plenary.toml is read if it is there.
    #[arg(long, global = true, value_name = "FILE", env = "PLENARY_CONFIG")]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the site and sends the letters (what happens without a command).
    Serve,
    /// Sends letters only: as many of these as you like, beside `serve`, on the same `DATABASE_URL`.
    Work,
    /// Applies the migrations that are missing, and ends. `serve` does it too.
    Migrate,
    /// Lets people into the admin panel.
    #[command(subcommand)]
    Organiser(Organiser),
    /// Loads the sample event into a database that has no events, and ends.
    Sample,
    /// Keys that seal guarded data: photos, passports.
    #[command(subcommand)]
    Keys(Keys),
    /// Keys that sign letters (DKIM).
    #[command(subcommand)]
    Dkim(Dkim),
    /// Takes a report about a letter that did not arrive from standard input: for the alias of `PLENARY_BOUNCES`.
    Bounce {
        /// To whom the report went, if the mail server does not tell in the environment or in its header.
        #[arg(long, value_name = "ADDRESS")]
        recipient: Option<String>,
    },
    /// Checks settings, database, migrations and mail server, one line for each; fails if one of them fails.
    Check,
}

#[derive(Subcommand)]
enum Keys {
    /// Prints a new key for the front of `PLENARY_KEYS`. Nothing is changed.
    New,
    /// Seals everything anew with the first key, in batches, while the site runs.
    Rotate,
}

#[derive(Subcommand)]
enum Dkim {
    /// Makes a key and prints the record for the DNS.
    New {
        /// The name of the key in the DNS, new for each key: s2026, say.
        #[arg(long, value_name = "NAME")]
        selector: String,
        /// rsa (understood everywhere) or ed25519 (short; sign with both).
        #[arg(long, value_parser = algorithm, default_value = "rsa")]
        algorithm: DkimAlgorithm,
        /// Where the private key goes: a new file.
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
    /// Prints the records of the keys that sign now.
    Show,
}

#[derive(Subcommand)]
enum Organiser {
    /// Prints a link that works once, for 7 days, and makes an account: an administrator, or with --event a person
    /// for one event.
    Invite(Invite),
}

#[derive(Args, Clone)]
struct Invite {
    /// Whom the invitation is for; fills in the form.
    #[arg(long, value_name = "ADDRESS", value_parser = email)]
    email: Option<String>,
    /// The event to be let into, by the name in its address; without it the link makes an administrator.
    #[arg(long, value_name = "SLUG")]
    event: Option<String>,
    /// What the person may do there: an organiser runs the event, a viewer changes nothing.
    #[arg(long, value_parser = role, default_value = "organiser", requires = "event")]
    role: Role,
    /// Language of the page behind the link: en, ru or kk.
    #[arg(long, value_parser = language)]
    language: Option<Lang>,
}

fn email(text: &str) -> Result<String, &'static str> {
    EmailAddress::parse(text)
        .map(|address| address.as_str().to_owned())
        .map_err(|_| "an e-mail address is expected")
}

fn role(text: &str) -> Result<Role, &'static str> {
    Role::parse(text).ok_or("organiser or viewer is expected")
}

fn algorithm(text: &str) -> Result<DkimAlgorithm, &'static str> {
    DkimAlgorithm::parse(text).ok_or("rsa or ed25519 is expected")
}

fn language(text: &str) -> Result<Lang, &'static str> {
    Lang::parse(text).ok_or("en, ru or kk is expected")
}

/// The list of settings, from the table that is also used to read them.
fn settings_help() -> String {
    let mut text = String::from(
        "Settings, from the environment or, in small letters and without PLENARY_, from the settings file:\n",
    );
    for config::Setting { variable, about, default, .. } in config::SETTINGS {
        // Writing to a text can't fail.
        let _ = write!(text, "\n  {variable}\n      {about}\n      Default: {default}\n");
    }
    text
}

#[tokio::main]
async fn main() -> ExitCode {
    let matches = Cli::command().after_long_help(settings_help()).get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match run(cli).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("plenary: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode> {
    let config = Config::load(cli.config.as_deref(), |name| std::env::var(name).ok());
    if let (Some(Command::Check), Err(error)) = (&cli.command, &config) {
        return Ok(commands::check::wrong_settings(error));
    }
    let config = config?;
    let metrics = telemetry::start(config.log)?;
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in config::unknown_variables(names) {
        tracing::warn!(name, "this variable is not a setting");
    }
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => commands::serve::run(config, metrics).await?,
        Command::Work => commands::work::run(config, metrics).await?,
        Command::Migrate => commands::migrate::run(&config).await?,
        Command::Organiser(Organiser::Invite(invite)) => commands::organiser::invite(&config, invite).await?,
        Command::Keys(Keys::New) => commands::keys::new(),
        Command::Keys(Keys::Rotate) => commands::keys::rotate(&config).await?,
        Command::Dkim(Dkim::New { selector, algorithm, file }) => {
            commands::dkim::new(&config, &selector, algorithm, &file)?;
        }
        Command::Dkim(Dkim::Show) => commands::dkim::show(&config)?,
        Command::Bounce { recipient } => return Ok(commands::bounce::run(&config, recipient).await),
        Command::Sample => commands::sample::run(&config).await?,
        Command::Check => return commands::check::run(&config).await,
    }
    Ok(ExitCode::SUCCESS)
}
