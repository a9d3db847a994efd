//! However often it is sent, and whatever happens to the connection: one registration, one letter.

use super::delegate::{Delegate, Sending, counts};
use harness::App;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread")]
async fn sending_twice_is_one_registration_and_one_letter() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let form = delegate.fill().await;
    let check = form.action.clone();
    let first = delegate.client.send(form.clone()).await.expect_status(303).location();
    let second = delegate.client.send(form).await.expect_status(303).location();
    assert_eq!(first, second);
    assert_eq!(counts(&app).await, (1, 1));
    let about = delegate.client.get(&check.replace("/check", "/about")).await.expect_status(303);
    assert_eq!(about.location(), first, "a draft that was sent leads to its registration");
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_five_times_at_once_is_one_registration_and_one_letter() {
    let app = App::start().await;
    let event = app.event("almaty").places(200).create().await;
    for round in 0..8 {
        let sending = Delegate::new(app.client(), &event, &format!("delegate{round}")).prepare().await;
        let mut answers = JoinSet::new();
        for _ in 0..5 {
            let sending = sending.clone();
            answers.spawn(async move { sending.send().await.expect_status(303).location() });
        }
        let mut to = answers.join_all().await;
        to.sort();
        to.dedup();
        assert_eq!(to.len(), 1, "{to:?}");
        assert!(to[0].starts_with("/en/almaty/r/"), "{to:?}");
        assert_eq!(counts(&app).await, (round + 1, round + 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_resets_the_connection_while_sending_and_tries_again_has_one_registration() {
    const ROUNDS: u32 = 20;
    let app = App::start().await;
    let event = app.event("almaty").places(200).create().await;
    let mut rounds = JoinSet::new();
    for round in 0..ROUNDS {
        let sending = Delegate::new(app.client(), &event, &format!("delegate{round}")).prepare().await;
        let host = app.address.to_string();
        rounds.spawn(async move {
            // Spread evenly over 30 ms, so that the reset meets every moment of the work.
            send_and_reset(&host, &sending, Duration::from_micros(u64::from(round) * 1_500)).await;
            sending.send().await.expect_status(303).location()
        });
    }
    let mut to = rounds.join_all().await;
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 20, "each has a registration of its own");
    assert_eq!(counts(&app).await, (20, 20));
    let taken = "SELECT count(*) FROM place WHERE registration_id IS NOT NULL";
    assert_eq!(app.count(taken).await, 20);
}

async fn send_and_reset(host: &str, sending: &Sending, after: Duration) {
    let mut stream = TcpStream::connect(host).await.expect("the site listens");
    stream.set_zero_linger().expect("a socket");
    let (path, body) = (&sending.path, Sending::BODY);
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    tokio::time::sleep(after).await;
}
