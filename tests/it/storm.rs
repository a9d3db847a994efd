//! Thousands of letters through a mail server that fails now and then, sent by processes that are killed.

use crate::letters::register;
use harness::{App, Fault, Process, ProcessSetup, SmtpSink, Storm};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

const LETTERS: usize = 2000;
const KILLINGS: usize = 20;
const WORKERS: usize = 4;
/// Of the whole; a letter that a dead process had in hand waits for six seconds.
const PATIENCE: Duration = Duration::from_secs(150);

/// One letter at a time, so that a killing can repeat one letter at most.
fn worker(app: &App, sink: &SmtpSink) -> ProcessSetup {
    Process::setup()
        .database(app.database())
        .smtp(sink)
        .arguments(&["work"])
        .variable("PLENARY_MAIL_HANDS", "1")
        .variable("PLENARY_MAIL_LEASE", "6")
        .variable("PLENARY_MAIL_DOMAIN_HANDS", "64")
        .variable("PLENARY_MAIL_DOMAIN_RATE", "1000000")
}

/// Letters about the one registration that there is, to addresses of many domains.
async fn queue(app: &App) {
    let many = format!(
        "DELETE FROM outbox;
        INSERT INTO outbox (id, event_id, registration_id, kind, language, recipient, due_at, queued_at)
        SELECT gen_random_uuid(), event_id, id, 'confirmed', 'en', 'd' || n || '@m' || n % 50 || '.example.org',
            now(), now() FROM registration, generate_series(1, {LETTERS}) AS n"
    );
    app.sql().await.batch_execute(&many).await.unwrap();
}

/// As if the time of the next try had come for all that were deferred.
const TIME_COMES: &str =
    "UPDATE outbox SET due_at = now() WHERE state = 'queued' AND leased_until IS NULL AND due_at > now();
    NOTIFY outbox";

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_letters_in_a_storm_with_twenty_killings_all_arrive_and_few_of_them_twice() {
    let sink = SmtpSink::start().await;
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").create().await;
    register(&app, &event, "zarina").await;
    queue(&app).await;
    let storm = Storm::new(20_270_531, 20);
    sink.break_down(Fault::Storm(storm.clone())).await;
    let mut workers = Vec::new();
    for _ in 0..WORKERS {
        workers.push(worker(&app, &sink).start().await);
    }
    let (begun, sql) = (Instant::now(), app.sql().await);
    let mut killed = 0;
    while app.count("SELECT count(*) FROM outbox WHERE state = 'queued'").await > 0 {
        assert!(begun.elapsed() < PATIENCE, "{} of {LETTERS} after {killed} killings", sink.taken());
        if killed < KILLINGS && sink.taken() >= (killed + 1) * LETTERS / (KILLINGS + 2) {
            workers[killed % WORKERS].kill();
            workers[killed % WORKERS] = worker(&app, &sink).start().await;
            killed += 1;
        }
        sql.batch_execute(TIME_COMES).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!(
        "{} s, {} faults, {} came twice",
        begun.elapsed().as_secs(),
        storm.struck(),
        sink.taken() - LETTERS
    );
    assert_eq!(killed, KILLINGS);
    assert!(storm.struck() > LETTERS / 6, "{} faults are no storm", storm.struck());
    assert_eq!(
        app.count("SELECT count(*) FROM outbox WHERE state = 'sent' AND leased_until IS NULL").await,
        2000
    );
    assert!(app.count("SELECT max(attempts)::bigint FROM outbox").await < 15, "nobody is tried for ever");
    let letters = sink.letters();
    let mut each: BTreeMap<&str, BTreeSet<&[u8]>> = BTreeMap::new();
    for letter in &letters {
        each.entry(&letter.to[0]).or_default().insert(&letter.bytes);
    }
    assert_eq!(each.len(), LETTERS, "each letter arrived");
    assert!(each.values().all(|bytes| bytes.len() == 1), "one that came twice is the same to the last byte");
    let ids: BTreeSet<String> = letters.iter().map(harness::Letter::message_id).collect();
    assert_eq!(ids.len(), LETTERS);
    let twice = letters.len() - LETTERS;
    assert!(twice <= KILLINGS + sink.untold(), "{twice} came twice, {} for the storm", sink.untold());
    app.letters_may_wait();
}
