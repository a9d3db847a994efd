//! Letters that come back: told by the mail server's pipe, believed only with our own signature.

use crate::letters::{SENT, register, time_comes, until};
use harness::{App, Letter, Process, SmtpSink, keys};
use plenary_mailer::Mailbox;
use std::io::Write as _;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// As a mail server writes it, to the envelope sender of the letter.
fn report(to: &str, status: &str) -> Vec<u8> {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\nTo: {to}\r\nSubject: Undelivered Mail\r\n\
        MIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n\r\n\
        --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
        Final-Recipient: rfc822; z@example.org\r\nAction: failed\r\nStatus: {status}\r\n\
        Diagnostic-Code: smtp; 550 {status} no such <b>user</b>\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

/// Hands it to `plenary bounce`, as an alias of a mail server does.
pub(crate) fn bring(app: &App, message: &[u8]) {
    let database = app.database().url();
    let mut child = Process::setup()
        .variable("DATABASE_URL", &database)
        .variable("PLENARY_KEYS", &keys())
        .arguments(&["bounce"])
        .spawn_with_input();
    child.stdin.take().unwrap().write_all(message).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

async fn app(sink: &SmtpSink) -> App {
    App::setup().smtp(sink).mail(|mail| mail.bounces = Some("bounces@plenary.example".into())).start().await
}

const BOUNCED: &str = "SELECT count(*) FROM outbox WHERE state = 'bounced'";

/// The latest letter that was sent.
async fn sent(app: &App, sink: &SmtpSink, number: i64) -> Letter {
    until(app, SENT, number).await;
    sink.letters().pop().unwrap()
}

/// The letter of the present state once more, as if the last had been a while ago.
async fn ask_again(app: &App, status: &str) {
    let older = "UPDATE outbox SET queued_at = queued_at - interval '10 minutes'";
    app.sql().await.batch_execute(older).await.unwrap();
    let client = app.client();
    let page = client.get(status).await.expect_status(200);
    client.send(page.form("form[action$='/send-again']")).await.expect_status(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_comes_back_is_shown_to_everybody_whom_it_concerns() {
    let sink = SmtpSink::start().await;
    let app = app(&sink).await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    let delegate = crate::registration::delegate::Delegate::new(app.client(), &event, "zarina");
    let status = delegate.prepare().await.send().await.expect_status(303).location();
    let letter = sent(&app, &sink, 1).await;
    assert!(
        letter.from.starts_with("bounces+") && letter.from.ends_with("@plenary.example"),
        "{}",
        letter.from
    );
    assert!(!delegate.client.get(&status).await.body.contains("We could not reach"));
    bring(&app, &report(&letter.from, "5.1.1"));
    assert_eq!(app.count(BOUNCED).await, 1);
    // A second report about the same letter is no news.
    bring(&app, &report(&letter.from, "5.1.1"));
    let queue = organiser.get("/admin/almaty/letters?state=bounced").await.expect_status(200);
    assert!(queue.one("main tbody tr").contains("550 5.1.1 no such <b>user</b>"), "{}", queue.body);
    let dashboard = organiser.get("/admin/almaty").await;
    assert!(dashboard.text(".todo").contains("letter came back"), "{}", dashboard.text(".todo"));
    let list = organiser.get("/admin/almaty/registrations?needs=letter").await;
    assert!(list.body.contains("Yusupova") || list.body.contains("YUSUPOVA"), "{}", list.body);
    let page = delegate.client.get(&status).await.expect_status(200);
    assert!(page.text(".note-warn").contains("We could not reach zarina@example.org"), "{}", page.body);
    assert!(page.attr(".note-warn a", "href").contains("/change/contact"));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_two_letters_came_back_for_good_no_others_go_there_until_somebody_looks_after_it() {
    let sink = SmtpSink::start().await;
    let app = app(&sink).await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    let delegate = crate::registration::delegate::Delegate::new(app.client(), &event, "zarina");
    let status = delegate.prepare().await.send().await.expect_status(303).location();
    bring(&app, &report(&sent(&app, &sink, 1).await.from, "5.1.1"));
    ask_again(&app, &status).await;
    bring(&app, &report(&sent(&app, &sink, 1).await.from, "5.1.1"));
    assert_eq!(app.count(BOUNCED).await, 2);
    ask_again(&app, &status).await;
    until(&app, "SELECT count(*) FROM outbox WHERE state = 'failed'", 1).await;
    assert_eq!(sink.letters().len(), 2, "the third letter was not sent");
    let list = organiser.get("/admin/almaty/letters?state=failed").await;
    assert!(list.one("main tbody tr").contains("two letters to this address came back"));
    // Others are not concerned.
    register(&app, &event, "otto").await;
    until(&app, SENT, 1).await;
    let letter = organiser.get(&list.attr("main tbody a.person", "href")).await.expect_status(200);
    organiser.send(letter.form("main form[action$='/settle']")).await.expect_status(303);
    ask_again(&app, &status).await;
    time_comes(&app).await;
    until(&app, SENT, 2).await;
    assert!(!app.client().get(&status).await.body.contains("We could not reach"));
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_that_are_forged_foreign_or_none_change_nothing() {
    let sink = SmtpSink::start().await;
    let app = app(&sink).await;
    let event = app.event("almaty").create().await;
    register(&app, &event, "zarina").await;
    let letter = sent(&app, &sink, 1).await;
    let (local, _) = letter.from.split_once('@').unwrap();
    let (start, token) = local.split_at("bounces+".len());
    let unsigned = format!("{start}{}{}@plenary.example", &token[..32], "0".repeat(16));
    let id = letter.message_id();
    let named = format!("bounces+{}@plenary.example", id.split('@').next().unwrap());
    let mail =
        |to: &str| format!("To: {to}\r\nSubject: Away until Monday\r\n\r\nI am away.\r\n").into_bytes();
    for message in [
        report(&unsigned, "5.1.1"),
        report(&named, "5.1.1"),
        report("bounces@plenary.example", "5.1.1"),
        report(&letter.from, "2.0.0"),
        mail(&letter.from),
        Vec::new(),
        b"\0\0\0".to_vec(),
    ] {
        bring(&app, &message);
        assert_eq!((app.count(BOUNCED).await, app.count(SENT).await), (0, 1));
    }
}

/// A mailbox with one message that nobody has seen; whether it was marked as seen.
async fn mailbox(message: Vec<u8>) -> (String, tokio::task::JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("imap://bounces:geheim@{}/INBOX", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.get_mut().write_all(b"* OK IMAP4rev1\r\n").await.unwrap();
        let mut seen = false;
        let mut line = String::new();
        while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
            let (tag, command) = line.trim_end().split_once(' ').unwrap();
            let mut answer = Vec::new();
            if command.starts_with("UID SEARCH") {
                answer.extend_from_slice(b"* SEARCH 4\r\n");
            } else if command.starts_with("UID FETCH 4") {
                answer.extend_from_slice(
                    format!("* 1 FETCH (UID 4 BODY[]<0> {{{}}}\r\n", message.len()).as_bytes(),
                );
                answer.extend_from_slice(&message);
                answer.extend_from_slice(b")\r\n");
            }
            seen |= command.starts_with("UID STORE 4") && command.contains("Seen");
            answer.extend_from_slice(format!("{tag} OK done\r\n").as_bytes());
            stream.get_mut().write_all(&answer).await.unwrap();
            line.clear();
        }
        seen
    });
    (url, server)
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_fetched_from_a_mailbox() {
    let sink = SmtpSink::start().await;
    let app = app(&sink).await;
    let event = app.event("almaty").create().await;
    register(&app, &event, "zarina").await;
    let letter = sent(&app, &sink, 1).await;
    let (url, server) = mailbox(report(&letter.from, "5.1.1")).await;
    let mailbox = Mailbox::parse(&url).unwrap();
    let marked = mailbox.visit(&app.store, "2027-01-01T00:00:00Z".parse().unwrap()).await;
    assert_eq!((marked, app.count(BOUNCED).await), (Ok(1), 1));
    assert!(server.await.unwrap(), "a message that was read is not read again");
}
