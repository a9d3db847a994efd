//! The house itself: schema, migrations, the sample, a database that is frozen or away.

use crate::harness::{Db, TABLES, act, client, now, organiser, system};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use jiff::civil::date;
use plenary_domain::Actor;
use plenary_domain::agenda::{Known, conflicts};
use plenary_domain::event::{DecisionMode, RegistrationWindow};
use plenary_domain::registration::Status;
use plenary_store::{Granted, RegistrationFilter, Store, StoreError, StoreOptions};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// PostgreSQL's name for each of diesel's.
fn sql_type(diesel: &str) -> &str {
    match diesel {
        "Uuid" => "uuid",
        "Text" => "text",
        "Bool" => "boolean",
        "Bytea" => "bytea",
        "BigInt" => "bigint",
        "Integer" => "integer",
        "SmallInt" => "smallint",
        "Timestamptz" => "timestamp with time zone",
        "Date" => "date",
        "Time" => "time without time zone",
        "Jsonb" => "jsonb",
        "Array<Text>" | "Array<Int4>" => "ARRAY",
        "Tsvector" => "tsvector",
        other => panic!("a type that this test does not know: {other}"),
    }
}

/// `table.column` with its type and whether it may be null, as `schema.rs` has it.
fn written() -> BTreeMap<String, (String, bool)> {
    let mut found = BTreeMap::new();
    let mut table = String::new();
    for line in include_str!("../../src/schema.rs").lines() {
        let line = line.trim();
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            name.clone_into(&mut table);
        } else if let Some((column, kind)) = line.strip_suffix(',').and_then(|l| l.split_once(" -> ")) {
            let inner = kind.strip_prefix("Nullable<").and_then(|k| k.strip_suffix('>'));
            let kind = sql_type(inner.unwrap_or(kind)).to_owned();
            found.insert(format!("{table}.{column}"), (kind, inner.is_some()));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schema_that_diesel_knows_is_the_one_that_is_there() {
    let db = Db::new().await;
    let rows = db
        .raw
        .query(
            "SELECT table_name || '.' || column_name, data_type::text, is_nullable = 'YES'
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'",
            &[],
        )
        .await
        .unwrap();
    let there: BTreeMap<String, (String, bool)> =
        rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect();
    assert_eq!(written(), there);
    let tables: std::collections::BTreeSet<&str> =
        there.keys().filter_map(|name| Some(name.split_once('.')?.0)).collect();
    assert_eq!(tables.len() + 1, TABLES.len(), "the harness compares every table");
}

async fn shape(url: &str) -> Vec<String> {
    let client = client(url).await;
    let sql =
        "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1";
    client.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_down_and_up_again() {
    let db = Db::new().await;
    let before = shape(&db.url).await;
    let conn =
        <diesel_async::AsyncPgConnection as diesel_async::AsyncConnection>::establish(&db.url).await.unwrap();
    let mut harness = diesel_async::AsyncMigrationHarness::new(conn);
    let down = harness.revert_all_migrations(MIGRATIONS).unwrap().len();
    let left = shape(&db.url).await;
    assert!(left.iter().all(|line| line.contains("__diesel_schema_migrations")), "{left:?}");
    assert_eq!(db.store.ready().await, Ok(false));
    assert_eq!(db.store.migrate().await, Ok(down));
    assert_eq!(shape(&db.url).await, before);
    assert_eq!((db.store.ready().await, db.store.migrate().await), (Ok(true), Ok(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_before_the_form_go_on_asking_what_they_asked() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let id = db.register(event, &[]).await;
    let conn =
        <diesel_async::AsyncPgConnection as diesel_async::AsyncConnection>::establish(&db.url).await.unwrap();
    let mut harness = diesel_async::AsyncMigrationHarness::new(conn);
    while harness.revert_last_migration(MIGRATIONS).unwrap().to_string() != "20261123224000" {}
    db.raw.execute("UPDATE registration SET answers = answers - 'own'", &[]).await.unwrap();
    db.store.migrate().await.unwrap();
    let form = db.store.form(event).await.unwrap();
    assert_eq!((form.version, form.questions.len()), (1, 0));
    let registration = db.store.registration(event, id).await.unwrap();
    assert_eq!((registration.form_version, registration.answers.own.len()), (1, 0));
    assert_eq!(db.store.form_of(&registration).await, Ok(form));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_house_gets_the_sample_once_and_no_letters() {
    let db = Db::new().await;
    let event = db.store.load_sample(system(), date(2026, 11, 23)).await.unwrap().unwrap();
    assert_eq!(db.store.load_sample(system(), date(2026, 11, 23)).await, Ok(None));
    let found = db.store.event_by_slug("almaty-2027").await.unwrap();
    assert_eq!(
        (found.id, found.sample, found.public, found.decision),
        (event, true, true, DecisionMode::Organisers)
    );
    assert!(matches!(found.registration_window(now()), RegistrationWindow::Open { .. }));
    assert_eq!(found.registration_closes_at.to_string(), "2027-05-21T13:00:00Z", "18:00 in Almaty");
    let release = db.store.released_agenda(event).await.unwrap().unwrap();
    assert_eq!(
        (release.number, release.comment.as_str(), release.agenda.rooms.len()),
        (1, "First programme", 2)
    );
    let serious: Vec<_> = conflicts(&release.agenda, &found.days(), &Known::default());
    assert!(serious.iter().all(|conflict| !conflict.level.blocks_release()), "{serious:?}");
    let sign_up: Vec<_> = release.agenda.sessions.iter().filter_map(|s| s.seats).collect();
    assert_eq!(sign_up, [40, 40, 30]);
    let seats = db.store.seats_left(event).await.unwrap();
    assert_eq!((seats.len(), seats.values().map(|s| s.total).sum::<i64>()), (3, 110));
    let list =
        db.store.registrations(&organiser(event), event, &RegistrationFilter::default()).await.unwrap();
    assert_eq!(list.total, 14);
    let shown: Vec<_> = list.counts.iter().filter(|(_, count)| *count > 0).map(|(of, _)| *of).collect();
    let usual =
        [Status::Submitted, Status::Waitlisted, Status::Confirmed, Status::Declined, Status::Withdrawn];
    assert_eq!(shown, usual);
    let confirmed =
        list.counts.iter().find(|(status, _)| *status == Status::Confirmed).map(|(_, count)| *count);
    assert_eq!(Some(db.store.event_places(event).await.unwrap().taken), confirmed);
    assert!(list.rows.iter().all(|row| row.submitted_at < now() && row.email.ends_with("@example.org")));
    assert_eq!(db.store.outbox_figures().await.unwrap().queued, 0);
    let missing = "SELECT count(*) FROM registration WHERE id NOT IN (SELECT subject_id FROM audit
        WHERE action = 'register')";
    assert_eq!(db.number(missing).await, 0);
    let texts = serde_json::to_string(&release.agenda).unwrap();
    assert!(texts.contains("\"kk\"") && texts.contains("\"ru\""));
    for lang in plenary_domain::Lang::ALL {
        assert!(found.about.exact(lang).is_some() && found.title.exact(lang).is_some());
        for session in &release.agenda.sessions {
            assert!(session.title.exact(lang).is_some(), "{lang:?} {}", session.number);
        }
    }
}

/// Every backend of this database is stopped in its tracks, as on a machine that swaps or a disk that hangs.
#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_database_is_busy_within_five_seconds_and_comes_back() {
    let db = Db::with(|options| options.pool_size = 2).await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    // Both connections of the pool are there before they are frozen: two readers at one moment need two.
    let sql =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let mut pids: Vec<String> = Vec::new();
    while pids.len() < 2 {
        let warm = tokio::join!(db.store.event(event), db.store.event(event));
        assert!(warm.0.is_ok() && warm.1.is_ok());
        let rows = db.raw.query(sql, &[]).await.unwrap();
        pids = rows.iter().map(|row| row.get::<_, i32>(0).to_string()).collect();
    }
    let signal = |name: &str| {
        let status = std::process::Command::new("kill").arg(name).args(&pids).status().unwrap();
        assert!(status.success());
    };
    signal("-STOP");
    let begun = Instant::now();
    let draft = crate::harness::secret();
    let answers = crate::harness::answers(&[]);
    let (read, write) = tokio::join!(
        db.store.event(event),
        db.store.begin_draft(act(Actor::Nobody), event, draft, answers, Granted::NoLetter)
    );
    let took = begun.elapsed();
    signal("-CONT");
    assert_eq!(read, Err(StoreError::Busy));
    assert_eq!(write, Err(plenary_store::CommandError::Store(StoreError::Busy)));
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(db.store.event(event).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_is_busy_and_a_wrong_one_says_so() {
    let db = Db::new().await;
    let away = Store::connect(StoreOptions::new("postgres://nobody@127.0.0.1:9/nothing")).await.unwrap();
    assert_eq!(away.public_events().await, Err(StoreError::Busy));
    assert_eq!(away.ready().await, Err(StoreError::Busy));
    let wrong = Store::connect(StoreOptions::new(db.url.replace("store_", "no_such_"))).await.unwrap();
    assert!(matches!(wrong.public_events().await, Err(StoreError::Database(_))));
    assert!(matches!(Store::connect(StoreOptions::new("http://x")).await, Err(StoreError::Database(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_killed_is_replaced() {
    let db = Db::with(|options| options.pool_size = 1).await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    assert_eq!(db.number(kill).await, 1);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(db.store.event(event).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_somebody_holds_too_long_is_busy() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let id = db.register(event, &[]).await;
    let mut blocker = client(&db.url).await;
    let tx = blocker.transaction().await.unwrap();
    tx.execute("SELECT 1 FROM registration FOR UPDATE", &[]).await.unwrap();
    let busy = db.store.withdraw(act(Actor::Delegate(id)), event, id, String::new()).await;
    assert_eq!(busy, Err(plenary_store::CommandError::Store(StoreError::Busy)));
    tx.rollback().await.unwrap();
    db.store.withdraw(act(Actor::Delegate(id)), event, id, String::new()).await.unwrap();
}
