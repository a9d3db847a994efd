//! What can go wrong, said to the operator who has to do something about it.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitStatus,
};

use thiserror::Error;

/// Why there is no private PostgreSQL; each message is a sentence that ends with what to type.
#[derive(Debug, Error)]
pub enum LocalPostgresError {
    #[error(
        "PostgreSQL was not found on this machine: type `sudo apt-get install postgresql` (Debian, Ubuntu), \
         `sudo dnf install postgresql-server` (Fedora) or `brew install postgresql` (macOS), or set DATABASE_URL \
         to a database that you have"
    )]
    NoBinaries,
    #[error(
        "PLENARY_PG_BIN is {}, but postgres and initdb are not there or do not run: set it to the folder that \
         holds them, such as /usr/lib/postgresql/17/bin, or unset it", .folder.display()
    )]
    NoBinariesIn { folder: PathBuf },
    #[error(
        "PostgreSQL could not be installed: type `apt-get update && apt-get install postgresql` to see why, or set \
         DATABASE_URL to a database that you have; apt-get said:\n{output}"
    )]
    Install { output: String },
    #[error(
        "Plenary already runs on {}{}: {}, or give this one another folder",
        .folder.display(),
        .pid.map(|pid| format!(" (process {pid})")).unwrap_or_default(),
        .pid.map_or_else(|| "stop it first".to_owned(), |pid| format!("stop it with `kill {pid}`"))
    )]
    AlreadyRunning { folder: PathBuf, pid: Option<u32> },
    #[error(
        "The data in {} was made by PostgreSQL {major}, which is not installed here: install that version \
         (`apt-get install postgresql-{major}`), or move the folder away to begin with an empty database",
        .data.display()
    )]
    OtherMajor { data: PathBuf, major: u32 },
    #[error(
        "{} belongs to somebody else, so it can't be trusted with a database: remove it with `sudo rm -r {0}`",
        .folder.display()
    )]
    Foreign { folder: PathBuf },
    #[error("The database could not be made in {}: see what initdb said, then start again:\n{output}", .data.display())]
    Initdb { data: PathBuf, output: String },
    #[error("PostgreSQL ended at once ({status}): read {}, which ends with:\n{lines}", .log.display())]
    Ended { status: ExitStatus, log: PathBuf, lines: String },
    #[error(
        "PostgreSQL did not accept connections within {seconds} s: type `tail {}` to see what it is doing",
        .log.display()
    )]
    NotReady { seconds: u64, log: PathBuf },
    #[error("Could not {doing} {}: {source}", .path.display())]
    Io { doing: &'static str, path: PathBuf, source: io::Error },
}

/// Says what we were doing, and to what, when the operating system refused.
pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> LocalPostgresError {
    let path = path.to_owned();
    move |source| LocalPostgresError::Io { doing, path, source }
}

/// The end of a long output: what an operator can read without scrolling.
pub(crate) fn last_lines(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n")
}
