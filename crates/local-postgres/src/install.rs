//! Installs PostgreSQL where that needs no question: as root on Debian and Ubuntu, which is a fresh container
//! or a fresh virtual machine. Anybody else is told what to type.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use rustix::process::geteuid;

use crate::error::{LocalPostgresError, io, last_lines};

const APT_GET: &str = "/usr/bin/apt-get";
/// Where Debian's packages read whether to make and start a server of their own.
const CLUSTER_SETTINGS: &str = "/etc/postgresql-common";

pub(crate) fn possible() -> bool {
    geteuid().is_root() && Path::new(APT_GET).exists()
}

/// Installs the programs, and no server: ours is private, and one more on port 5432 would surprise.
pub(crate) fn with_apt() -> Result<(), LocalPostgresError> {
    eprintln!(
        "PostgreSQL was not found, so it is being installed with apt-get; this happens once and takes a minute."
    );
    let settings = Path::new(CLUSTER_SETTINGS);
    // A folder that is already there holds the wishes of somebody else.
    if !settings.exists() {
        fs::create_dir_all(settings).map_err(io("make the folder", settings))?;
        let file = settings.join("createcluster.conf");
        fs::write(&file, "create_main_cluster = false\n").map_err(io("write", &file))?;
    }
    // A failed update (one mirror of several is down) need not hinder the installation, which will tell.
    let update = apt_get(&["update"])?;
    let install = apt_get(&["install", "-y", "--no-install-recommends", "postgresql"])?;
    match install {
        Ok(()) => Ok(()),
        Err(said) => {
            let output = update.err().map(|said| format!("{said}\n")).unwrap_or_default() + &said;
            Err(LocalPostgresError::Install { output })
        }
    }
}

/// Runs apt-get; the inner result holds what it said when it failed.
fn apt_get(arguments: &[&str]) -> Result<Result<(), String>, LocalPostgresError> {
    let output = Command::new(APT_GET)
        // Another apt-get may be at work, as on every machine that has just started: wait for it, 120 s.
        .args(["-q", "-o", "DPkg::Lock::Timeout=120"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .map_err(io("run", Path::new(APT_GET)))?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    Ok(Err(last_lines(&[output.stdout, output.stderr].concat())))
}
