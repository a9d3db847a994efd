//! Defaults, the file, the environment, and a message for each way to get a setting wrong.

use super::file::FileSettings;
use super::values::Reader;
use super::{Config, FilesAt, LogForm, SETTINGS, unknown_variables};
use anyhow::Result;
use std::path::Path;

fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config> {
    let file = FileSettings::parse(Path::new("plenary.toml"), file)?;
    let variable =
        |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
    Config::read(&Reader::new(&file, &variable))
}

fn message(file: &str, environment: &[(&str, &str)]) -> String {
    load(file, environment).err().map(|error| format!("{error:#}")).unwrap_or_default()
}

#[test]
fn nothing_has_to_be_set() {
    let config = load("", &[]).unwrap();
    assert_eq!(config.database_url, None);
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.base_url(config.listen), "http://127.0.0.1:8080");
    assert_eq!(config.metrics_listen.unwrap().to_string(), "127.0.0.1:9464");
    assert_eq!(config.data, Path::new("./var"));
    assert_eq!(config.smtp_url, None);
    assert_eq!(config.mail_from, "noreply@plenary.example");
    assert_eq!(config.trusted_proxies, Vec::<std::net::IpAddr>::new());
    assert_eq!((config.pool, config.log), (10, LogForm::Text));
    assert_eq!(config.limits.forms_from_one, 1_200);
    assert_eq!(config.warnings(), Vec::<String>::new());
}

#[test]
fn the_file_is_read_and_the_environment_wins() {
    let file = r#"
        listen = "127.0.0.1:9000"
        pool = 20
        base_url = "https://events.example.org/"
        trusted_proxies = ["10.0.0.5", "::1"]
        log = "json"
        limit_sign_ins = 7
    "#;
    let config = load(file, &[("PLENARY_LISTEN", "[::]:9001"), ("PLENARY_LIMIT_MISSES", "5")]).unwrap();
    assert_eq!(config.listen.to_string(), "[::]:9001");
    assert_eq!(config.pool, 20);
    assert_eq!(config.base_url(config.listen), "https://events.example.org");
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.log, LogForm::Json);
    assert_eq!((config.limits.sign_ins_per_minute, config.limits.misses_per_minute), (7, 5));
    assert_eq!(config.warnings(), Vec::<String>::new());
}

#[test]
fn empty_is_not_set_except_for_the_metrics() {
    let empty = SETTINGS.iter().map(|setting| (setting.variable, "")).collect::<Vec<_>>();
    let config = load("", &empty).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.metrics_listen, None);
}

#[test]
fn every_wrong_value_names_its_setting_and_what_is_expected() {
    for (variable, wrong) in [
        ("DATABASE_URL", "mysql://root:geheim@db/plenary"),
        ("PLENARY_LISTEN", "localhost"),
        ("PLENARY_BASE_URL", "https://events.example.org/plenary"),
        ("PLENARY_BASE_URL", "events.example.org"),
        ("PLENARY_BASE_URL", "ftp://events.example.org"),
        ("PLENARY_METRICS_LISTEN", "9464"),
        ("PLENARY_SMTP_URL", "mail.example.org:587"),
        ("PLENARY_FILES", "var/files"),
        ("PLENARY_FILES", "s3:///nameless"),
        ("PLENARY_FILES", "s3://bucket?endpoint=s3.example.org"),
        ("PLENARY_FILES", "s3://bucket?endpiont=https://s3.example.org"),
        ("PLENARY_KEYS", "geheim"),
        ("PLENARY_KEYS", "2026:geheim"),
        ("PLENARY_MAIL_FROM", "Plenary"),
        ("PLENARY_MAIL_FROM", "Plenary <a@example.org>, c@example.org"),
        ("PLENARY_MAIL_FROM", "plenary@localhost"),
        ("PLENARY_TRUSTED_PROXIES", "10.0.0.0/8"),
        ("PLENARY_WORKERS", "0"),
        ("PLENARY_POOL", "many"),
        ("PLENARY_LOG", "xml"),
        ("PLENARY_LIMIT_REGISTRATIONS", "-1"),
        ("PLENARY_LIMIT_MISSES", "0"),
        ("PLENARY_LIMIT_SIGN_INS", "1e9"),
    ] {
        let said = message("", &[(variable, wrong)]);
        assert!(said.starts_with(variable) && said.ends_with("is expected"), "{variable}={wrong}: {said}");
        let setting = SETTINGS.iter().find(|setting| setting.variable == variable).unwrap();
        let said = message(&format!("{} = {wrong:?}", setting.key()), &[]);
        assert!(said.starts_with(&format!("`{}` in plenary.toml", setting.key())), "{said}");
        assert!(!said.contains("geheim"), "a password is repeated: {said}");
    }
}

