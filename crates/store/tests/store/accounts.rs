//! Invitations, accounts, sign-ins.

use crate::harness::{Db, act, act_at, now, system};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::account::InvitationRefused;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::AccountId;
use plenary_domain::policy::Role;
use plenary_domain::text::EmailAddress;
use plenary_domain::{Actor, Lang};
use plenary_store::{CommandError, Invitation, NewAccount, NewSignIn};
use std::sync::Arc;
use uuid::Uuid;

fn account(id: u128, email: &str) -> NewAccount {
    NewAccount {
        id: Uuid::from_u128(id).into(),
        email: EmailAddress::parse(email).unwrap(),
        name: "Aliya".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        language: Lang::Kk,
    }
}

fn sign_in(token: u8, second_factor_done: bool) -> NewSignIn {
    NewSignIn {
        token_hash: [token; 32],
        csrf_token: format!("csrf{token}"),
        second_factor_done,
        agent: "Firefox".to_owned(),
        expires_at: now() + SignedDuration::from_hours(7 * 24),
    }
}

async fn administrator(db: &Db) -> AccountId {
    let invitation =
        Invitation { email: String::new(), administrator: true, event: None, expires_at: now() + 1.hour() };
    db.store.invite(system(), [9; 32], invitation).await.unwrap();
    db.store.accept_invitation(act(Actor::Nobody), [9; 32], account(1, "Aliya@example.org")).await.unwrap()
}

