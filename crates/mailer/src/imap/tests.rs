#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};

/// A server that answers each command as its script says; the tag goes where the script has a `T`.
fn talk(
    script: Vec<(&'static str, String)>,
) -> (Dialogue<tokio::io::DuplexStream>, tokio::task::JoinHandle<Vec<String>>) {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let server = tokio::spawn(async move {
        let mut stream = BufReader::new(theirs);
        let mut asked = Vec::new();
        for (wanted, answer) in script {
            let mut tag = String::new();
            if !wanted.is_empty() {
                let mut line = String::new();
                stream.read_line(&mut line).await.unwrap();
                let (first, command) = line.trim_end().split_once(' ').unwrap();
                assert!(command.starts_with(wanted), "{command} instead of {wanted}");
                first.clone_into(&mut tag);
                asked.push(command.to_owned());
            }
            stream.get_mut().write_all(answer.replace("TAG", &tag).as_bytes()).await.unwrap();
        }
        asked
    });
    (Dialogue::new(ours), server)
}

#[tokio::test]
async fn messages_that_nobody_has_seen_are_fetched_and_marked() {
    let message = "To: a@example.org\r\n\r\nHello {5}\r\n";
    let fetched =
        format!("* 1 FETCH (UID 7 BODY[]<0> {{{}}}\r\n{message})\r\nTAG OK done\r\n", message.len());
    let (mut server, asked) = talk(vec![
        ("", "* OK hello\r\n".into()),
        ("LOGIN", "* CAPABILITY IMAP4rev1\r\nTAG OK welcome\r\n".into()),
        ("SELECT", "* 3 EXISTS\r\nTAG OK [READ-WRITE]\r\n".into()),
        ("UID SEARCH UNSEEN", "* SEARCH 7 9\r\nTAG OK\r\n".into()),
        ("UID FETCH 7", fetched),
        ("UID FETCH 9", "TAG OK nothing\r\n".into()),
        ("UID STORE 7", "TAG OK\r\n".into()),
    ]);
    server.greeting().await.unwrap();
    server.login("a\"b", "c\\d").await.unwrap();
    server.select("INBOX").await.unwrap();
    assert_eq!(server.unseen().await.unwrap(), [7, 9]);
    assert_eq!(server.fetch(7).await.unwrap().unwrap(), message.as_bytes());
    assert_eq!(server.fetch(9).await.unwrap(), None);
    server.seen(7).await.unwrap();
    let asked = asked.await.unwrap();
    assert_eq!(asked.first().unwrap(), r#"LOGIN "a\"b" "c\\d""#);
    assert!(asked.get(3).unwrap().contains("BODY.PEEK[]<0.4194304>"));
}

#[tokio::test]
async fn a_server_that_refuses_floods_or_hangs_up_ends_the_visit() {
    let (mut server, _asked) = talk(vec![("LOGIN", "TAG NO wrong password\r\n".into())]);
    assert!(matches!(server.login("a", "b").await, Err(ImapError::SignIn)));
    let endless = format!("{}\r\n", "x".repeat(70_000));
    let huge = "* 1 FETCH (BODY[] {99999999999}\r\n".to_owned();
    for answer in [endless, huge, "* BYE\r\n".repeat(1001), String::new()] {
        let (mut server, _asked) = talk(vec![("UID FETCH 1", answer)]);
        assert!(server.fetch(1).await.is_err());
    }
}

#[test]
fn the_address_of_a_mailbox_is_read_strictly() {
    let read = |text: &str| {
        Mailbox::parse(text).map(|of| (of.host, of.port, of.tls, of.user, of.password, of.folder))
    };
    let own = str::to_owned;
    assert_eq!(
        read("imaps://bounces%40example.org:a%20b@mail.example.org/Reports"),
        Some((own("mail.example.org"), 993, true, own("bounces@example.org"), own("a b"), own("Reports")))
    );
    assert_eq!(
        read("imap://u:p@127.0.0.1:1143"),
        Some((own("127.0.0.1"), 1143, false, own("u"), own("p"), own("INBOX")))
    );
    for bad in ["", "imaps://mail.example.org", "pop3://u:p@x", "imaps://u@x", "imaps://u:p%0d%0aX@x"] {
        assert!(read(bad).is_none(), "{bad}");
    }
}
