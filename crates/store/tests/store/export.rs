//! Registrations for a file, in batches: each of them once, in the order that was asked for.

use crate::harness::{Db, account, act, note, organiser};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_store::{EXPORT_BATCH, ExportNote, RegistrationFilter, Sort, StoreError};
use std::collections::BTreeSet;

/// Copies of one registration with other names, many of them the same, and many at the same moment.
async fn many(db: &Db, event: EventId, more: i32) {
    let sql = format!(
        "INSERT INTO registration (event_id, id, reference, secret, status, status_since, email, email_key, language, name,
            badge_name, representation_type, state, organisation, position, answers, form_version, submitted_at)
        SELECT event_id, gen_random_uuid(), 'R' || n, 'secret-of-the-delegate-number-' || n, status, status_since, email,
            email_key, language, name, badge_name, representation_type, state, 'Organisation ' || n % 7, position,
            answers || jsonb_build_object('family_name', chr(1040 + n % 30), 'given_names', 'G' || n % 3),
            form_version, submitted_at + (n % 11) * interval '1 minute'
        FROM registration, generate_series(1, {more}) AS n WHERE event_id = '{event}'"
    );
    db.raw.batch_execute(&sql).await.unwrap();
}

async fn all(db: &Db, event: EventId, sort: Sort) -> Vec<RegistrationId> {
    let filter = RegistrationFilter { sort, ..RegistrationFilter::default() };
    let (mut found, mut batches) = (Vec::new(), Vec::new());
    loop {
        let batch = db
            .store
            .export_batch(&organiser(event), event, &filter, (found.last().copied(), false))
            .await
            .unwrap();
        batches.push(batch.len());
        found.extend(batch.iter().map(|registration| registration.id));
        if batch.len() < EXPORT_BATCH {
            assert_eq!(batches, [500, 500, 203], "{sort:?}");
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_registration_comes_once_in_every_order() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    db.register(event, &[]).await;
    let other = db.event(DecisionMode::Organisers, 5).await;
    db.register(other, &[]).await;
    many(&db, event, 1202).await;
    for sort in [Sort::SubmittedAsc, Sort::SubmittedDesc, Sort::Name, Sort::Organisation] {
        let found = all(&db, event, sort).await;
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 1203, "{sort:?}");
        // The list of the desk has the same order.
        let filter = RegistrationFilter { sort, page: 30, ..RegistrationFilter::default() };
        let page = db.store.registrations(&organiser(event), event, &filter).await.unwrap();
        let rows: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(rows, found[725..750], "{sort:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guarded_columns_are_for_those_who_run_the_event_and_every_export_is_written_down() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    db.register(event, &[]).await;
    let filter = RegistrationFilter { query: "Zarina".to_owned(), ..RegistrationFilter::default() };
    let guarded = ExportNote { protected: true, columns: vec!["food".to_owned()], ..note() };
    let viewer = account(8, vec![(event, Role::Viewer)]);
    let refused = db.store.begin_export(act(viewer.clone()), event, &filter, &guarded).await;
    assert_eq!(refused, Err(StoreError::NotFound));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'export'").await, 0);
    assert_eq!(db.store.begin_export(act(viewer), event, &filter, &note()).await, Ok(1));
    assert_eq!(db.store.begin_export(act(organiser(event)), event, &filter, &guarded).await, Ok(1));
    let told = "SELECT count(*) FROM audit WHERE action = 'export' AND detail @> '{\"columns\": [\"food\"], \"registrations\": 1}'";
    assert_eq!(db.number(told).await, 1);
    let named = "SELECT count(*) FROM audit WHERE action = 'export' AND detail::text LIKE '%Zarina%'";
    assert_eq!(db.number(named).await, 0);
}
