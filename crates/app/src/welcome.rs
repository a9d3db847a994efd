//! What a person who starts Plenary reads: where it is, how to get in, how to stop it.

use crate::config::Config;
use anyhow::Result;
use plenary_app::{ONE_TIME_LINK_DAYS, one_time_link};
use plenary_domain::Event;
use plenary_pages::urls::{AdminUrls, admin};
use plenary_store::Store;

/// The one place that writes to standard output; the log goes to standard error.
#[expect(clippy::print_stdout, reason = "what was asked for on the command line is printed there")]
pub(crate) fn say(lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
}

/// A row of the table, with what it is in front.
fn row(what: &str, value: &str) -> String {
    format!("  {what:<12} {value}")
}

/// The whole greeting of `serve`.
pub(crate) async fn greet(config: &Config, store: &Store, base: &str, private: bool) -> Result<()> {
    let events = store.public_events().await?;
    let mut lines =
        vec![String::new(), "Plenary is ready.".to_owned(), row("Public site", &format!("{base}/"))];
    lines.push(row("Admin panel", &format!("{base}{}", admin::HOME)));
    if !store.any_account().await? {
        let link = one_time_link(store, String::new(), None).await?;
        lines.push(String::new());
        lines.push(
            "Nobody can sign in yet. Open this link to make the first account (an administrator);".to_owned(),
        );
        lines.push(format!("it works once, within {ONE_TIME_LINK_DAYS} days, and is a secret:"));
        lines.push(String::new());
        lines.push(format!("  {base}{link}"));
        lines.push(String::new());
    }
    if config.smtp_url.is_none() {
        lines.push(row("Letters", &mailbox(base, &events)));
    }
    if private {
        lines.push(row("Database", &format!("private, kept in {}", config.data.display())));
    }
    lines.push("Ctrl-C stops it.".to_owned());
    lines.push(String::new());
    say(&lines);
    Ok(())
}

/// Where captured letters are: each event has its own mailbox page.
fn mailbox(base: &str, events: &[Event]) -> String {
    let page = match events {
        [event] => format!("{base}{}", AdminUrls::new(event).letters()),
        _ => "the page Letters of each event in the admin panel".to_owned(),
    };
    format!("are captured, none is sent: see {page}")
}
