//! How the source is laid out.

use harness::{root, tracked};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

pub(crate) fn read(file: &Path) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Tracked files with this ending, below this folder.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let fits = |file: &PathBuf| file.starts_with(folder) && file.extension().is_some_and(|e| e == ending);
    tracked().into_iter().filter(fits).collect()
}

/// Of the crates' own source and of the tests.
pub(crate) fn rust_files() -> Vec<PathBuf> {
    [files("crates", "rs"), files("tests", "rs")].concat()
}

/// Made by diesel from the database; nobody reads it from top to bottom.
fn is_generated(file: &Path) -> bool {
    file == Path::new("crates/store/src/schema.rs")
}

/// Puts a word together so that this file does not contain it.
fn word(parts: &[&str]) -> String {
    parts.concat()
}

#[test]
fn no_module_is_called_after_nothing() {
    let nothing = ["utils", "util", "common", "helpers", "helper", "misc", "shared", "stuff"];
    let named = |file: &PathBuf| {
        file.components().any(|part| {
            nothing.iter().any(|n| Path::new(part.as_os_str()).file_stem().is_some_and(|s| s == *n))
        })
    };
    let found: Vec<PathBuf> = rust_files().into_iter().filter(named).collect();
    assert_eq!(found, Vec::<PathBuf>::new());
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    let long: Vec<String> = rust_files()
        .into_iter()
        .filter(|file| !is_generated(file))
        .map(|file| (read(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, file)| format!("{} has {lines} lines", file.display()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_file_of_the_domain_and_the_store_says_what_it_is_for() {
    let silent: Vec<PathBuf> = [files("crates/domain/src", "rs"), files("crates/store/src", "rs")]
        .concat()
        .into_iter()
        .filter(|file| !is_generated(file) && !read(file).starts_with("//!"))
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

#[test]
fn nothing_is_ignored_left_open_or_put_off() {
    let banned = [
        word(&["#[", "ignore"]),
        word(&["to", "do!("]),
        word(&["unimple", "mented!("]),
        word(&["FIX", "ME"]),
        word(&["TO", "DO"]),
        word(&["X", "XX"]),
    ];
    let mut found = Vec::new();
    for file in rust_files().into_iter().chain(files("templates", "html")).chain(files("migrations", "sql")) {
        for (number, line) in read(&file).lines().enumerate() {
            if banned.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_rule_is_bent_only_with_a_reason() {
    let bends = ["#[allow(", "#[expect(", "#![allow(", "#![expect("];
    let mut bare = Vec::new();
    for file in rust_files() {
        let text = read(&file);
        for bend in bends {
            for (at, _) in text.match_indices(bend) {
                let attribute = text[at..].split(")]").next().unwrap_or_default();
                // A word in a list like the one above is no attribute.
                if !attribute.contains("reason") && !attribute.contains('"') {
                    bare.push(format!("{}: {}", file.display(), attribute.trim()));
                }
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new());
}

#[test]
fn only_the_allowed_entries_lie_at_the_top() {
    let allowed: BTreeSet<&str> = [
        ".cargo",
        ".ci",
        ".config",
        ".env.example",
        ".gitignore",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "clippy.toml",
        "crates",
        "diesel.toml",
        "docs",
        "migrations",
        "rustfmt.toml",
        "templates",
        "tests",
    ]
    .into();
    let first =
        |file: &PathBuf| file.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let there: BTreeSet<String> = tracked().iter().filter_map(first).collect();
    let strange: Vec<&String> = there.iter().filter(|name| !allowed.contains(name.as_str())).collect();
    assert_eq!(strange, Vec::<&String>::new());
}

#[test]
fn every_migration_can_be_applied_and_taken_back_and_has_a_name_that_says_what_it_does() {
    let mut folders = BTreeSet::new();
    for file in files("migrations", "sql") {
        folders.insert(file.parent().expect("in a folder").to_owned());
    }
    assert!(!folders.is_empty());
    for folder in folders {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let (stamp, verb) =
            name.split_once('_').unwrap_or_else(|| panic!("{name}: YYYY-MM-DD-HHMMSS_verb_noun"));
        let dashes: Vec<usize> = stamp.split('-').map(str::len).collect();
        assert_eq!(dashes, [4, 2, 2, 6], "{name}: YYYY-MM-DD-HHMMSS_verb_noun");
        assert!(
            verb.contains('_')
                && verb.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'),
            "{name}"
        );
        for direction in ["up.sql", "down.sql"] {
            assert!(!read(&folder.join(direction)).trim().is_empty(), "{name}/{direction} is empty");
        }
    }
}

/// The words that are called, and those that a table names for a choice of the domain. One pass over the code: to look for
/// each text anew takes minutes.
fn called_or_named(code: &str) -> HashSet<&str> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found = HashSet::new();
    let mut rest = code;
    while let Some(start) = rest.find(part) {
        let (gap, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !part(c)).unwrap_or(from.len()));
        if after.starts_with('(') || (gap.ends_with("=> ") && after.starts_with([',', '\n', ' '])) {
            found.insert(word);
        }
        rest = after;
    }
    found
}

#[test]
fn every_text_is_used() {
    let mut code: Vec<PathBuf> = files("templates", "html");
    code.extend(
        tracked()
            .into_iter()
            .filter(|file| file.starts_with("templates") && file.extension().is_none_or(|e| e != "html")),
    );
    code.extend(files("crates", "rs"));
    let code: String = code.iter().map(|file| read(file)).collect();
    let words = called_or_named(&code);
    let mut unused = Vec::new();
    for file in files("crates/pages/locales/en", "ftl") {
        let text = read(&file);
        let keys = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        for key in keys.filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim().to_owned()) {
            // One text may be a part of others.
            let used =
                words.contains(key.replace('-', "_").as_str()) || text.contains(&format!("{{ {key} }}"));
            if !used {
                unused.push(format!("{}: {key}", file.display()));
            }
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_template_is_used() {
    let code: String = files("crates", "rs").iter().map(|file| read(file)).collect();
    let templates: Vec<PathBuf> =
        tracked().into_iter().filter(|file| file.starts_with("templates")).collect();
    let others: String = templates.iter().map(|file| read(file)).collect();
    let unused: Vec<&PathBuf> = templates
        .iter()
        .filter(|file| {
            let name = format!("\"{}\"", file.strip_prefix("templates").expect("below templates").display());
            !code.contains(&name) && !others.contains(&name)
        })
        .collect();
    assert_eq!(unused, Vec::<&PathBuf>::new());
}

#[test]
fn nothing_points_at_a_place_that_only_this_workshop_has() {
    let banned = [
        word(&["/wo", "rk/"]),
        word(&["../", "shared"]),
        word(&["crates", ".io"]),
        word(&["registry.npmjs", ".org"]),
        word(&["npmjs", ".com"]),
        word(&["pypi", ".org"]),
        word(&["pythonhosted", ".org"]),
        word(&["deb.debian", ".org"]),
        word(&["proxy.golang", ".org"]),
    ];
    let mut found = Vec::new();
    // Cargo itself writes where it has its packages from.
    for file in tracked().into_iter().filter(|file| file != Path::new("Cargo.lock")) {
        let bytes = std::fs::read(root().join(&file)).expect("a readable file");
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for (number, line) in text.lines().enumerate() {
            if banned.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}", file.display(), number + 1));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_lock_file_of_the_browser_test_names_no_place_to_fetch_from() {
    let lock = read(Path::new("tests/browser/package-lock.json"));
    assert!(!lock.contains("resolved") && lock.contains("integrity"));
}

#[test]
fn pages_carry_no_script_and_no_style_of_their_own() {
    let mut found = Vec::new();
    for file in files("templates", "html").into_iter().filter(|file| !file.starts_with("templates/letters")) {
        for (number, line) in read(&file).lines().enumerate() {
            let inline =
                line.contains(" style=") || line.contains(" onclick=") || line.contains("javascript:");
            // A block of data is never run.
            let runs = !line.contains("<script type=\"application/ld+json\">");
            let script = line.contains("<script") && !line.contains(" src=") && runs;
            if inline || script {
                found.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_address_has_a_row_in_the_access_matrix() {
    let story = read(Path::new("tests/it/access.rs"));
    let missing: Vec<String> = plenary_web::ROUTES
        .iter()
        .filter(|route| !story.contains(&format!("(\"{}\", \"{}\"", route.method, route.pattern)))
        .map(|route| format!("{} {}", route.method, route.pattern))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
