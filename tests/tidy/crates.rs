//! Which crate may use what.

use harness::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

/// Direct dependencies of each of our packages, those for tests left out.
static CRATES: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .map(|package| {
            let all = package["dependencies"].as_array().expect("dependencies").iter();
            let own = all
                .filter(|dependency| dependency["kind"] != "dev")
                .map(|dependency| text(&dependency["name"]));
            (text(&package["name"]), own.collect())
        })
        .collect()
});

/// The packages that use a dependency whose name begins like this.
fn users(of: &str) -> BTreeSet<&'static str> {
    let uses = |names: &BTreeSet<String>| names.iter().any(|name| name.starts_with(of));
    CRATES
        .iter()
        .filter(|(name, all)| *name != "plenary-tests" && uses(all))
        .map(|(name, _)| name.as_str())
        .collect()
}

fn only(of: &str, expected: &[&str]) {
    assert_eq!(users(of), expected.iter().copied().collect(), "who uses {of}");
}

#[test]
fn the_domain_knows_no_runtime_no_driver_and_no_framework() {
    let allowed = ["jiff", "serde", "serde_json", "strsim", "thiserror", "unicode-normalization", "uuid"];
    let own: Vec<&str> = CRATES["plenary-domain"].iter().map(String::as_str).collect();
    assert_eq!(own, allowed);
}

#[test]
fn diesel_is_only_in_the_store() {
    only("diesel", &["plenary-store"]);
    only("tokio-postgres", &["plenary-store"]);
    only("deadpool", &["plenary-store"]);
}

#[test]
fn actix_is_only_in_the_web_frontend() {
    only("actix", &["plenary-web"]);
}

#[test]
fn askama_and_the_texts_are_only_in_pages() {
    only("askama", &["plenary-pages"]);
    only("fluent", &["plenary-pages"]);
    only("icu", &["plenary-pages"]);
}

#[test]
fn lettre_is_only_in_the_mailer() {
    only("lettre", &["plenary-mailer"]);
}

#[test]
fn the_writers_of_files_are_only_in_exports() {
    for writer in
        ["csv", "fast_qr", "typst", "krilla", "skrifa", "rust_xlsxwriter", "quick-xml", "icalendar", "image"]
    {
        assert!(users(writer).iter().all(|user| *user == "plenary-exports"), "{writer}: {:?}", users(writer));
    }
}

#[test]
fn keys_and_places_of_files_are_only_in_the_store() {
    only("chacha20poly1305", &["plenary-store"]);
    only("object_store", &["plenary-store"]);
    only("hyper", &["plenary-store"]);
}

#[test]
fn passwords_are_hashed_only_in_the_web_frontend() {
    only("argon2", &["plenary-web"]);
}

#[test]
fn anyhow_is_only_in_the_app_and_the_tests() {
    only("anyhow", &["plenary-app"]);
}

#[test]
fn our_crates_use_each_other_only_as_the_picture_shows() {
    let picture = [
        ("plenary-app", vec!["domain", "local-postgres", "mailer", "pages", "store", "web"]),
        ("plenary-domain", vec![]),
        ("plenary-exports", vec!["domain"]),
        ("plenary-local-postgres", vec![]),
        ("plenary-mailer", vec!["domain", "exports", "pages", "store"]),
        ("plenary-pages", vec!["domain"]),
        ("plenary-store", vec!["domain"]),
        ("plenary-web", vec!["domain", "exports", "pages", "store"]),
    ];
    let ours = |name: &str| -> Vec<&str> {
        CRATES[name].iter().filter_map(|dependency| dependency.strip_prefix("plenary-")).collect()
    };
    for (name, expected) in &picture {
        assert_eq!(ours(name), *expected, "{name}");
    }
    let known: BTreeSet<&str> = picture.iter().map(|(name, _)| *name).chain(["plenary-tests"]).collect();
    assert_eq!(CRATES.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

#[test]
fn no_dependency_brings_an_old_http2_or_a_c_library_that_we_do_not_want() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    for (unwanted, why) in [
        ("h2", "actix-web without its default features needs none"),
        ("openssl-sys", "TLS is rustls"),
        ("aws-lc-sys", "rustls uses ring"),
        ("pq-sys", "diesel speaks through tokio-postgres"),
        ("zstd-sys", "pages are compressed with gzip and brotli"),
    ] {
        assert!(!lock.contains(&format!("name = \"{unwanted}\"\n")), "{unwanted} is in Cargo.lock: {why}");
    }
}

/// Time is jiff; the one crate that says the age of an object in another calendar keeps it to itself.
#[test]
fn chrono_comes_with_the_object_store_only() {
    only("chrono", &[]);
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let uses = |package: &&str| package.contains("\n \"chrono\"");
    let names = lock.split("[[package]]").filter(uses).filter_map(|package| package.split('"').nth(1));
    assert_eq!(names.collect::<Vec<_>>(), ["object_store"]);
}
