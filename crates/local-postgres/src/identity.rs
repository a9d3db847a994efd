//! Who runs the server, and whether that user gets at the folder: PostgreSQL refuses root, so as root we hand
//! over to another user, who cannot see into every place that root can.

use std::{
    fs, io as std_io,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, lchown},
    path::{Path, PathBuf},
};

use rustix::process::geteuid;

use crate::{
    cluster,
    error::{LocalPostgresError, io},
};

/// The user to hand over to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// The folder to use and the user to run the server as; `None` is ourselves.
pub(crate) fn place(requested: &Path) -> Result<(PathBuf, Option<User>), LocalPostgresError> {
    let Some(user) = user_for(requested) else { return Ok((requested.to_owned(), None)) };
    let Some(closed) = closed_parent(requested, user).map_err(io("look at", requested))? else {
        return Ok((requested.to_owned(), Some(user)));
    };
    let parent = if Path::new("/var/lib").is_dir() { "/var/lib" } else { "/tmp" };
    let own = Path::new(parent).join(format!("plenary-{:016x}", path_hash(requested)));
    let user = user_for(&own).unwrap_or(user);
    private_folder(&own, Some(user))?;
    tracing::warn!(
        requested = %requested.display(),
        closed = %closed.display(),
        folder = %own.display(),
        uid = user.uid,
        "PostgreSQL does not run as root and its user cannot enter the folder: the data is kept elsewhere"
    );
    Ok((own, Some(user)))
}

/// A short folder for the socket, named after the data folder so that every start finds it again.
pub(crate) fn socket_folder(data: &Path, user: Option<User>) -> Result<PathBuf, LocalPostgresError> {
    let metadata = fs::metadata(data).map_err(io("look at", data))?;
    // Not `temp_dir()`: on macOS that path is so long that the socket's would end past its limit.
    let socket = PathBuf::from(format!("/tmp/plenary-{:x}-{:x}", metadata.dev(), metadata.ino()));
    private_folder(&socket, user)?;
    Ok(socket)
}

/// Makes a folder that only the server's user (and root) can enter. Anybody can make folders in `/tmp`, so one
/// that is already there must be ours.
pub(crate) fn private_folder(folder: &Path, user: Option<User>) -> Result<(), LocalPostgresError> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != std_io::ErrorKind::AlreadyExists => {
            return Err(io("make the folder", folder)(error));
        }
        _ => {}
    }
    let metadata = fs::symlink_metadata(folder).map_err(io("look at", folder))?;
    let owner = metadata.uid();
    if !metadata.is_dir() || (owner != geteuid().as_raw() && Some(owner) != user.map(|user| user.uid)) {
        return Err(LocalPostgresError::Foreign { folder: folder.to_owned() });
    }
    hand_over(folder, user)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(io("close the folder", folder))
}

/// Gives a folder and what is in it to the server's user.
pub(crate) fn hand_over(folder: &Path, user: Option<User>) -> Result<(), LocalPostgresError> {
    let Some(user) = user else { return Ok(()) };
    let metadata = fs::symlink_metadata(folder).map_err(io("look at", folder))?;
    // What is not root's was handed over before, and whole trees are: no need to walk a large database.
    if metadata.uid() != 0 {
        return Ok(());
    }
    if metadata.is_dir() {
        for entry in fs::read_dir(folder).map_err(io("read", folder))? {
            hand_over(&entry.map_err(io("read", folder))?.path(), Some(user))?;
        }
    }
    // The folder itself comes last, so that a walk that was cut short is begun again.
    lchown(folder, Some(user.uid), Some(user.gid)).map_err(io("hand over to the user postgres", folder))
}

/// Whoever owns the data runs the server: a folder that was begun without root stays usable without root. Data
/// of root's (a copy that was made by hand) and a new folder go to `postgres`, or else to `nobody`.
fn user_for(folder: &Path) -> Option<User> {
    if !geteuid().is_root() {
        return None;
    }
    let owner = cluster::data_folders(folder)
        .first()
        .and_then(|(_, data)| fs::metadata(data).ok())
        .map(|metadata| User { uid: metadata.uid(), gid: metadata.gid() })
        .filter(|owner| owner.uid != 0);
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    owner
        .or_else(|| account(&accounts, "postgres"))
        .or_else(|| account(&accounts, "nobody"))
        .or(Some(User { uid: 65534, gid: 65534 }))
}

/// The numbers of an account: `name:password:uid:gid:…`.
fn account(accounts: &str, name: &str) -> Option<User> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        Some(User { uid: fields.nth(1)?.parse().ok()?, gid: fields.next()?.parse().ok()? })
    })
}

/// The first folder on the way (from the inside) that the user may not enter.
fn closed_parent(folder: &Path, user: User) -> std_io::Result<Option<PathBuf>> {
    for parent in folder.ancestors() {
        let metadata = fs::metadata(parent)?;
        let search = if metadata.uid() == user.uid {
            0o100
        } else if metadata.gid() == user.gid {
            0o010
        } else {
            0o001
        };
        if metadata.mode() & search == 0 {
            return Ok(Some(parent.to_owned()));
        }
    }
    Ok(None)
}

/// FNV-1a. The standard library's hash may change with the compiler, and then the data would seem lost.
fn path_hash(path: &Path) -> u64 {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
