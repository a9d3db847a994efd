//! What the desk's reads take at 1,000 and at 100,000 registrations of one event, and how many times longer that is.
//!
//! `cargo bench -p plenary-store --bench many`. It starts a PostgreSQL of its own; the rows are made by SQL and get
//! their keys as old rows do. Figures are the median of 60, warmed up.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that is wrong should stop, and a table is what it is for"
)]

use jiff::Timestamp;
use plenary_domain::event::{DecisionMode, EventSettings};
use plenary_domain::ids::{EventId, Ids, RegistrationId};
use plenary_domain::registration::{StateCode, Status, TypeCode};
use plenary_domain::text::Slug;
use plenary_domain::{Actor, Lang, LocalText};
use plenary_local_postgres::{Durability, LocalPostgres, Options};
use plenary_store::{Act, RegistrationFilter, Sort, Store, StoreOptions};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio_postgres::NoTls;

const FEW: i64 = 1_000;
const MANY: i64 = 100_000;
const TIMES: usize = 60;

/// 500 family names, 200 given names, 60 States; one registration in 500 has its own rare name.
const FILL: &str = "INSERT INTO registration (event_id, id, reference, secret, status, status_since, waiting_number,
    email, email_key, language, name, badge_name, representation_type, state, organisation, position, answers,
    submitted_at, form_version)
SELECT e.id, gen_random_uuid(), 'ALM27-' || lpad(n::text, 6, '0'), 'secret-' || lpad(n::text, 26, '0'), status,
    at, CASE WHEN status = 'waitlisted' THEN nextval('waiting_number') END, email, email, 'en',
    given || ' ' || family, given || ' ' || family, kind, state, organisation, 'Adviser',
    jsonb_build_object('email', email, 'language', 'en', 'title', '', 'given_names', given, 'family_name', family,
        'badge_name', given || ' ' || family, 'representation_type', kind, 'state', state, 'organisation', organisation,
        'position', 'Adviser', 'sessions', '[]'::jsonb, 'food', '[]'::jsonb, 'food_note', '', 'access', '[]'::jsonb,
        'access_note', '',
        'consents', '{\"list\": true, \"photo\": false, \"contact\": false, \"future\": false}'::jsonb), at, e.form_version
FROM event e, generate_series(1, $1::bigint) AS n,
    LATERAL (SELECT 'delegate' || n || '@example.org' AS email,
        timestamptz '2026-11-23 00:00Z' - n * 37 % 40000 * interval '1 minute' AS at,
        (ARRAY['member_state','academia','ngo','media'])[1 + n * 7 % 4] AS kind,
        (ARRAY['KZ','KG','TJ','UZ','TM','MN','AZ','DE','FR','IT','ES','PT','TR','GB','US','CA','AU','NZ','JP','IN',
            'PK','AF','IR','IQ','SA','EG','MA','DZ','NG','KE','ZA','BR','AR','CL','PE','MX','SE','NO','FI','DK',
            'PL','CZ','SK','HU','RO','BG','RS','GR','CY','IL','JO','LB','CH','AT','BE','NL','LU','IE','IS','EE'])
            [1 + abs(hashint8(n + 5)) % 60] AS state,
        (ARRAY['submitted','confirmed','confirmed','confirmed','waitlisted','declined','withdrawn'])[1 + n * 11 % 7]
            AS status,
        'Institute number ' || n % 2000 AS organisation,
        CASE WHEN n % 500 = 3 THEN 'Shakeyeva' || translate((n / 500)::text, '0123456789', 'bcdfgklmnr')
            ELSE initcap(translate((abs(hashint8(n)) % 500 + 1000)::text, '0123456789', 'aeioubkmrt')) || 'ov' END AS family,
        initcap(translate((abs(hashint8(n * 7919)) % 200 + 1000)::text, '0123456789', 'iaeuotslnd')) AS given) AS made";

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured without --bench: run `cargo bench -p plenary-store`");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("many-postgres");
    let options = Options { folder: &folder, durability: Durability::Tests, max_connections: 20 };
    let postgres = LocalPostgres::start(&options).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let few = measure(&postgres, FEW).await;
        let many = measure(&postgres, MANY).await;
        println!("{:<28}{:>12}{:>12}{:>8}", "", FEW, MANY, "ratio");
        for ((what, a), (_, b)) in few.into_iter().zip(many) {
            println!(
                "{what:<28}{:>9} µs{:>9} µs{:>8.2}",
                a.as_micros(),
                b.as_micros(),
                b.as_secs_f64() / a.as_secs_f64()
            );
        }
    });
}

fn act(actor: Actor, seed: u8) -> Act {
    let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    Act::new(actor, now, Ids::new(now, [seed; 16]))
}

fn settings(places: i32) -> EventSettings {
    let text = |text: &str| LocalText::default().with(Lang::En, text);
    EventSettings {
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: text("Round table"),
        short_title: text("Table"),
        lead: text("One sentence"),
        about: text("A paragraph"),
        place: text("Almaty"),
        venue: text("Hall"),
        host: text("Host"),
        contact_email: "host@example.org".to_owned(),
        time_zone: "Asia/Almaty".to_owned(),
        starts_on: jiff::civil::date(2027, 5, 31),
        ends_on: jiff::civil::date(2027, 5, 31),
        languages: vec![Lang::En],
        registration_opens_at: None,
        registration_closes_at: "2027-05-21T13:00:00Z".parse().unwrap(),
        decision: DecisionMode::Organisers,
        answer_within_days: 3,
        proof_required: false,
        places,
    }
}

