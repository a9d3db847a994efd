#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that answers each command as its script says: `None` is silence.
#[derive(Clone, Copy)]
struct Script {
    banner: Option<&'static str>,
    mail: Option<&'static str>,
    rcpt: Option<&'static str>,
    end: Option<&'static str>,
}

const GOOD: Script =
    Script { banner: Some("220 hello"), mail: Some("250 ok"), rcpt: Some("250 ok"), end: Some("250 taken") };

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    messages: Mutex<Vec<String>>,
}

async fn server(script: Script) -> (String, Arc<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Seen::default());
    let mine = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            mine.connections.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(talk(stream, script, Arc::clone(&mine)));
        }
    });
    (url, seen)
}

async fn talk(stream: TcpStream, script: Script, seen: Arc<Seen>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    say(&mut stream, script.banner).await?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let word = line.split([' ', '\r']).next().unwrap().to_owned();
        let answer = match word.as_str() {
            "EHLO" => Some("250-server\r\n250 8BITMIME"),
            "MAIL" => script.mail,
            "RCPT" => script.rcpt,
            "DATA" => {
                say(&mut stream, Some("354 go on")).await?;
                let mut message = String::new();
                while !message.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut message).await? == 0 {
                        return Ok(());
                    }
                }
                seen.messages.lock().unwrap().push(message);
                script.end
            }
            _ => Some("250 ok"),
        };
        say(&mut stream, answer).await?;
    }
}

async fn say(stream: &mut BufReader<TcpStream>, answer: Option<&str>) -> std::io::Result<()> {
    match answer {
        Some(answer) => stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await,
        None => std::future::pending().await,
    }
}

fn limits() -> Limits {
    let short = Duration::from_millis(200);
    Limits { open: short, command: short, message: short, idle: Duration::from_secs(5) }
}

fn mail() -> Mail {
    Mail {
        from: "desk@example.org".parse().unwrap(),
        to: "z.yusupova@example.org".parse().unwrap(),
        bytes: b"Subject: x\r\n\r\n.hello\r\n".to_vec(),
    }
}

async fn sent(script: Script) -> Result<(), SendError> {
    let (url, _) = server(script).await;
    Smtp::new(&url, "events.example.org", limits()).unwrap().send(&mail()).await
}

#[tokio::test]
async fn letters_share_a_connection_and_arrive_as_they_are() {
    let (url, seen) = server(GOOD).await;
    let smtp = Smtp::new(&url, "events.example.org", limits()).unwrap();
    for _ in 0..3 {
        smtp.send(&mail()).await.unwrap();
    }
    assert_eq!(seen.connections.load(Ordering::SeqCst), 1);
    let messages = seen.messages.lock().unwrap().clone();
    assert_eq!(messages, vec!["Subject: x\r\n\r\n..hello\r\n\r\n.\r\n"; 3], "a leading dot is doubled");
}

#[tokio::test]
async fn only_what_the_server_says_about_the_letter_itself_is_for_good() {
    for (script, permanent, words) in [
        (Script { rcpt: Some("550 5.1.1 no such user"), ..GOOD }, true, "550 5.1.1 no such user"),
        (Script { end: Some("554 5.7.1 refused"), ..GOOD }, true, "554 5.7.1 refused"),
        (Script { rcpt: Some("450 4.2.1 later"), ..GOOD }, false, "450 4.2.1 later"),
        (Script { end: Some("452 full"), ..GOOD }, false, "452 full"),
        (Script { mail: Some("550 not you"), ..GOOD }, false, "550 not you"),
        (Script { banner: Some("554 go away"), ..GOOD }, false, "554 go away"),
        (Script { banner: Some("421 too busy"), ..GOOD }, false, "421 too busy"),
    ] {
        assert_eq!(sent(script).await, Err(SendError { permanent, words: words.into() }));
    }
}

#[tokio::test]
async fn silence_at_any_step_ends_by_itself_and_is_tried_again() {
    for (script, step) in [
        (Script { banner: None, ..GOOD }, "connecting"),
        (Script { mail: None, ..GOOD }, "MAIL"),
        (Script { rcpt: None, ..GOOD }, "RCPT"),
        (Script { end: None, ..GOOD }, "the end of the message"),
    ] {
        let error = sent(script).await.expect_err("silence");
        assert!(!error.permanent && error.words.contains(step), "{error:?}");
    }
    let nobody = Smtp::new("smtp://127.0.0.1:1", "events.example.org", limits()).unwrap();
    assert!(!nobody.send(&mail()).await.expect_err("nobody listens").permanent);
}

#[tokio::test]
async fn a_dialogue_that_was_cut_short_is_not_used_for_the_next_letter() {
    let (url, seen) = server(Script { end: None, ..GOOD }).await;
    let smtp = Smtp::new(&url, "events.example.org", limits()).unwrap();
    assert!(smtp.send(&mail()).await.is_err());
    assert!(smtp.send(&mail()).await.is_err());
    // Given up from outside, too: the worker's own time limit drops the future.
    assert!(timeout(Duration::from_millis(50), smtp.send(&mail())).await.is_err());
    assert!(smtp.idle.lock().unwrap().is_empty());
    assert_eq!(seen.connections.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_refused_recipient_does_not_cost_the_connection() {
    let (url, seen) = server(Script { rcpt: Some("550 no such user"), ..GOOD }).await;
    let smtp = Smtp::new(&url, "events.example.org", limits()).unwrap();
    for _ in 0..3 {
        assert!(smtp.send(&mail()).await.is_err());
    }
    assert_eq!(seen.connections.load(Ordering::SeqCst), 1);
    smtp.tidy(true).await;
    assert!(smtp.idle.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_address_that_the_server_cannot_take_is_refused_for_good_and_not_garbled() {
    let (url, seen) = server(GOOD).await;
    let smtp = Smtp::new(&url, "events.example.org", limits()).unwrap();
    let letter = Mail { to: "почта@example.org".parse().unwrap(), ..mail() };
    assert!(smtp.send(&letter).await.expect_err("no SMTPUTF8").permanent);
    assert!(seen.messages.lock().unwrap().is_empty());
}
