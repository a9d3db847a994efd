//! Settings: from a file, overridden by the environment, each with one name in both places.
//!
//! The table [`SETTINGS`] is what `--help` prints, what the documentation is compared with, and the only list of names
//! that are understood. A wrong value is an error that names the setting, where it stands and what is expected there.

mod file;
mod mail;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use mail::MailConfig;
pub(crate) use values::FilesAt;

use anyhow::Result;
use file::FileSettings;
use plenary_store::Sealer;
use plenary_web::Limits;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use values::Reader;

/// One thing that can be set.
pub(crate) struct Setting {
    /// In the environment. In the file it has the same name in small letters, without `PLENARY_`.
    pub(crate) variable: &'static str,
    pub(crate) about: &'static str,
    pub(crate) default: &'static str,
    /// Ends the sentence "… is expected".
    expected: &'static str,
}

impl Setting {
    pub(crate) fn key(&self) -> String {
        self.variable.trim_start_matches("PLENARY_").to_lowercase()
    }

    /// May hold a password, which no message repeats.
    fn is_secret(&self) -> bool {
        self.variable == "PLENARY_KEYS"
            || self.variable.ends_with("_URL") && self.variable != "PLENARY_BASE_URL"
    }
}

macro_rules! settings {
    ($($name:ident $variable:literal = $default:literal, $about:literal, $expected:literal;)+) => {
        $(pub(crate) const $name: Setting =
            Setting { variable: $variable, about: $about, default: $default, expected: $expected };)+
        /// Everything that can be set, in the order in which people need it.
        pub(crate) const SETTINGS: &[Setting] = &[$($name),+];
    };
}

settings! {
    DATABASE_URL "DATABASE_URL" = "a private PostgreSQL under PLENARY_DATA",
        "The database, as postgresql://user:password@host/name?sslmode=require",
        "an address that begins with postgresql:// or postgres://";
    LISTEN "PLENARY_LISTEN" = "127.0.0.1:8080", "Where the site listens",
        "an IP address and a port such as 127.0.0.1:8080 or [::]:8080";
    BASE_URL "PLENARY_BASE_URL" = "http:// and the address of PLENARY_LISTEN",
        "Where people reach the site; every link in a letter begins with it",
        "https:// (or http://) and a host, without a path, such as https://events.example.org";
    METRICS_LISTEN "PLENARY_METRICS_LISTEN" = "127.0.0.1:9464", "Where /metrics listens; empty: nowhere",
        "an IP address and a port such as 127.0.0.1:9464, or nothing at all";
    DATA "PLENARY_DATA" = "./var", "Folder of the private PostgreSQL and of files", "a folder";
    FILES "PLENARY_FILES" = "files in PLENARY_DATA",
        "Where photos and documents are kept: file:///folder or s3://bucket/prefix?endpoint=https://…&region=… with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "an address such as file:///var/lib/plenary/files or s3://bucket?endpoint=https://s3.example.org";
    KEYS "PLENARY_KEYS" = "the file `keys` in PLENARY_DATA, made at the first start with a private PostgreSQL",
        "Keys that seal photos, passports and other guarded data: name:base64,…; the first seals, all open (`plenary keys new`)",
        "name:key pairs as `plenary keys new` prints them, with commas between them";
    SMTP_URL "PLENARY_SMTP_URL" = "letters are kept in the mailbox page instead of being sent",
        "The mail server, as smtp://user:password@host:587?tls=required or smtps://user:password@host; `capture` keeps letters in the mailbox page",
        "an address such as smtps://user:password@mail.example.org or smtp://mail.example.org:587?tls=required";
    MAIL_FROM "PLENARY_MAIL_FROM" = "noreply@plenary.example", "Sender of letters; needed with PLENARY_SMTP_URL",
        "an e-mail address, alone or as `Name <name@example.org>`";
    DKIM "PLENARY_DKIM" = "none: letters leave unsigned",
        "Keys that sign letters, as selector=file with commas between them (`plenary dkim new` makes one)",
        "selector=file pairs such as s2026=/etc/plenary/s2026.pem, with commas between them";
    BOUNCES "PLENARY_BOUNCES" = "the sender", "Where reports about letters go that did not arrive, each to bounces+TOKEN@…",
        "an e-mail address with at most 15 characters before the @, such as bounces@events.example.org";
    BOUNCES_URL "PLENARY_BOUNCES_URL" = "nowhere: the mail server hands them to `plenary bounce`",
        "The mailbox from which reports are fetched, as imaps://user:password@host/INBOX",
        "an address such as imaps://bounces:password@mail.example.org/INBOX";
    MAIL_HANDS "PLENARY_MAIL_HANDS" = "8", "Letters under way at once, in each process", "a number from 1 to 64";
    MAIL_LEASE "PLENARY_MAIL_LEASE" = "120",
        "Seconds after which a letter that a dead process had in hand is sent by another",
        "a number from 6 to 3600";
    DOMAIN_HANDS "PLENARY_MAIL_DOMAIN_HANDS" = "2",
        "Letters under way at once to one domain of recipients, from all processes", "a number from 1 to 64";
    DOMAIN_RATE "PLENARY_MAIL_DOMAIN_RATE" = "600", "Letters a minute to one domain of recipients, from all processes",
        "a number from 1 to 1000000";
    DNS "PLENARY_DNS" = "those of the system", "The DNS server that is asked about the sender of letters",
        "an IP address and a port such as 192.0.2.53:53";
    TRUSTED_PROXIES "PLENARY_TRUSTED_PROXIES" = "none", "Proxies whose X-Forwarded-For is believed",
        "IP addresses with commas between them, such as 10.0.0.5,10.0.0.6";
    WORKERS "PLENARY_WORKERS" = "one for each core", "Threads that serve requests", "a number from 1 to 256";
    POOL "PLENARY_POOL" = "10", "Connections to the database", "a number from 2 to 500";
    LOG "PLENARY_LOG" = "text", "Form of the log on standard error: text or json (RUST_LOG chooses what is in it)",
        "text or json";
    UNDO_MINUTES "PLENARY_UNDO_MINUTES" = "10",
        "How long organisers can take a decision back; its letter waits for so long", "a number from 0 to 60";
    LIMIT_LETTERS_TO "PLENARY_LIMIT_LETTERS_TO" = "5",
        "Letters an hour to one e-mail address that visitors can cause; 0: no limit", "a number from 0 to 1000000";
    LIMIT_LETTERS_FROM "PLENARY_LIMIT_LETTERS_FROM" = "60",
        "Letters an hour that visitors from one network address can cause; 0: no limit",
        "a number from 0 to 1000000";
    LIMIT_REGISTRATIONS "PLENARY_LIMIT_REGISTRATIONS" = "1200",
        "Forms begun or sent and letters asked for an hour, from one network address; 0: no limit",
        "a number from 0 to 1000000";
    LIMIT_MISSES "PLENARY_LIMIT_MISSES" = "60", "Secret addresses that do not exist, tried a minute, from one address",
        "a number from 1 to 1000000";
    LIMIT_SIGN_INS "PLENARY_LIMIT_SIGN_INS" = "30", "Passwords and codes tried a minute, from one address",
        "a number from 1 to 1000000";
}

