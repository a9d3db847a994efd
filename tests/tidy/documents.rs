//! What documents claim.

use crate::sources::{files, read};
use harness::{binary, root};
use std::path::Path;
use std::process::Command;

/// Lines of the shell in fenced blocks, prompts taken off.
fn commands(document: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut shell = false;
    for line in document.lines() {
        if let Some(fence) = line.trim_start().strip_prefix("```") {
            shell = !shell && matches!(fence.trim(), "sh" | "bash" | "shell" | "console");
        } else if shell {
            let line = line.trim().trim_start_matches("$ ");
            let line = line.split(" #").next().unwrap_or_default().trim();
            if !line.is_empty() && !line.starts_with('#') {
                found.push(line.to_owned());
            }
        }
    }
    found
}

/// Words before the first that is no assignment are settings.
fn words(command: &str) -> Vec<&str> {
    command
        .split_whitespace()
        .skip_while(|word| {
            word.split('=').next().is_some_and(|n| {
                n.len() < word.len() && n.chars().all(|c| c.is_ascii_uppercase() || c == '_')
            })
        })
        .collect()
}

/// Whether the binary knows these subcommands.
fn plenary_knows(words: &[&str]) -> bool {
    let plain = |word: &&&str| word.chars().all(|c| c.is_ascii_lowercase());
    let subcommands: Vec<&&str> = words.iter().take_while(plain).collect();
    let output = Command::new(binary()).args(subcommands).arg("--help").output().expect("the binary runs");
    output.status.success()
}

fn exists(command: &str) -> bool {
    let words = words(command);
    let Some((program, rest)) = words.split_first() else { return true };
    match *program {
        "cargo" => {
            let known = ["run", "test", "build", "bench", "fmt", "clippy", "check", "install"];
            let after = rest.iter().position(|word| *word == "--").map(|at| &rest[at + 1..]);
            let ours = rest.first() != Some(&"run") || after.is_none_or(plenary_knows);
            rest.first().is_some_and(|word| known.contains(word)) && ours
        }
        program if program.ends_with("plenary") => plenary_knows(rest),
        "bash" => rest.first().is_some_and(|script| root().join(script).exists()),
        program if program.starts_with('.') => root().join(program).exists(),
        "git" | "cd" | "export" | "sudo" | "apt-get" | "curl" | "psql" | "pg_dump" | "kill" => true,
        _ => false,
    }
}

#[test]
fn the_commands_in_the_readme_exist() {
    let commands = commands(&read(Path::new("README.md")));
    assert!(commands.iter().any(|command| command == "cargo run --release"), "{commands:?}");
    assert!(commands.iter().any(|command| command == "cargo test --workspace"), "{commands:?}");
    let unknown: Vec<&String> = commands.iter().filter(|command| !exists(command)).collect();
    assert_eq!(unknown, Vec::<&String>::new());
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    assert!(read(Path::new(".ci/run")).lines().any(|line| line == "cargo test --workspace"));
}

#[test]
fn documents_name_only_crates_that_exist() {
    let mut wrong = Vec::new();
    for file in files("", "md") {
        let text = read(&file);
        for prefix in ["crates/", "`plenary-"] {
            for (at, _) in text.match_indices(prefix) {
                let rest = &text[at + prefix.len()..];
                let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
                let exists = name.is_empty() || name == "tests" || root().join("crates").join(&name).is_dir();
                if !exists {
                    wrong.push(format!("{}: {prefix}{name}", file.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn documents_point_at_files_that_exist() {
    let mut wrong = Vec::new();
    for file in files("", "md") {
        let text = read(&file);
        let folder = root().join(&file).parent().expect("in a folder").to_owned();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', ' ', '#']).next().unwrap_or_default();
            let elsewhere = target.is_empty() || target.contains("://") || target.starts_with("mailto:");
            if !elsewhere && !folder.join(target).exists() {
                wrong.push(format!("{}: {target}", file.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
