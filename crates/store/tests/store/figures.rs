//! Figures that are kept: always what counting would give, whoever changes what at the same time, and never a reason
//! to wait.

use crate::harness::{Db, act, now, organiser, system};
use crate::names::register;
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::RegistrationId;
use plenary_domain::registration::{Decision, Status, Verdict};
use plenary_store::RegistrationFilter;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn figures_stay_right_whoever_changes_what_at_the_same_time() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::AtOnce, 8).await;
    let session = db.session(event, 10, 4).await;
    let tasks: Vec<_> = (0..24)
        .map(|n| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                let id = db.register(event, &[(10, session)]).await;
                if n % 3 == 0 {
                    db.store.withdraw(act(Actor::Delegate(id)), event, id, String::new()).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    db.figures_are_right().await;
    let ids: Vec<RegistrationId> = db
        .store
        .registrations(&organiser(event), event, &RegistrationFilter::default())
        .await
        .unwrap()
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    let full = Verdict::plain(Decision::Decline, "Full".to_owned());
    db.store.decide(system(), event, ids, full).await.unwrap();
    db.figures_are_right().await;
    db.raw.batch_execute("UPDATE registration SET state = NULL, representation_type = 'ngo'").await.unwrap();
    db.raw.batch_execute("DELETE FROM place WHERE session_id IS NOT NULL").await.unwrap();
    db.figures_are_right().await;
    assert_eq!(db.store.seats_left(event).await.unwrap()[&session].total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn days_are_those_of_the_zone_also_where_it_changed() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    for _ in 0..3 {
        register(&db, event, &[]).await;
    }
    // Almaty went from +06 to +05 on 1 March 2024.
    let moments = ["2024-02-27 18:30Z", "2024-02-27 17:30Z", "2024-03-02 18:30Z"];
    for (n, moment) in moments.iter().enumerate() {
        let sql = format!(
            "UPDATE registration SET submitted_at = '{moment}' WHERE id IN
            (SELECT id FROM registration ORDER BY id OFFSET {n} LIMIT 1)"
        );
        db.raw.batch_execute(&sql).await.unwrap();
    }
    let days = db.store.dashboard(&organiser(event), event, now()).await.unwrap().per_day;
    let days: Vec<(String, i64)> = days.iter().map(|day| (day.day.to_string(), day.submitted)).collect();
    assert_eq!(
        days,
        [("2024-02-27", 1), ("2024-02-28", 1), ("2024-03-02", 1)].map(|(d, n)| (d.to_owned(), n))
    );
}

/// A registration that is being sent, and not committed: its rows of the figures are changed already.
const UNDER_WAY: &str = "BEGIN;
    UPDATE registration SET status = 'declined' WHERE id = (SELECT id FROM registration ORDER BY id LIMIT 1);
    UPDATE place SET registration_id = NULL WHERE registration_id = (SELECT id FROM registration ORDER BY id LIMIT 1)";

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_somebody_who_counts_at_the_same_time() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let first = db.register(event, &[]).await;
    db.raw.batch_execute(UNDER_WAY).await.unwrap();
    // Each of these would wait until its time is over, if figures had one row each.
    let second = db.register(event, &[]).await;
    let third = db.register(event, &[]).await;
    db.store.withdraw(act(Actor::Delegate(second)), event, second, String::new()).await.unwrap();
    db.raw.batch_execute("COMMIT").await.unwrap();
    db.figures_are_right().await;
    let slots = "SELECT count(DISTINCT slot) FROM tally WHERE what = 'registration'";
    assert!(db.number(slots).await > 1);
    let list =
        db.store.registrations(&organiser(event), event, &RegistrationFilter::default()).await.unwrap();
    let count = |status| list.counts.iter().find(|(of, _)| *of == status).map(|(_, count)| *count);
    assert_eq!(
        [Status::Confirmed, Status::Withdrawn, Status::Declined].map(count),
        [Some(1), Some(1), Some(1)],
        "{first} {second} {third}"
    );
    assert_eq!(db.store.to_decide(&organiser(event), event).await, Ok(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_finds_no_place_leaves_no_lock_on_those_of_others() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let taken = db.register(event, &[]).await;
    let other = db.register(event, &[]).await;
    // What another transaction sees that looks while the place is free and locks it when it is taken.
    db.raw.batch_execute("BEGIN").await.unwrap();
    let sql = format!("SELECT place_claim_at_once('{event}', ARRAY['{event}']::uuid[], '{other}')");
    let got: bool = db.raw.query_one(&sql, &[]).await.unwrap().get(0);
    assert!(!got);
    let locks = "SELECT count(*) FROM place WHERE xmax <> 0 AND registration_id IS NOT NULL";
    let before = db.number(locks).await;
    db.store.withdraw(act(Actor::Delegate(taken)), event, taken, String::new()).await.unwrap();
    db.raw.batch_execute("COMMIT").await.unwrap();
    assert!(before <= 1);
    assert_eq!(db.store.registration(event, other).await.unwrap().status, Status::Offered);
    db.figures_are_right().await;
}

/// Copies of one registration: few in one status and from one State, each with a name of its own.
const MANY: &str = "INSERT INTO registration SELECT (jsonb_populate_record(r, jsonb_build_object(
        'id', gen_random_uuid(), 'reference', 'R' || n, 'secret', md5(n::text), 'email', n || '@example.org',
        'email_key', n || '@example.org', 'submitted_at', r.submitted_at + n * interval '1 minute',
        'status', CASE WHEN n % 50 = 0 THEN 'submitted' ELSE 'confirmed' END,
        'state', CASE WHEN n % 50 = 1 THEN 'KZ' ELSE 'TJ' END,
        'search', CASE WHEN n % 50 = 2 THEN 'shakeeva' ELSE 'other' END,
        'answers', r.answers || jsonb_build_object('family_name', 'Name ' || n)))).*
    FROM registration AS r, generate_series(1, 3000) AS n";

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_figures_read_no_further_than_what_they_show() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 50).await;
    register(&db, event, &[]).await;
    db.raw.batch_execute(MANY).await.unwrap();
    db.figures_are_right().await;
    db.raw.batch_execute("ANALYZE").await.unwrap();
    let plan = async |sql: &str| {
        let rows = db.raw.query(&format!("EXPLAIN {sql}"), &[]).await.unwrap();
        rows.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>().join("\n")
    };
    let family = "coalesce(registration.answers ->> 'family_name', '') COLLATE \"und-x-icu\"";
    let given = "coalesce(registration.answers ->> 'given_names', '') COLLATE \"und-x-icu\"";
    for (index, rest) in [
        ("registration_by_time", "ORDER BY submitted_at DESC, id DESC".to_owned()),
        ("registration_list", "AND status = 'submitted' ORDER BY submitted_at, id".to_owned()),
        ("registration_by_name", format!("ORDER BY {family}, {given}, id")),
        ("registration_by_organisation", format!("ORDER BY organisation, {family}, id")),
        ("registration_by_state", "AND state = 'KZ' ORDER BY submitted_at, id".to_owned()),
    ] {
        let told =
            plan(&format!("SELECT id FROM registration WHERE event_id = '{event}' {rest} LIMIT 25")).await;
        assert!(told.contains(index) && !told.contains("Sort"), "{index}:\n{told}");
    }
    let told = plan("SELECT id FROM registration WHERE search @@ $$'shakeeva':*$$::tsquery").await;
    assert!(told.contains("registration_search"), "{told}");
    let told = plan(&format!(
        "SELECT sum(n) FROM tally WHERE event_id = '{event}' AND what = 'registration' GROUP BY status"
    ))
    .await;
    assert!(told.contains("tally_pkey"), "{told}");
}

