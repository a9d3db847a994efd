//! `plenary dkim`

use crate::config::Config;
use crate::welcome::say;
use anyhow::{Context, Result, anyhow};
use plenary_mailer::{DkimAlgorithm, DkimKey, new_key};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Makes a key, writes it into a file of its own that nobody else may read, and says what to do with it.
pub(crate) fn new(config: &Config, selector: &str, algorithm: DkimAlgorithm, file: &Path) -> Result<()> {
    let shown = file.display();
    let pem = new_key(algorithm)?;
    let key = DkimKey::parse(selector, pem.as_bytes())?;
    // An existing file is never written over: letters may be signed with it.
    let mut options = OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(file);
    let mut opened = opened.with_context(|| format!("{shown} can't be made"))?;
    opened.write_all(pem.as_bytes()).and_then(|()| opened.sync_all()).with_context(|| format!("{shown}"))?;
    let mut lines = vec![format!("The key is in {shown}. Put this record into the DNS:"), String::new()];
    lines.extend(record(config, &key)?);
    lines.push(String::new());
    lines.push(format!("When it is there, set PLENARY_DKIM={selector}={shown} and restart."));
    say(&lines);
    Ok(())
}

/// The records of the keys that sign now.
pub(crate) fn show(config: &Config) -> Result<()> {
    let keys = config.mail.keys()?;
    if keys.is_empty() {
        say(&["Letters leave unsigned (PLENARY_DKIM is not set).".to_owned()]);
        return Ok(());
    }
    for key in &keys {
        say(&record(config, key)?);
    }
    Ok(())
}

/// As a line of a zone file: texts are cut into pieces of 255 octets there.
fn record(config: &Config, key: &DkimKey) -> Result<Vec<String>> {
    let address = config.mail_from.trim_end_matches('>');
    let (_, domain) = address.rsplit_once('@').ok_or_else(|| anyhow!("PLENARY_MAIL_FROM is no address"))?;
    let text = key.record();
    let pieces: Vec<String> =
        text.as_bytes().chunks(255).map(|piece| format!("\"{}\"", String::from_utf8_lossy(piece))).collect();
    Ok(vec![format!("{}. IN TXT {}", key.record_name(domain), pieces.join(" "))])
}
