//! What organisers are told about the sender, out of a DNS of our own.

use harness::{App, Dns, Process, SmtpSink};
use plenary_mailer::DkimKey;

/// A key made by the command, and the record that it prints.
fn made() -> (DkimKey, String) {
    let folder = std::env::temp_dir().join(format!("plenary-dkim-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("s2026.pem");
    let _ = std::fs::remove_file(&file);
    let shown = file.to_str().unwrap();
    let with_sender = || Process::setup().variable("PLENARY_MAIL_FROM", "The desk <desk@events.example.org>");
    let command = ["dkim", "new", "--selector", "s2026", "--algorithm", "ed25519", "--file", shown];
    let new = with_sender().arguments(&command);
    let (ended, said, log) = new.run();
    assert!(ended.success(), "{log}");
    let record = said.lines().find(|line| line.contains("IN TXT")).unwrap().to_owned();
    let start = "s2026._domainkey.events.example.org. IN TXT \"v=DKIM1; k=ed25519; p=";
    assert!(record.starts_with(start), "{record}");
    assert!(!new.run().0.success(), "a key is never written over");
    let keys = format!("s2026={shown}");
    let show = with_sender().variable("PLENARY_DKIM", &keys).arguments(&["dkim", "show"]);
    assert!(show.run().1.contains(&record));
    let pem = std::fs::read(&file).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    (DkimKey::parse("s2026", &pem).unwrap(), record)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sender_is_checked_in_the_dns_before_registration_opens() {
    let (sink, dns) = (SmtpSink::start().await, Dns::start().await);
    let (key, record) = made();
    let app = App::setup()
        .smtp(&sink)
        .mail(|mail| {
            mail.from = "desk@events.example.org".into();
            mail.dkim = std::sync::Arc::new([key]);
            mail.dns = Some(dns.address());
        })
        .start()
        .await;
    app.event("almaty").create().await;
    let organiser = app.organiser().await;
    let page = organiser.get("/admin/almaty/sender").await.expect_status(200);
    for words in [
        "does not say which servers",
        "the DNS has no key",
        "are not told what to do",
        "Something is missing",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.text("main"));
    }
    let text = record.split('"').nth(1).unwrap();
    assert!(page.text("main").contains(text), "the record that is wanted");
    dns.set("events.example.org", &["v=spf1 include:relay.example -all", "some-proof=1"]);
    dns.set("relay.example", &["v=spf1 ip4:192.0.2.0/24 -all"]);
    dns.set("s2026._domainkey.events.example.org", &[text]);
    // Of the organisation: there is none for the domain itself.
    dns.set("_dmarc.example.org", &["v=DMARC1; p=quarantine"]);
    let page = organiser.get("/admin/almaty/sender").await.expect_status(200);
    assert!(page.one(".note-good").contains("All is well"), "{}", page.text("main"));
    assert!(!page.body.contains("some-proof"));
    dns.set("relay.example", &[&format!("v=spf1 {} -all", "exists:x.example ".repeat(11))]);
    let page = organiser.get("/admin/almaty/sender").await.expect_status(200);
    assert!(page.body.contains("more than ten look-ups"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_reached_by_tls_does_not_start_with_letters_that_nobody_gets() {
    let site = |smtp: &str| {
        Process::setup()
            .variable("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
            .variable("PLENARY_BASE_URL", "https://events.example.org")
            .variable("PLENARY_SMTP_URL", smtp)
            .run()
    };
    let (ended, _, said) = site("");
    assert!(!ended.success() && said.contains("letters would be kept instead of"), "{said}");
    let (ended, _, said) = site("capture");
    // It gets as far as the database, which is not there.
    assert!(!ended.success() && !said.contains("letters would be kept"), "{said}");
}
