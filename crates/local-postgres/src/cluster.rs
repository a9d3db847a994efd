//! The data folder: which version's, and how it comes to be. A half-made one never gets the final name.

use std::{
    cmp::Reverse,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use crate::{
    Durability,
    binaries::Binaries,
    error::{LocalPostgresError, io, last_lines},
    identity::{User, hand_over, private_folder},
    process::end_strays,
};

/// The data folders that are there, newest major version first.
pub(crate) fn data_folders(folder: &Path) -> Vec<(u32, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.strip_prefix("postgres-")?.parse().ok()?, entry.path()))
        })
        .filter(|(_, data)| data.join("PG_VERSION").exists())
        .collect();
    found.sort_by_key(|(major, _)| Reverse(*major));
    found
}

/// The version that made the data goes before the newest one: after an upgrade of the machine people want
/// their event, not an empty database. Data of tests is worth nothing, so tests take what is there.
pub(crate) fn choose_binaries(
    installed: Vec<Binaries>,
    folder: &Path,
    durability: Durability,
) -> Result<Binaries, LocalPostgresError> {
    let existing = data_folders(folder);
    let fits =
        existing.iter().find_map(|(major, _)| installed.iter().find(|binaries| binaries.major == *major));
    if let Some(binaries) = fits {
        return Ok(binaries.clone());
    }
    match existing.into_iter().next() {
        Some((major, data)) if durability == Durability::Safe => {
            Err(LocalPostgresError::OtherMajor { data, major })
        }
        _ => installed.into_iter().next().ok_or(LocalPostgresError::NoBinaries),
    }
}

/// Makes the data folder, unless it is there, and gives it to the server's user.
pub(crate) fn prepare(
    binaries: &Binaries,
    folder: &Path,
    user: Option<User>,
) -> Result<PathBuf, LocalPostgresError> {
    let name = format!("postgres-{}", binaries.major);
    let data = folder.join(&name);
    end_strays(&data);
    remove_half_made(folder, &format!("{name}.new"));
    if data.join("PG_VERSION").exists() {
        hand_over(&data, user)?;
        // A copy may have lost its mode, and PostgreSQL refuses data that others can read. Only the mode of
        // data that is ours can be set, and PostgreSQL itself explains the other case.
        let _ = fs::set_permissions(&data, fs::Permissions::from_mode(0o700));
        return Ok(data);
    }
    // An initdb whose parent was killed may still be writing: with the number of our process in the name the
    // two never meet.
    let new = folder.join(format!("{name}.new-{}", std::process::id()));
    private_folder(&new, user)?;
    initialise(binaries, &new, user)?;
    fs::rename(&new, &data).map_err(io("put the new database in place as", &data))?;
    tracing::info!(data = %data.display(), "a new PostgreSQL database was made");
    Ok(data)
}

fn initialise(binaries: &Binaries, data: &Path, user: Option<User>) -> Result<(), LocalPostgresError> {
    let output = binaries
        .command("initdb", user)
        .current_dir(data)
        .arg("-D")
        .arg(data)
        .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"])
        .args(["--no-locale", "--no-sync", "--no-instructions"])
        .output()
        .map_err(io("run", &binaries.folder.join("initdb")))?;
    if output.status.success() {
        return Ok(());
    }
    let output = last_lines(&[output.stdout, output.stderr].concat());
    Err(LocalPostgresError::Initdb { data: data.to_owned(), output })
}

/// What a killed initdb left. It is in nobody's way, so failing to remove it is worth a line and no more.
fn remove_half_made(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let path = entry.path();
        match fs::remove_dir_all(&path) {
            Ok(()) => tracing::info!(path = %path.display(), "a half-made database was removed"),
            Err(error) => tracing::warn!(path = %path.display(), %error, "a half-made database stays"),
        }
    }
}
