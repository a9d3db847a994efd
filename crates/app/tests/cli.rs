//! The command line, without a database. That this test exists also makes cargo build the binary for the stories.
#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop, and say where")]

use std::path::Path;
use std::process::{Command, Output};

fn plenary(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PLENARY_") || name == "DATABASE_URL" {
            command.env_remove(name);
        }
    }
    command.args(arguments).envs(environment.iter().copied()).current_dir(std::env::temp_dir());
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn help_names_every_command_and_every_setting() {
    let output = plenary(&["--help"], &[]);
    let text = out(&output);
    assert!(output.status.success());
    for word in [
        "serve",
        "work",
        "migrate",
        "organiser",
        "keys",
        "sample",
        "check",
        "--config",
        "DATABASE_URL",
        "PLENARY_LIMIT_SIGN_INS",
        "Ctrl-C",
    ] {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
    assert!(out(&plenary(&["organiser", "invite", "--help"], &[])).contains("--language"));
}

#[test]
fn a_wrong_setting_is_named_and_nothing_is_started() {
    let output = plenary(&[], &[("PLENARY_LISTEN", "8080")]);
    assert_eq!(output.status.code(), Some(1));
    let said = "plenary: PLENARY_LISTEN is \"8080\", but an IP address and a port such as 127.0.0.1:8080 or [::]:8080 is expected\n";
    assert_eq!(err(&output), said);
}

#[test]
fn a_wrong_settings_file_is_named() {
    let file = std::env::temp_dir().join(format!("plenary-cli-{}.toml", std::process::id()));
    std::fs::write(&file, "colour = 'blue'").unwrap();
    let output = plenary(&["serve", "--config", file.to_str().unwrap()], &[]);
    std::fs::remove_file(&file).unwrap();
    assert!(
        err(&output).contains(&format!("`colour` in {} is not a setting", file.display())),
        "{}",
        err(&output)
    );
    let output = plenary(&["migrate"], &[("PLENARY_CONFIG", "/nowhere/at/all.toml")]);
    assert!(
        err(&output).contains("the settings file /nowhere/at/all.toml can't be read"),
        "{}",
        err(&output)
    );
    assert!(!Path::new("/nowhere").exists());
}

#[test]
fn an_address_that_is_taken_is_named_with_its_setting() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = plenary(&["serve"], &[("PLENARY_LISTEN", &address), ("PLENARY_METRICS_LISTEN", "")]);
    assert!(!output.status.success());
    assert!(
        err(&output).contains(&format!("PLENARY_LISTEN is {address}, where nothing can listen now:")),
        "{}",
        err(&output)
    );
}

#[test]
fn check_says_what_is_wrong_line_by_line() {
    let output = plenary(&["check"], &[("PLENARY_POOL", "1")]);
    assert_eq!(
        out(&output),
        "WRONG  settings     PLENARY_POOL is \"1\", but a number from 2 to 500 is expected\n"
    );
    assert_eq!(output.status.code(), Some(1));
    // Nobody listens on port 1.
    let nobody = [
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x"),
        ("PLENARY_SMTP_URL", "smtp://127.0.0.1:1"),
        ("PLENARY_MAIL_FROM", "a@example.org"),
    ];
    let output = plenary(&["check"], &nobody);
    let words: Vec<String> = out(&output).lines().map(|line| line.chars().take(16).collect()).collect();
    assert_eq!(words, ["ok     settings ", "WRONG  database ", "WRONG  letters  "], "{}", out(&output));
}

#[test]
fn a_new_key_can_be_used_at_once_and_is_never_repeated() {
    let folder = std::env::temp_dir().join(format!("plenary-keys-{}", std::process::id()));
    let data = folder.to_str().unwrap();
    let printed = out(&plenary(&["keys", "new"], &[("PLENARY_DATA", data)]));
    let (name, key) = printed.trim().split_once(':').unwrap();
    assert_eq!((key.len(), name.len()), (44, "2026-11-23-abcd".len()), "{name}");
    assert!(!folder.exists(), "nothing is touched");
    let away = [
        ("PLENARY_KEYS", printed.trim()),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x"),
        ("PLENARY_DATA", data),
    ];
    let output = plenary(&["check"], &away);
    assert!(out(&output).starts_with("ok     settings"), "{}", out(&output));
    assert!(!(out(&output) + &err(&output)).contains(key));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("keys"), &printed).unwrap();
    let output = plenary(&["check"], &[away[1], away[2]]);
    assert!(out(&output).contains("can be read by others: `chmod 600"), "{}", out(&output));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_site_with_a_database_of_its_own_does_not_start_without_a_key() {
    let data = std::env::temp_dir().join(format!("plenary-no-keys-{}", std::process::id()));
    let variables = [
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x"),
        ("PLENARY_DATA", data.to_str().unwrap()),
        ("PLENARY_LISTEN", "127.0.0.1:0"),
        ("PLENARY_METRICS_LISTEN", ""),
    ];
    let output = plenary(&["serve"], &variables);
    assert!(!output.status.success());
    assert!(err(&output).contains("PLENARY_KEYS is not set"), "{}", err(&output));
    assert!(err(&output).contains("`plenary keys new` prints a key"), "{}", err(&output));
    assert!(!data.exists(), "and no node makes a key of its own");
}

#[test]
fn a_worker_alone_needs_a_database() {
    let output = plenary(&["work"], &[("PLENARY_METRICS_LISTEN", "")]);
    assert!(err(&output).contains("DATABASE_URL is not set"), "{}", err(&output));
}