/// Statistics that are older than the rush say that the event has hardly anybody.
#[tokio::test(flavor = "multi_thread")]
async fn duplicates_are_looked_for_among_few_rows_whatever_the_statistics_say() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 50).await;
    let one = register(&db, event, &[]).await;
    db.raw.batch_execute("ALTER TABLE registration SET (autovacuum_enabled = off); ANALYZE").await.unwrap();
    db.raw.batch_execute(MANY).await.unwrap();
    let rows_read = async |email: &str, name: &str, organisation: &str| -> i64 {
        let looked_for = format!(
            "SELECT likely_duplicates('{event}', '{one}', ARRAY['{email}', $$'{name}'$$, $$'{name}'$$, 'TJ',
                '{organisation}'], 20, ARRAY['submitted', 'confirmed'])"
        );
        let read = "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'registration'";
        let so_far = async || -> i64 { db.raw.query_one(read, &[]).await.unwrap().get(0) };
        db.raw.batch_execute("BEGIN").await.unwrap();
        let before = so_far().await;
        db.raw.batch_execute(&looked_for).await.unwrap();
        let after = so_far().await;
        db.raw.batch_execute("ROLLBACK").await.unwrap();
        after - before
    };
    assert_eq!(rows_read("nobody@example.org", "nobody", "Nowhere").await, 0);
    assert_eq!(rows_read("7@example.org", "nobody", "Nowhere").await, 2, "found, and read to be shown");
    let name: String =
        db.raw.query_one("SELECT organisation FROM registration LIMIT 1", &[]).await.unwrap().get(0);
    assert_eq!(rows_read("nobody@example.org", "nobody", &name).await, 200, "no more of one organisation");
    let among_many = rows_read("nobody@example.org", "shakeeva", "Nowhere").await;
    assert!((1..=61).contains(&among_many), "{among_many} rows read for at most 60 of that name");
}
