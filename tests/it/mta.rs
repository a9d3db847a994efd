//! A real mail server takes our letters, delivers them whole, and sends back reports that we understand.

use crate::bounces::bring;
use crate::letters::{SENT, until};
use crate::registration::delegate::Delegate;
use harness::{App, Dns, Postfix};
use mail_auth::hickory_resolver::TokioResolver;
use mail_auth::hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use mail_auth::hickory_resolver::net::runtime::TokioRuntimeProvider;
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator};
use mail_parser::{MessageParser, MimeHeaders};
use plenary_mailer::{DkimAlgorithm, DkimKey, new_key};
use std::net::SocketAddr;
use std::sync::Arc;

/// What another implementation, with our DNS, says about each signature.
async fn verdicts(message: &[u8], dns: SocketAddr) -> Vec<bool> {
    let mut udp = ConnectionConfig::udp();
    udp.port = dns.port();
    let servers = vec![NameServerConfig::new(dns.ip(), true, vec![udp])];
    let config = ResolverConfig::from_parts(None, vec![], servers);
    let resolver = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    let verifier = MessageAuthenticator(resolver.build().unwrap());
    let parsed = AuthenticatedMessage::parse(message).unwrap();
    let found = verifier.verify_dkim(&parsed).await;
    found.iter().map(|output| matches!(output.result(), DkimResult::Pass)).collect()
}

/// In a mailbox lines end as files do; on their way they end with CRLF.
fn as_sent(stored: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(stored).replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_mail_server_delivers_our_letters_and_reports_those_that_it_cannot() {
    let Some(postfix) = Postfix::start() else {
        println!("skipped: Postfix is not installed, or the tests do not run as root");
        return;
    };
    let dns = Dns::start().await;
    let key =
        |selector: &str, algorithm| DkimKey::parse(selector, new_key(algorithm).unwrap().as_bytes()).unwrap();
    let keys: Arc<[DkimKey]> = Arc::new([key("s1", DkimAlgorithm::Rsa), key("s2", DkimAlgorithm::Ed25519)]);
    for key in keys.iter() {
        dns.set(&key.record_name("plenary.example"), &[&key.record()]);
    }
    let sink = harness::SmtpSink::start().await;
    let app = App::setup()
        .smtp(&sink)
        .mail(|mail| {
            mail.url = postfix.url();
            mail.dkim = Arc::clone(&keys);
            mail.bounces = Some("bounces@plenary.example".into());
        })
        .start()
        .await;
    let event = app.event("almaty").session("Opening", None).create().await;
    for name in ["zarina", "gone"] {
        let delegate = Delegate::new(app.client(), &event, name);
        delegate.prepare().await.send().await.expect_status(303);
    }
    // One to go on with, one when it was sent.
    let arrived: Vec<Vec<u8>> = postfix.mailbox("zarina", 2).await.iter().map(|m| as_sent(m)).collect();
    let of = |message: &&Vec<u8>| {
        let letter = MessageParser::default().parse(*message).unwrap();
        letter.subject().unwrap().contains("Registration confirmed")
    };
    let arrived = arrived.iter().find(of).unwrap();
    let letter = MessageParser::default().parse(arrived).unwrap();
    let addresses = |list: Option<&mail_parser::Address<'_>>| {
        list.unwrap().iter().map(|one| one.address().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(addresses(letter.to()), ["zarina@example.org"]);
    assert_eq!(addresses(letter.from()), ["noreply@plenary.example"]);
    assert!(letter.body_text(0).unwrap().contains("confirmed") && letter.body_html(0).is_some());
    let file = letter.attachments().find(|part| part.attachment_name() == Some("almaty.ics")).unwrap();
    assert!(file.text_contents().unwrap().starts_with("BEGIN:VCALENDAR"));
    assert_eq!(verdicts(arrived, dns.address()).await, [true, true]);

    let report = as_sent(&postfix.mailbox("reports", 1).await[0]);
    until(&app, SENT, 2).await;
    bring(&app, &report);
    let bounced = "SELECT count(*) FROM outbox WHERE state = 'bounced' AND recipient = 'gone@example.org'
        AND bounce_kind = 'hard' AND bounce_status = '5.1.1'";
    assert_eq!(app.count(bounced).await, 1, "{}", String::from_utf8_lossy(&report));
}