/// A database with so many registrations, and the median of each read.
async fn measure(postgres: &LocalPostgres, rows: i64) -> Vec<(&'static str, Duration)> {
    let name = format!("many_{rows}");
    let (admin, connection) = tokio_postgres::connect(&postgres.url("postgres"), NoTls).await.unwrap();
    tokio::spawn(connection);
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
    admin.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = postgres.url(&name);
    let store = Store::connect(StoreOptions::new(&url)).await.unwrap();
    store.migrate().await.unwrap();
    let places = i32::try_from(rows).unwrap().min(20_000);
    let event = store.create_event(act(Actor::System, 1), settings(places), None, false).await.unwrap();
    let (raw, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let begun = Instant::now();
    raw.execute(FILL, &[&rows]).await.unwrap();
    let inserted = begun.elapsed();
    let begun = Instant::now();
    store.migrate().await.unwrap();
    println!("{rows} rows: inserted in {inserted:.1?}, keys made in {:.1?}", begun.elapsed());
    raw.batch_execute("VACUUM ANALYZE").await.unwrap();
    let somebody = raw.query_one("SELECT id::text FROM registration WHERE reference = 'ALM27-000503'", &[]);
    let somebody: String = somebody.await.unwrap().get(0);
    times(&store, event, somebody.parse().unwrap()).await
}

fn filter(change: impl FnOnce(&mut RegistrationFilter)) -> RegistrationFilter {
    let mut filter = RegistrationFilter { sort: Sort::SubmittedAsc, ..RegistrationFilter::default() };
    change(&mut filter);
    filter
}

/// The lists that are looked at.
fn lists() -> Vec<(&'static str, RegistrationFilter)> {
    let search = |query: &str| filter(|f| query.clone_into(&mut f.query));
    vec![
        ("first page", filter(|_| {})),
        ("attention first", filter(|f| (f.sort, f.now) = (Sort::Attention, act(Actor::System, 1).now))),
        ("first page, newest", filter(|f| f.sort = Sort::SubmittedDesc)),
        ("first page, by name", filter(|f| f.sort = Sort::Name)),
        ("first page, organisation", filter(|f| f.sort = Sort::Organisation)),
        ("tab", filter(|f| f.status = Some(Status::Submitted))),
        ("tab, by name", filter(|f| (f.status, f.sort) = (Some(Status::Declined), Sort::Name))),
        ("third page", filter(|f| f.page = 3)),
        ("State", filter(|f| f.state = StateCode::parse("KZ"))),
        (
            "State in a tab",
            filter(|f| (f.state, f.status) = (StateCode::parse("KZ"), Some(Status::Declined))),
        ),
        ("type", filter(|f| f.representation_type = TypeCode::parse("ngo"))),
        (
            "type and State",
            filter(|f| {
                (f.representation_type, f.state) = (TypeCode::parse("ngo"), StateCode::parse("DE"));
            }),
        ),
        ("search, address", search("delegate503@example.org")),
        ("search, reference", search("ALM27-000503")),
        ("search, rare name", search("Шакеева")),
        ("search, frequent name", search("Eababov")),
        ("search, two words", search("Aseo Eabab")),
        ("search, in every row", search("institute")),
    ]
}

async fn times(store: &Store, event: EventId, id: RegistrationId) -> Vec<(&'static str, Duration)> {
    let actor = Actor::System;
    let mut found = Vec::new();
    for (what, filter) in &lists() {
        found.push((
            *what,
            median(async || drop(store.registrations(&actor, event, filter).await.unwrap())).await,
        ));
    }
    for (what, sort) in [("neighbours", Sort::SubmittedAsc), ("neighbours, attention", Sort::Attention)] {
        let all = filter(|f| (f.sort, f.now) = (sort, act(Actor::System, 1).now));
        found.push((
            what,
            median(async || {
                store.registration_neighbours(&actor, event, id, &all).await.unwrap();
            })
            .await,
        ));
    }
    found.push((
        "figures",
        median(async || drop(store.dashboard(&actor, event, act(actor.clone(), 9).now).await.unwrap())).await,
    ));
    found
        .push(("home", median(async || drop(store.waiting_by_event(&actor, &[event]).await.unwrap())).await));
    let one = store.registration(event, id).await.unwrap();
    found.push((
        "duplicates of one",
        median(async || drop(store.possible_duplicates(&actor, &one).await.unwrap())).await,
    ));
    found.push((
        "all duplicates",
        median(async || drop(store.with_possible_duplicates(&actor, event, 25).await.unwrap())).await,
    ));
    found
}

async fn median(work: impl AsyncFn()) -> Duration {
    for _ in 0..TIMES / 3 {
        work().await;
    }
    let mut taken = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        work().await;
        taken.push(begun.elapsed());
    }
    taken.sort_unstable();
    taken.get(TIMES / 2).copied().unwrap_or_default()
}
