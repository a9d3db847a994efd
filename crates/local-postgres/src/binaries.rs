//! Finds PostgreSQL's programs on this machine, newest major version first.

use std::{
    cmp::Reverse,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{error::LocalPostgresError, identity::User, install};

/// A folder with `postgres` and `initdb` of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binaries {
    pub(crate) folder: PathBuf,
    pub(crate) major: u32,
}

/// Where packages put PostgreSQL: a parent, and how the version's folder in it begins.
const PLACES: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/usr", "pgsql-"),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
];

impl Binaries {
    /// The version is asked of the program, because not every folder's name tells it.
    fn at(folder: &Path) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let output =
            Command::new(folder.join("postgres")).arg("-V").stdin(Stdio::null()).output().ok()?.stdout;
        Some(Self { folder: folder.to_owned(), major: major_in(&String::from_utf8_lossy(&output))? })
    }

    /// One of the programs, run as the user given. It gets no more of our environment than it needs: settings
    /// such as `PGPORT` would change what it does, and secrets are none of its business.
    pub(crate) fn command(&self, program: &str, user: Option<User>) -> Command {
        use std::os::unix::process::CommandExt as _;

        let mut command = Command::new(self.folder.join(program));
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").stdin(Stdio::null());
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
            if let Some(value) = env::var_os(name) {
                command.env(name, value);
            }
        }
        if let Some(user) = user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }
}

/// All versions on this machine, best first and never none; installs PostgreSQL when there is none and we may.
pub(crate) fn installed() -> Result<Vec<Binaries>, LocalPostgresError> {
    if let Some(folder) = env::var_os("PLENARY_PG_BIN").map(PathBuf::from) {
        // Somebody who names a folder means that one: falling back to another would hide a slip of the pen.
        let binaries = Binaries::at(&folder).ok_or(LocalPostgresError::NoBinariesIn { folder })?;
        return Ok(vec![binaries]);
    }
    let mut found = look();
    if found.is_empty() && install::possible() {
        install::with_apt()?;
        found = look();
    }
    if found.is_empty() { Err(LocalPostgresError::NoBinaries) } else { Ok(found) }
}

fn look() -> Vec<Binaries> {
    let mut found: Vec<Binaries> = PLACES
        .iter()
        .flat_map(|(parent, prefix)| versions(Path::new(parent), prefix))
        .filter_map(|folder| Binaries::at(&folder))
        .collect();
    found.sort_by_key(|binaries| Reverse(binaries.major));
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).filter(|folder| folder.is_absolute());
    found.extend(on_path.filter_map(|folder| Binaries::at(&folder)));
    found
}

fn versions(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join("bin"))
        .collect()
}

/// The 15 of `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`, the 19 of `postgres (PostgreSQL) 19beta1`.
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major_in;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major_in("no such thing"), None);
    }
}