/// How the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogForm {
    Text,
    Json,
}

/// All settings, checked. No `Debug`: some of them may hold passwords.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) database_url: Option<String>,
    pub(crate) listen: SocketAddr,
    base_url: Option<String>,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) data: PathBuf,
    pub(crate) files: FilesAt,
    /// As it stands: which keys there are also depends on a file.
    pub(crate) keys: Option<Sealer>,
    pub(crate) smtp_url: Option<String>,
    /// Letters are to be kept instead of being sent, and somebody has said so.
    captures: bool,
    pub(crate) mail_from: String,
    pub(crate) mail: MailConfig,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) workers: usize,
    pub(crate) pool: usize,
    pub(crate) log: LogForm,
    pub(crate) undo_minutes: i64,
    pub(crate) limits: Limits,
}

/// Instead of a mail server: letters are kept.
const CAPTURE: &str = "capture";

/// The file that is read when none is named.
const USUAL_FILE: &str = "plenary.toml";

impl Config {
    /// Reads the named file, or `plenary.toml` if it is there, and then the environment.
    ///
    /// # Errors
    /// The first setting that is unknown or wrong.
    pub(crate) fn load(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let usual = Path::new(USUAL_FILE);
        let file = match file {
            Some(file) => FileSettings::read(file)?,
            None if usual.exists() => FileSettings::read(usual)?,
            None => FileSettings::default(),
        };
        Self::read(&Reader::new(&file, &variable))
    }