#[test]
fn an_unknown_key_a_wrong_type_and_bad_toml_are_errors() {
    assert!(
        message("lisen = \"x\"", &[])
            .starts_with("`lisen` in plenary.toml is not a setting; the settings are: database_url, listen,")
    );
    assert_eq!(
        message("pool = 1.5", &[]),
        "`pool` in plenary.toml is a float, but a text or a number is expected"
    );
    assert!(message("pool = ", &[]).starts_with("the settings file plenary.toml is not TOML"));
    let missing = Config::load(Some(Path::new("/nowhere/plenary.toml")), |_| None).err().unwrap().to_string();
    assert_eq!(missing, "the settings file /nowhere/plenary.toml can't be read");
}

#[test]
fn files_go_to_a_folder_or_a_bucket() {
    let at = |text: &str| load("", &[("PLENARY_FILES", text)]).unwrap().files;
    assert_eq!(at(""), FilesAt::Data);
    assert_eq!(at("file:///var/lib/plenary"), FilesAt::Folder("/var/lib/plenary".into()));
    let bucket = at("s3://papers/plenary/?endpoint=https://s3.example.org:9000&region=eu-1");
    let (endpoint, region) = (Some("https://s3.example.org:9000".to_owned()), Some("eu-1".to_owned()));
    let expected = FilesAt::Bucket { name: "papers".into(), prefix: "plenary".into(), endpoint, region };
    assert_eq!(bucket, expected);
}

#[test]
fn letters_that_leave_need_a_sender() {
    let smtp = ("PLENARY_SMTP_URL", "smtps://user:geheim@mail.example.org");
    assert!(message("", &[smtp]).starts_with("PLENARY_MAIL_FROM is not set"));
    let config = load("", &[smtp, ("PLENARY_MAIL_FROM", "Round table <noreply@example.org>")]).unwrap();
    assert_eq!(config.mail_from, "Round table <noreply@example.org>");
}

#[test]
fn an_open_door_without_tls_is_warned_of() {
    let open = ("PLENARY_LISTEN", "0.0.0.0:8080");
    assert_eq!(load("", &[open]).unwrap().warnings().len(), 1);
    assert_eq!(
        load("", &[open, ("PLENARY_BASE_URL", "http://events.example.org")]).unwrap().warnings().len(),
        1
    );
    assert_eq!(
        load("", &[open, ("PLENARY_BASE_URL", "https://events.example.org")]).unwrap().warnings().len(),
        0
    );
    let config = load("", &[open]).unwrap();
    assert_eq!(config.base_url(config.listen), "http://localhost:8080");
}

#[test]
fn a_variable_with_a_slip_of_the_pen_is_noticed() {
    let names = ["PLENARY_LISTEN", "PLENARY_LISTN", "PATH", "PLENARY_CONFIG"].map(str::to_owned);
    assert_eq!(unknown_variables(names.into_iter()), ["PLENARY_LISTN"]);
}

#[test]
fn the_example_and_the_guide_know_every_setting_and_its_default() {
    let (example, guide) =
        (include_str!("../../../../.env.example"), include_str!("../../../../docs/operations.md"));
    for setting in SETTINGS {
        let variable = setting.variable;
        assert!(example.contains(&format!("{variable}=")), ".env.example lacks {variable}");
        assert!(guide.contains(&format!("| `{variable}` |")), "docs/operations.md has no row for {variable}");
        let row =
            guide.lines().find(|line| line.starts_with(&format!("| `{variable}` |"))).unwrap_or_default();
        assert!(
            row.contains(setting.default),
            "docs/operations.md: default of {variable} is {}",
            setting.default
        );
    }
}
