//! How many letters a second one process writes, signs twice and hands to a mail server on the same machine, and how
//! much memory it takes with 2,000 and with 100,000 in the outbox.
//!
//! `cargo bench -p plenary-mailer`. It starts a PostgreSQL of its own that keeps what was committed.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that is wrong should stop, and figures are what it is for"
)]

use plenary_domain::event::{DecisionMode, EventSettings};
use plenary_domain::ids::Ids;
use plenary_domain::text::Slug;
use plenary_domain::{Actor, Lang, LocalText};
use plenary_local_postgres::{Durability, LocalPostgres, Options};
use plenary_mailer::{
    DkimAlgorithm, DkimKey, DomainLimits, Mailer, MailerOptions, TransportOptions, new_key,
};
use plenary_store::{Act, Store, StoreOptions};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio_postgres::NoTls;

const FEW: usize = 1_000;
const MANY: usize = 100_000;
/// Letters that are waited for before the figures are taken.
const SENT: usize = 1_000;

const REGISTRATION: &str = "INSERT INTO registration (event_id, id, reference, secret, status, status_since,
    email, email_key, language, name, badge_name, representation_type, state, organisation, position, answers,
    submitted_at, form_version)
SELECT e.id, gen_random_uuid(), 'ALM27-4K7PX', repeat('secret', 5), 'confirmed', now(), 'z@example.org', 'z@example.org', 'ru',
    'Zarina Yusupova', 'Zarina Yusupova', 'academia', 'TJ', 'Institute', 'Adviser',
    jsonb_build_object('email', 'z@example.org', 'language', 'ru', 'title', 'Dr', 'given_names', 'Zarina',
        'family_name', 'Yusupova', 'badge_name', 'Zarina Yusupova', 'representation_type', 'academia', 'state', 'TJ',
        'organisation', 'Institute', 'position', 'Adviser', 'sessions', '[]'::jsonb, 'food', '[]'::jsonb,
        'food_note', '', 'access', '[]'::jsonb, 'access_note', '',
        'consents', '{\"list\": true, \"photo\": false, \"contact\": false, \"future\": false}'::jsonb),
    now(), e.form_version FROM event e";

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured without --bench: run `cargo bench -p plenary-mailer`");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("letters-postgres");
    let options = Options { folder: &folder, durability: Durability::Safe, max_connections: 30 };
    let postgres = LocalPostgres::start(&options).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        for queued in [FEW + SENT, MANY] {
            let name = format!("letters_{queued}");
            let (admin, connection) =
                tokio_postgres::connect(&postgres.url("postgres"), NoTls).await.unwrap();
            tokio::spawn(connection);
            admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
            admin.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
            measure(&postgres.url(&name), queued).await;
        }
    });
}

async fn measure(url: &str, queued: usize) {
    let store = Store::connect(StoreOptions::new(url)).await.unwrap();
    store.migrate().await.unwrap();
    let now = "2026-11-23T12:00:00Z".parse().unwrap();
    let act = Act::new(Actor::System, now, Ids::new(now, [1; 16]));
    store.create_event(act, settings(), None, false).await.unwrap();
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(REGISTRATION).await.unwrap();
    let queue = format!(
        "INSERT INTO outbox (id, event_id, registration_id, kind, language, recipient, due_at, queued_at)
        SELECT gen_random_uuid(), event_id, id, 'confirmed', 'ru', 'd' || n || '@m' || n % 400 || '.example.org',
            now() - interval '1 hour', now() - interval '1 hour' FROM registration, generate_series(1, {queued}) AS n;
        ANALYZE outbox"
    );
    client.batch_execute(&queue).await.unwrap();
    let sink = Sink::start().await;
    let (stop, stopping) = watch::channel(false);
    let begun = Instant::now();
    let work = tokio::spawn(mailer(store, &sink.url).run(stopping, Arc::new(Notify::new())));
    while sink.taken.load(Ordering::Relaxed) < SENT {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (took, memory) = (begun.elapsed().as_secs_f64(), memory());
    stop.send(true).unwrap();
    work.await.unwrap();
    let bytes = sink.bytes.load(Ordering::Relaxed) / sink.taken.load(Ordering::Relaxed);
    println!(
        "{queued:>7} in the outbox: {:>5.0} letters of {bytes} octets a second, {memory} MiB resident",
        f64::from(u32::try_from(SENT).unwrap()) / took
    );
}

fn mailer(store: Store, url: &str) -> Mailer {
    let transport = TransportOptions::Smtp { url: url.to_owned() };
    let mut options =
        MailerOptions::new(transport, "desk@example.org", "https://events.example.org", "events.example.org");
    let key =
        |selector: &str, algorithm| DkimKey::parse(selector, new_key(algorithm).unwrap().as_bytes()).unwrap();
    options.dkim = Arc::new([key("s1", DkimAlgorithm::Rsa), key("s2", DkimAlgorithm::Ed25519)]);
    options.parallel = 8;
    options.domains = DomainLimits { hands: 8, per_minute: 1_000_000 };
    Mailer::new(store, options).unwrap()
}

fn settings() -> EventSettings {
    let text =
        |words: &str| Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, words));
    EventSettings {
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: text("Round table"),
        short_title: text("Table"),
        lead: text("One sentence"),
        about: text("A paragraph"),
        place: text("Almaty"),
        venue: text("House"),
        host: text("The secretariat"),
        contact_email: "office@example.org".into(),
        time_zone: "Asia/Almaty".into(),
        starts_on: jiff::civil::date(2027, 4, 14),
        ends_on: jiff::civil::date(2027, 4, 16),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: "2027-04-01T00:00:00Z".parse().unwrap(),
        decision: DecisionMode::AtOnce,
        answer_within_days: 3,
        places: 100,
        proof_required: false,
    }
}

/// MiB that this process holds in memory, mail server included.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<usize>().ok()).unwrap_or_default() / 1024
}

/// A mail server that takes everything and keeps nothing.
struct Sink {
    url: String,
    taken: Arc<AtomicUsize>,
    bytes: Arc<AtomicUsize>,
}

impl Sink {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (taken, bytes) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let counts = (Arc::clone(&taken), Arc::clone(&bytes));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                tokio::spawn(talk(stream, counts.clone()));
            }
        });
        Self { url, taken, bytes }
    }
}

async fn talk(
    stream: TcpStream,
    (taken, bytes): (Arc<AtomicUsize>, Arc<AtomicUsize>),
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.get_mut().write_all(b"220 sink\r\n").await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        if line.starts_with(b"DATA") {
            stream.get_mut().write_all(b"354 go on\r\n").await?;
            while line != b".\r\n" {
                line.clear();
                bytes.fetch_add(stream.read_until(b'\n', &mut line).await?, Ordering::Relaxed);
            }
            taken.fetch_add(1, Ordering::Relaxed);
        }
        let answer = if line.starts_with(b"EHLO") { "250-sink\r\n250 8BITMIME\r\n" } else { "250 ok\r\n" };
        stream.get_mut().write_all(answer.as_bytes()).await?;
    }
}