    fn read(reader: &Reader<'_>) -> Result<Self> {
        let count = |setting: &Setting, (least, most): (usize, usize), otherwise: usize| {
            reader.or(setting, otherwise, |text| values::number(text, least, most))
        };
        let limit = |setting: &Setting, otherwise: u32| {
            reader.or(setting, otherwise, |text| values::number(text, 1, 1_000_000))
        };
        let most = |setting: &Setting, otherwise: u32| {
            reader.or(setting, otherwise, |text| values::number(text, 0, 1_000_000))
        };
        let smtp_url = reader.get(&SMTP_URL, values::smtp_url)?;
        let captures = smtp_url.as_deref() == Some(CAPTURE);
        let smtp_url = smtp_url.filter(|_| !captures);
        let mail_from = reader.get(&MAIL_FROM, values::mail_from)?;
        if smtp_url.is_some() && mail_from.is_none() {
            anyhow::bail!(
                "PLENARY_MAIL_FROM is not set, but letters are to be sent (PLENARY_SMTP_URL is set): {} is expected",
                MAIL_FROM.expected
            );
        }
        let usual = Limits::default();
        Ok(Self {
            database_url: reader.get(&DATABASE_URL, values::database_url)?,
            listen: reader.or(&LISTEN, SocketAddr::from(([127, 0, 0, 1], 8080)), |text| text.parse().ok())?,
            base_url: reader.get(&BASE_URL, values::base_url)?,
            metrics_listen: reader.metrics_listen()?,
            data: reader.or(&DATA, PathBuf::from("./var"), |text| Some(PathBuf::from(text)))?,
            files: reader.or(&FILES, FilesAt::Data, values::files)?,
            keys: reader.get(&KEYS, |text| Sealer::parse(text).ok())?,
            mail_from: mail_from.unwrap_or_else(|| MAIL_FROM.default.to_owned()),
            smtp_url,
            captures,
            mail: MailConfig::read(reader)?,
            trusted_proxies: reader.or(&TRUSTED_PROXIES, Vec::new(), values::addresses)?,
            workers: count(&WORKERS, (1, 256), values::cores())?,
            pool: count(&POOL, (2, 500), 10)?,
            undo_minutes: reader.or(&UNDO_MINUTES, 10, |text| values::number(text, 0, 60))?,
            log: reader.or(&LOG, LogForm::Text, values::log_form)?,
            limits: Limits {
                letters_to_one: most(&LIMIT_LETTERS_TO, usual.letters_to_one)?,
                letters_from_one: most(&LIMIT_LETTERS_FROM, usual.letters_from_one)?,
                forms_from_one: most(&LIMIT_REGISTRATIONS, usual.forms_from_one)?,
                misses_per_minute: limit(&LIMIT_MISSES, usual.misses_per_minute)?,
                sign_ins_per_minute: limit(&LIMIT_SIGN_INS, usual.sign_ins_per_minute)?,
            },
        })
    }

    /// Where people reach the site that listens on `listening`.
    pub(crate) fn base_url(&self, listening: SocketAddr) -> String {
        self.base_url.clone().unwrap_or_else(|| {
            let (ip, port) = (listening.ip(), listening.port());
            if ip.is_unspecified() {
                format!("http://localhost:{port}")
            } else {
                format!("http://{listening}")
            }
        })
    }

    /// Letters that people wait for must not stay in a mailbox page because a setting was forgotten.
    ///
    /// # Errors
    /// For a site that is reached by TLS, which is no trial, when nobody has said where letters go.
    pub(crate) fn letters_leave(&self) -> Result<()> {
        let by_tls = self.base_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        if by_tls && self.smtp_url.is_none() && !self.captures {
            anyhow::bail!(
                "PLENARY_SMTP_URL is not set, but the site is reached at https://: letters would be kept instead of \
                 being sent. Set it to {}, or to `{CAPTURE}` if that is meant",
                SMTP_URL.expected
            );
        }
        Ok(())
    }

    /// What is allowed but hardly meant.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let by_tls = self.base_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        if !self.listen.ip().is_loopback() && !by_tls {
            warnings.push(format!(
                "PLENARY_LISTEN is {}, which others can reach, but PLENARY_BASE_URL does not begin with https://: \
                 passwords and personal data would travel in clear",
                self.listen
            ));
        }
        warnings
    }
}

/// Variables that look like ours and are not: probably a slip of the pen. Not an error, because a platform may set
/// some of its own for a service of this name.
pub(crate) fn unknown_variables(names: impl Iterator<Item = String>) -> Vec<String> {
    const OTHERS: [&str; 4] =
        ["PLENARY_CONFIG", "PLENARY_PG_BIN", "PLENARY_BROWSER_TESTS", "PLENARY_MTA_TESTS"];
    let known =
        |name: &str| SETTINGS.iter().any(|setting| setting.variable == name) || OTHERS.contains(&name);
    names.filter(|name| name.starts_with("PLENARY_") && !known(name)).collect()
}
