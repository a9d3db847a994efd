//! The life of a private server, tried on a real PostgreSQL: every test has a folder of its own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test is meant to panic")]

use std::{
    env, fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Signal, geteuid, kill_process};

use crate::{
    Durability, LocalPostgres, LocalPostgresError, Options, binaries,
    cluster::data_folders,
    identity, percent_encoded,
    ping::{Answer, ping},
    process::{Holder, holder, pid_in},
    server::Server,
};

/// Tells the copy of this program that is to be killed where to start its server.
const VICTIM_FOLDER: &str = "PLENARY_TEST_VICTIM_FOLDER";

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("plenary-local-postgres-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn start(&self) -> Result<LocalPostgres, LocalPostgresError> {
        start(&self.0, Durability::Tests)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn start(folder: &Path, durability: Durability) -> Result<LocalPostgres, LocalPostgresError> {
    LocalPostgres::start(&Options { folder, durability, max_connections: 20 })
}

fn running(postgres: &LocalPostgres) -> &Server {
    postgres.server.as_ref().unwrap()
}

fn data(postgres: &LocalPostgres) -> PathBuf {
    data_folders(postgres.folder()).remove(0).1
}

/// Starts a server in another process, and kills that process with SIGKILL when the server is ready.
fn start_and_kill_the_app(folder: &Path) {
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", "tests::a_victim_starts_a_server_and_waits_to_be_killed"])
        .env(VICTIM_FOLDER, folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !folder.join("ready").exists() {
        assert!(begun.elapsed() < Duration::from_mins(1), "the victim's server does not start");
        thread::sleep(Duration::from_millis(5));
    }
    victim.kill().unwrap();
    victim.wait().unwrap();
}

#[test]
fn a_victim_starts_a_server_and_waits_to_be_killed() {
    let Some(folder) = env::var_os(VICTIM_FOLDER).map(PathBuf::from) else { return };
    let _postgres = start(&folder, Durability::Tests).unwrap();
    fs::write(folder.join("ready"), "").unwrap();
    thread::sleep(Duration::from_mins(1));
}

#[test]
fn a_first_start_makes_a_database_and_stop_leaves_nothing_running() {
    let folder = Folder::new("first");
    let mut postgres = folder.start().unwrap();
    assert_eq!(ping(&postgres.socket), Answer::Ready);
    assert!(!running(&postgres).is_attached());
    assert_eq!(
        postgres.url("it 1"),
        format!("postgresql://postgres@/it%201?host={}", postgres.socket.display())
    );
    assert_eq!(postgres.folder(), folder.0.canonicalize().unwrap());
    let mode = fs::metadata(&postgres.socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let data = data(&postgres);
    assert!(data.join("postmaster.pid").exists());
    postgres.stop();
    postgres.stop();
    assert_eq!(ping(&postgres.socket), Answer::Nothing);
    assert!(!data.join("postmaster.pid").exists());
    assert!(!postgres.socket.exists());
}

#[test]
fn a_second_start_keeps_the_data() {
    let folder = Folder::new("second");
    let inode = {
        let postgres = folder.start().unwrap();
        fs::metadata(data(&postgres)).unwrap().ino()
    };
    let postgres = folder.start().unwrap();
    assert_eq!(fs::metadata(data(&postgres)).unwrap().ino(), inode);
}

#[test]
fn a_second_app_on_the_same_folder_is_refused() {
    let folder = Folder::new("refused");
    let postgres = folder.start().unwrap();
    let error = folder.start().unwrap_err();
    let pid = std::process::id();
    let place = folder.0.canonicalize().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "Plenary already runs on {} (process {pid}): stop it with `kill {pid}`, or give this one another folder",
            place.display()
        )
    );
    assert_eq!(ping(&postgres.socket), Answer::Ready);
}

#[test]
fn a_server_that_a_killed_app_left_is_attached_to_and_stopped_at_the_end() {
    let folder = Folder::new("left");
    start_and_kill_the_app(&folder.0);
    let mut postgres = folder.start().unwrap();
    assert!(running(&postgres).is_attached());
    assert_eq!(ping(&postgres.socket), Answer::Ready);
    postgres.stop();
    assert_eq!(ping(&postgres.socket), Answer::Nothing);
    assert!(!data(&postgres).join("postmaster.pid").exists());
}

#[test]
fn data_that_was_removed_under_a_left_server_is_made_anew_and_not_ruined_by_it() {
    let folder = Folder::new("removed");
    start_and_kill_the_app(&folder.0);
    let place = folder.0.canonicalize().unwrap();
    let (_, user) = identity::place(&place).unwrap();
    let data = data_folders(&place).remove(0).1;
    let socket = identity::socket_folder(&data, user).unwrap();
    let left = pid_in(&data.join("postmaster.pid")).unwrap();
    fs::remove_dir_all(&data).unwrap();
    assert_eq!(holder(left, &data), Holder::Postmaster);
    let postgres = folder.start().unwrap();
    assert_ne!(holder(left, &data), Holder::Postmaster);
    assert!(!running(&postgres).is_attached());
    drop(postgres);
    assert_eq!(ping(&folder.start().unwrap().socket), Answer::Ready);
    // The new data has a socket of its own, unless by chance it got the same inode.
    let _ = fs::remove_dir(&socket);
}

#[test]
fn a_server_with_other_settings_is_replaced_and_not_attached_to() {
    let folder = Folder::new("replaced");
    start_and_kill_the_app(&folder.0);
    let postgres = start(&folder.0, Durability::Safe).unwrap();
    assert!(!running(&postgres).is_attached());
    let arguments = fs::read_to_string(data(&postgres).join("postmaster.opts")).unwrap();
    assert!(arguments.contains("\"fsync=on\""), "{arguments}");
}

#[test]
fn a_killed_server_starts_again() {
    let folder = Folder::new("killed");
    let postgres = folder.start().unwrap();
    kill_process(running(&postgres).pid(), Signal::KILL).unwrap();
    let stale = data(&postgres).join("postmaster.pid");
    drop(postgres);
    assert!(stale.exists());
    let postgres = folder.start().unwrap();
    assert_eq!(ping(&postgres.socket), Answer::Ready);
    assert!(!running(&postgres).is_attached());
}

#[test]
fn a_stale_process_number_that_now_belongs_to_another_program_does_not_hinder() {
    let folder = Folder::new("recycled");
    let postgres = folder.start().unwrap();
    kill_process(running(&postgres).pid(), Signal::KILL).unwrap();
    let stale = [data(&postgres).join("postmaster.pid"), postgres.socket.join(".s.PGSQL.5432.lock")];
    drop(postgres);
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    for file in &stale {
        let text = fs::read_to_string(file).unwrap();
        fs::write(file, format!("{}\n{}", other.id(), text.split_once('\n').unwrap().1)).unwrap();
    }
    let started = folder.start();
    let still_there = other.try_wait().unwrap().is_none();
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(ping(&started.unwrap().socket), Answer::Ready);
    assert!(still_there, "a program that is not ours was stopped");
}

#[test]
fn a_half_made_database_is_made_anew() {
    let folder = Folder::new("half");
    let major = binaries::installed().unwrap().remove(0).major;
    for name in [format!("postgres-{major}.new"), format!("postgres-{major}.new-4711")] {
        let half = folder.0.join(name);
        fs::create_dir_all(half.join("base")).unwrap();
        fs::write(half.join("PG_VERSION"), "15\n").unwrap();
    }
    let postgres = folder.start().unwrap();
    assert_eq!(ping(&postgres.socket), Answer::Ready);
    let entries = fs::read_dir(&folder.0).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["plenary.lock".to_owned(), format!("postgres-{major}"), "postgres.log".to_owned()]);
}

