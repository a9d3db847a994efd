//! How the text of a setting becomes its value.

use super::file::FileSettings;
use super::{LogForm, METRICS_LISTEN, Setting};
use anyhow::{Result, bail};
use plenary_domain::text::EmailAddress;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use url::Url;

/// The environment first, the file second.
pub(crate) struct Reader<'a> {
    file: &'a FileSettings,
    variable: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a FileSettings, variable: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { file, variable }
    }

    /// The text of a setting and the place where it stands, for a message.
    fn text(&self, setting: &Setting) -> Option<(String, String)> {
        let from_environment =
            (self.variable)(setting.variable).map(|text| (text, setting.variable.to_owned()));
        from_environment.or_else(|| {
            let key = setting.key();
            let text = self.file.get(&key)?.to_owned();
            Some((text, format!("`{key}` in {}", self.file.path().display())))
        })
    }

    /// Empty is the same as not set.
    pub(crate) fn get<T>(&self, setting: &Setting, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let Some((text, place)) = self.text(setting) else { return Ok(None) };
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match parse(text) {
            Some(value) => Ok(Some(value)),
            None if setting.is_secret() => bail!("{place} is wrong: {} is expected", setting.expected),
            None => bail!("{place} is \"{text}\", but {} is expected", setting.expected),
        }
    }

    pub(crate) fn or<T>(
        &self,
        setting: &Setting,
        otherwise: T,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        Ok(self.get(setting, parse)?.unwrap_or(otherwise))
    }

    /// The one setting for which empty means something: nowhere.
    pub(crate) fn metrics_listen(&self) -> Result<Option<SocketAddr>> {
        if self.text(&METRICS_LISTEN).is_some_and(|(text, _)| text.trim().is_empty()) {
            return Ok(None);
        }
        let usual = SocketAddr::from(([127, 0, 0, 1], 9464));
        self.or(&METRICS_LISTEN, usual, |text| text.parse().ok()).map(Some)
    }
}

/// Where files are kept, as far as the settings know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FilesAt {
    /// In the folder of data.
    Data,
    Folder(PathBuf),
    Bucket {
        name: String,
        prefix: String,
        endpoint: Option<String>,
        region: Option<String>,
    },
}

pub(crate) fn files(text: &str) -> Option<FilesAt> {
    let url = Url::parse(text).ok()?;
    match url.scheme() {
        "file" => url.to_file_path().ok().map(FilesAt::Folder),
        "s3" => {
            let asked = |name: &str| url.query_pairs().find(|(n, _)| n == name).map(|(_, v)| v.into_owned());
            let known = url.query_pairs().all(|(name, _)| name == "endpoint" || name == "region");
            let endpoint = asked("endpoint");
            let reached = endpoint.as_deref().is_none_or(|at| {
                Url::parse(at).is_ok_and(|at| matches!(at.scheme(), "http" | "https") && at.has_host())
            });
            let name = url.host_str().filter(|name| !name.is_empty())?.to_owned();
            let prefix = url.path().trim_matches('/').to_owned();
            (known && reached).then(|| FilesAt::Bucket { name, prefix, endpoint, region: asked("region") })
        }
        _ => None,
    }
}

pub(crate) fn number<N: FromStr + PartialOrd>(text: &str, least: N, most: N) -> Option<N> {
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

pub(crate) fn addresses(text: &str) -> Option<Vec<IpAddr>> {
    text.split(',').map(|address| address.trim().parse().ok()).collect()
}

pub(crate) fn log_form(text: &str) -> Option<LogForm> {
    match text {
        "text" => Some(LogForm::Text),
        "json" => Some(LogForm::Json),
        _ => None,
    }
}

/// Without a slash at the end, as every link appends its own.
pub(crate) fn base_url(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let nobody = url.username().is_empty() && url.password().is_none();
    let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    (web && plain && nobody).then(|| url.as_str().trim_end_matches('/').to_owned())
}

pub(crate) fn database_url(text: &str) -> Option<String> {
    let known = text.starts_with("postgresql://") || text.starts_with("postgres://");
    known.then(|| text.to_owned())
}

/// Or the word for keeping letters.
pub(crate) fn smtp_url(text: &str) -> Option<String> {
    if text == super::CAPTURE {
        return Some(text.to_owned());
    }
    let url = Url::parse(text).ok()?;
    let usable =
        matches!(url.scheme(), "smtp" | "smtps") && url.host_str().is_some_and(|host| !host.is_empty());
    usable.then(|| text.to_owned())
}

/// `name@example.org` or `Name <name@example.org>`.
pub(crate) fn mail_from(text: &str) -> Option<String> {
    let address = match text.strip_suffix('>') {
        Some(named) => named.rsplit_once('<')?.1,
        None => text,
    };
    let plain = EmailAddress::parse(address).is_ok() && !text.contains(['\r', '\n']);
    plain.then(|| text.to_owned())
}

/// `selector=file`, with commas between them.
pub(crate) fn key_files(text: &str) -> Option<Vec<(String, PathBuf)>> {
    let pair = |pair: &str| {
        let (selector, file) = pair.trim().split_once('=')?;
        let whole = !selector.trim().is_empty() && !file.trim().is_empty();
        whole.then(|| (selector.trim().to_owned(), PathBuf::from(file.trim())))
    };
    text.split(',').map(pair).collect()
}

/// Short enough that a token fits behind it.
pub(crate) fn bounces(text: &str) -> Option<String> {
    let address = EmailAddress::parse(text).ok()?;
    let (local, _) = address.as_str().split_once('@')?;
    (local.is_ascii() && local.len() <= 15 && !local.contains('+')).then(|| address.as_str().to_owned())
}

/// In clear only to this machine.
pub(crate) fn imap_url(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str().filter(|host| !host.is_empty())?;
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|at| at.is_loopback());
    let safe = url.scheme() == "imaps" || url.scheme() == "imap" && here;
    (safe && !url.username().is_empty() && url.password().is_some()).then(|| text.to_owned())
}