async fn open(db: &Db, id: AccountId, new: NewSignIn) {
    db.store.open_sign_in(act(Actor::Nobody), id, new).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_works_once_and_in_time() {
    let db = Db::new().await;
    assert!(!db.store.any_account().await.unwrap());
    let event = db.event(DecisionMode::Organisers, 5).await;
    let role = Some((event, Role::Organiser));
    let invitation = |hours: i64| Invitation {
        email: "a@example.org".to_owned(),
        administrator: false,
        event: role,
        expires_at: now() + hours.hours(),
    };
    db.store.invite(system(), [1; 32], invitation(1)).await.unwrap();
    db.store.invite(system(), [2; 32], invitation(1)).await.unwrap();
    db.store.invite(system(), [3; 32], invitation(-1)).await.unwrap();
    assert_eq!(db.store.invitation([1; 32], now()).await.unwrap(), Some(invitation(1)));
    assert_eq!(db.store.invitation([3; 32], now()).await.unwrap(), None);
    let accept = async |token: u8, account: NewAccount| {
        db.store.accept_invitation(act(Actor::Nobody), [token; 32], account).await
    };
    let id = accept(1, account(1, "A@example.org")).await.unwrap();
    let refused = |why| Err(CommandError::Refused(why));
    assert_eq!(accept(1, account(2, "b@example.org")).await, refused(InvitationRefused::Gone));
    assert_eq!(accept(3, account(2, "b@example.org")).await, refused(InvitationRefused::Gone));
    assert_eq!(accept(2, account(2, "a@Example.org")).await, refused(InvitationRefused::EmailTaken));
    assert!(db.store.invitation([2; 32], now()).await.unwrap().is_some(), "a refusal does not use it up");
    open(&db, id, sign_in(1, true)).await;
    let holder = db.store.sign_in([1; 32], now()).await.unwrap().unwrap();
    assert_eq!((holder.account.roles.clone(), holder.language), (vec![(event, Role::Organiser)], Lang::Kk));
    let person = Actor::Account(holder.account);
    db.store.grant_by_invitation(act(person.clone()), [2; 32]).await.unwrap();
    assert_eq!(db.store.events_for(&person).await.unwrap().len(), 1);
    let people = db.store.people(&person, event).await.unwrap();
    assert_eq!(people.iter().map(|p| (p.account, p.role)).collect::<Vec<_>>(), [(id, Some(Role::Organiser))]);
    db.store.set_role(system(), event, id, None).await.unwrap();
    let holder = db.store.sign_in([1; 32], now()).await.unwrap().unwrap();
    assert_eq!(holder.account.roles, [], "a role that was taken away is gone at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_when_idle_old_closed_or_when_the_password_changes() {
    let db = Db::new().await;
    let id = administrator(&db).await;
    let own = act(Actor::System);
    for token in 1..=4 {
        open(&db, id, sign_in(token, true)).await;
    }
    let there = async |token: u8, at: Timestamp| db.store.sign_in([token; 32], at).await.unwrap().is_some();
    assert!(there(1, now() + 11.hours()).await);
    assert!(there(1, now() + 22.hours()).await, "use keeps it");
    assert!(!there(2, now() + 12.hours()).await, "idle");
    let mut at = now();
    while at < now() + SignedDuration::from_hours(7 * 24) {
        assert!(there(3, at).await);
        at += SignedDuration::from_hours(11);
    }
    assert!(!there(3, now() + SignedDuration::from_hours(7 * 24)).await, "old");
    db.store.close_sign_in([4; 32]).await.unwrap();
    assert!(!there(4, now()).await);
    open(&db, id, sign_in(5, true)).await;
    open(&db, id, sign_in(6, true)).await;
    assert_eq!(db.store.sign_ins(id, now()).await.unwrap().len(), 5);
    db.store.set_password(own, id, "new".to_owned(), Some([5; 32])).await.unwrap();
    assert_eq!((there(5, now()).await, there(6, now()).await), (true, false));
    let credentials = db.store.account_for_sign_in(" ALIYA@example.org ").await.unwrap().unwrap();
    assert_eq!(
        (credentials.id, credentials.password_hash.as_str(), credentials.disabled),
        (id, "new", false)
    );
    open(&db, id, sign_in(7, true)).await;
    assert_eq!(db.store.close_other_sign_ins(id, [7; 32]).await, Ok(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_works_once_whoever_is_faster() {
    let db = Arc::new(Db::new().await);
    let id = administrator(&db).await;
    let codes = vec!["c0de".to_owned(), "beef".to_owned()];
    db.store.set_totp(system(), id, Some(vec![1, 2, 3]), codes).await.unwrap();
    for token in 1..=6 {
        open(&db, id, sign_in(token, false)).await;
    }
    let tries: Vec<_> = (1_u8..=4)
        .map(|token| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                db.store.pass_second_factor([token; 32], [token + 100; 32], id, 55).await.unwrap()
            })
        })
        .collect();
    let mut passed = 0;
    for one in tries {
        passed += u8::from(one.await.unwrap());
    }
    assert_eq!(passed, 1);
    assert!(!db.store.pass_second_factor([5; 32], [105; 32], id, 54).await.unwrap(), "an older step");
    assert!(db.store.use_recovery_code([5; 32], [105; 32], id, "c0de").await.unwrap());
    assert!(!db.store.use_recovery_code([6; 32], [106; 32], id, "c0de").await.unwrap());
    let holder = db.store.sign_in([105; 32], now()).await.unwrap().unwrap();
    assert!(holder.second_factor_done && holder.has_totp);
    assert!(
        db.store.sign_in([5; 32], now()).await.unwrap().is_none(),
        "the cookie from before is worth nothing"
    );
    assert!(!db.store.sign_in([6; 32], now()).await.unwrap().unwrap().second_factor_done);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_failures_close_the_door_until_the_quarter_of_an_hour_is_over() {
    let db = Db::new().await;
    let allowed =
        async |minutes: i64| db.store.sign_in_allowed("key", now() + minutes.minutes()).await.unwrap();
    for failure in 0..10 {
        assert!(allowed(1).await, "after {failure}");
        db.store.sign_in_failed("key", now()).await.unwrap();
    }
    assert_eq!((allowed(1).await, allowed(14).await, allowed(15).await), (false, false, true));
    db.store.sign_in_failed("key", now() + 15.minutes()).await.unwrap();
    assert!(allowed(16).await, "the count began anew");
    db.store.sign_in_succeeded("key").await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM throttle").await, 0);
    let later = act_at(Actor::System, now() + 1.minute());
    assert_eq!(db.store.sweep(later.now).await, Ok(0));
}