#[test]
fn an_initdb_that_was_killed_in_the_middle_is_recovered() {
    let folder = Folder::new("initdb");
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", "tests::a_victim_starts_a_server_and_waits_to_be_killed"])
        .env(VICTIM_FOLDER, &folder.0)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let half_made = || {
        let mut entries = fs::read_dir(&folder.0).unwrap().flatten();
        entries.any(|entry| entry.path().join("PG_VERSION").exists())
    };
    while !half_made() {
        assert!(victim.try_wait().unwrap().is_none());
        thread::sleep(Duration::from_millis(1));
    }
    // The app dies; its initdb does not, and goes on writing while the next start works.
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert!(data_folders(&folder.0).is_empty(), "the victim was killed too late");
    let postgres = folder.start().unwrap();
    assert_eq!(ping(&postgres.socket), Answer::Ready);
}

#[test]
fn a_server_that_cannot_start_shows_the_end_of_its_log() {
    let folder = Folder::new("broken");
    let postgres = folder.start().unwrap();
    let data = data(&postgres);
    drop(postgres);
    fs::write(data.join("postgresql.conf"), "no_such_setting = 1\n").unwrap();
    let error = folder.start().unwrap_err();
    assert!(
        matches!(&error, LocalPostgresError::Ended { lines, .. } if lines.contains("no_such_setting")),
        "{error}"
    );
}

#[test]
fn data_of_a_version_that_is_not_installed_is_not_passed_over() {
    let folder = Folder::new("major");
    let data = folder.0.join("postgres-9");
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join("PG_VERSION"), "9\n").unwrap();
    let error = start(&folder.0, Durability::Safe).unwrap_err();
    assert!(matches!(error, LocalPostgresError::OtherMajor { major: 9, .. }), "{error}");
}

#[test]
fn as_root_a_folder_that_the_servers_user_cannot_enter_is_replaced() {
    if !geteuid().is_root() {
        return;
    }
    let folder = Folder::new("closed");
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
    let inner = folder.0.join("var");
    let postgres = start(&inner, Durability::Tests).unwrap();
    let own = postgres.folder().to_owned();
    let ready = ping(&postgres.socket);
    let again = start(&inner, Durability::Tests);
    drop(postgres);
    fs::remove_dir_all(&own).unwrap();
    assert_ne!(own, inner);
    assert_eq!(ready, Answer::Ready);
    assert!(matches!(again, Err(LocalPostgresError::AlreadyRunning { .. })));
}

#[test]
fn names_are_encoded_for_a_url() {
    assert_eq!(percent_encoded("plenary_it-1.x~"), "plenary_it-1.x~");
    assert_eq!(percent_encoded("a b/ä?"), "a%20b%2F%C3%A4%3F");
}
