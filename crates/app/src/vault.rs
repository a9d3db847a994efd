//! Keys and the place of files: from the settings, or, with a private database, made at the first start.

use crate::config::{Config, FilesAt};
use anyhow::{Context, Result, bail};
use plenary_store::{FilePlace, S3Place, Sealer};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Beside the private PostgreSQL.
const KEYS_FILE: &str = "keys";

/// The keys of the settings; with a private database those of the file beside it, which is made if there is none.
/// Without either there are no keys, and [`demand`] says so.
pub(crate) fn keys(config: &Config) -> Result<Option<Sealer>> {
    if config.keys.is_some() {
        return Ok(config.keys.clone());
    }
    let file = config.data.join(KEYS_FILE);
    if file.exists() {
        return read(&file).map(Some);
    }
    if config.database_url.is_some() {
        return Ok(None);
    }
    make(&file).with_context(|| format!("{} can't be written", file.display()))?;
    tracing::info!(file = %file.display(), "made a key for sealed data: what it seals is lost without it");
    read(&file).map(Some)
}

/// A site does not start without keys: passports and diets would stand in the clear, and files would be refused.
pub(crate) fn demand(config: &Config) -> Result<()> {
    if keys(config)?.is_none() {
        bail!(
            "PLENARY_KEYS is not set, and answers that few may read are kept sealed only. `plenary keys new` prints a \
             key: put it into PLENARY_KEYS, the same on every node, and keep a copy apart from the backups"
        );
    }
    Ok(())
}

fn read(file: &Path) -> Result<Sealer> {
    let shown = file.display();
    let mode =
        std::fs::metadata(file).with_context(|| format!("{shown} can't be read"))?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("{shown} can be read by others: `chmod 600 {shown}` mends it");
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("{shown} can't be read"))?;
    Sealer::parse(&text).with_context(|| format!("{shown} holds no keys"))
}

/// Nobody else's at any moment: made with its mode, and never over another one.
fn make(file: &Path) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::DirBuilder::new().recursive(true).mode(0o755).create(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(file)?;
    writeln!(
        file,
        "# Keys of Plenary: the first one seals, all of them open. What they sealed is lost without them."
    )?;
    writeln!(file, "{}", plenary_app::new_key())?;
    file.sync_all()
}

/// Where files are kept. `variable` reads the environment: keys of a bucket have the names that they have everywhere.
pub(crate) fn files(config: &Config, variable: impl Fn(&str) -> Option<String>) -> FilePlace {
    match &config.files {
        FilesAt::Data => FilePlace::Folder(config.data.join("files")),
        FilesAt::Folder(folder) => FilePlace::Folder(folder.clone()),
        FilesAt::Bucket { name, prefix, endpoint, region } => FilePlace::S3(Box::new(S3Place {
            bucket: name.clone(),
            prefix: prefix.clone(),
            endpoint: endpoint.clone().or_else(|| variable("AWS_ENDPOINT_URL")),
            region: region
                .clone()
                .or_else(|| variable("AWS_REGION"))
                .or_else(|| variable("AWS_DEFAULT_REGION")),
            access_key: variable("AWS_ACCESS_KEY_ID"),
            secret_key: variable("AWS_SECRET_ACCESS_KEY"),
            session_token: variable("AWS_SESSION_TOKEN"),
        })),
    }
}

/// For people.
pub(crate) fn shown(config: &Config) -> String {
    match &config.files {
        FilesAt::Data => config.data.join("files").display().to_string(),
        FilesAt::Folder(folder) => PathBuf::from(folder).display().to_string(),
        FilesAt::Bucket { name, prefix, .. } => format!("s3://{name}/{prefix}"),
    }
}
