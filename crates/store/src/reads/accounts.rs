//! Accounts, sign-ins and people.

use crate::columns::{At, code};
use crate::commands::invite::{Invitation, into_invitation};
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::reads::registrations::sees_desk;
use crate::schema::{account, account_role, invitation, sign_in, throttle};
use crate::store::Store;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::actor::{Account, Actor};
use plenary_domain::ids::{AccountId, EventId};
use plenary_domain::lang::Lang;
use plenary_domain::policy::Role;
use uuid::Uuid;

/// A sign-in that was not used for so long is over.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// And so is one that is so old, however much it is used.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// `seen_at` is written at most so often: reading a page should not write.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);
/// Failures in a quarter of an hour after which nobody gets in by this key.
const FAILURES: i32 = 10;

/// What a sign-in is checked against.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountCredentials {
    pub id: AccountId,
    pub password_hash: String,
    pub totp_secret: Option<Vec<u8>>,
    /// The last time step whose code was used.
    pub totp_last_step: i64,
    pub disabled: bool,
}

/// Whoever holds a sign-in's cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub account: Account,
    pub language: Lang,
    pub csrf_token: String,
    /// False while the code is still awaited: such a sign-in may do nothing else.
    pub second_factor_done: bool,
    pub has_totp: bool,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRow {
    pub token_hash: [u8; 32],
    pub agent: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
}

/// A person on the page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub account: AccountId,
    pub name: String,
    pub email: String,
    pub administrator: bool,
    /// At this event.
    pub role: Option<Role>,
    pub has_totp: bool,
}

impl Store {
    pub async fn any_account(&self) -> Result<bool, StoreError> {
        self.read(|conn, _| {
            async move { Ok(diesel::select(exists(account::table.select(account::id))).get_result(conn).await?) }.boxed()
        })
        .await
    }

    pub async fn account_for_sign_in(&self, email: &str) -> Result<Option<AccountCredentials>, StoreError> {
        let key = email.trim().to_lowercase();
        self.read(|conn, _| credentials(conn, &key).boxed()).await
    }

    /// Whoever holds the cookie; touches `seen_at` at most once a minute. Idle for 12 h or 7 days old is over.
    pub async fn sign_in(
        &self,
        token_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        self.read(|conn, _| signed_in(conn, token_hash, now).boxed()).await
    }

    /// Browsers that are signed in, the one that was seen last first.
    pub async fn sign_ins(&self, account: AccountId, now: Timestamp) -> Result<Vec<SignInRow>, StoreError> {
        self.read(|conn, _| sign_ins(conn, account, now).boxed()).await
    }

    /// Whether this key has failed less than ten times in the running quarter of an hour.
    pub async fn sign_in_allowed(&self, key: &str, now: Timestamp) -> Result<bool, StoreError> {
        self.read(|conn, _| {
            async move {
                let closed = throttle::table
                    .filter(throttle::key.eq(key))
                    .filter(throttle::until.gt(At(now)))
                    .filter(throttle::failures.ge(FAILURES));
                let closed: bool = diesel::select(exists(closed)).get_result(conn).await?;
                Ok(!closed)
            }
            .boxed()
        })
        .await
    }

    /// People with a role at the event, and administrators, by name.
    pub async fn people(&self, actor: &Actor, event: EventId) -> Result<Vec<PersonRow>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| people(conn, event).boxed()).await
    }

    /// An invitation that can still be accepted.
    pub async fn invitation(
        &self,
        token_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError> {
        self.read(|conn, _| {
            async move {
                let row = invitation::table
                    .filter(invitation::token_hash.eq(token_hash.to_vec()))
                    .filter(invitation::used_at.is_null())
                    .filter(invitation::expires_at.gt(At(now)))
                    .select((
                        invitation::email,
                        invitation::administrator,
                        invitation::event_id,
                        invitation::role,
                        invitation::expires_at,
                    ))
                    .first(conn)
                    .await
                    .optional()?;
                row.map(into_invitation).transpose()
            }
            .boxed()
        })
        .await
    }
}

type Secrets = (Uuid, String, Option<Vec<u8>>, i64, Option<At>);

async fn credentials(conn: &mut Conn, key: &str) -> Result<Option<AccountCredentials>, StoreError> {
    let row: Option<Secrets> = account::table
        .filter(account::email_key.eq(key))
        .select((
            account::id,
            account::password_hash,
            account::totp_secret,
            account::totp_last_step,
            account::disabled_at,
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(id, password_hash, totp_secret, totp_last_step, disabled)| AccountCredentials {
        id: id.into(),
        password_hash,
        totp_secret,
        totp_last_step,
        disabled: disabled.is_some(),
    }))
}

fn before(now: Timestamp, by: SignedDuration) -> At {
    At(now.checked_sub(by).unwrap_or(Timestamp::MIN))
}

type Holder = (Uuid, String, String, bool, String, bool);

async fn signed_in(
    conn: &mut Conn,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<SignedIn>, StoreError> {
    let row: Option<(Holder, (String, bool, At))> = sign_in::table
        .inner_join(account::table.on(account::id.eq(sign_in::account_id)))
        .filter(sign_in::token_hash.eq(token_hash.to_vec()))
        .filter(sign_in::expires_at.gt(At(now)))
        .filter(sign_in::seen_at.gt(before(now, IDLE)))
        .filter(sign_in::created_at.gt(before(now, LONGEST)))
        .filter(account::disabled_at.is_null())
        .select((
            (
                account::id,
                account::name,
                account::email,
                account::administrator,
                account::language,
                account::totp_secret.is_not_null(),
            ),
            (sign_in::csrf_token, sign_in::second_factor, sign_in::seen_at),
        ))
        .first(conn)
        .await
        .optional()?;
    let Some((holder, (csrf_token, second_factor_done, seen_at))) = row else { return Ok(None) };
    let (id, name, email, administrator, language, has_totp) = holder;
    if now.duration_since(seen_at.into()) >= TOUCH {
        let mine = sign_in::table.find(token_hash.to_vec());
        diesel::update(mine).set(sign_in::seen_at.eq(At(now))).execute(conn).await?;
    }
    let roles = roles_of(conn, id).await?;
    Ok(Some(SignedIn {
        account: Account { id: id.into(), name, email, administrator, roles },
        language: code("account", &language, Lang::parse)?,
        csrf_token,
        second_factor_done,
        has_totp,
    }))
}

async fn roles_of(conn: &mut Conn, account: Uuid) -> Result<Vec<(EventId, Role)>, StoreError> {
    let rows: Vec<(Uuid, String)> = account_role::table
        .filter(account_role::account_id.eq(account))
        .order(account_role::event_id)
        .select((account_role::event_id, account_role::role))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(event, role)| Ok((event.into(), code("account_role", &role, Role::parse)?)))
        .collect()
}

async fn sign_ins(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<Vec<SignInRow>, StoreError> {
    let rows: Vec<(Vec<u8>, String, At, At)> = sign_in::table
        .filter(sign_in::account_id.eq(account.0))
        .filter(sign_in::expires_at.gt(At(now)))
        .filter(sign_in::seen_at.gt(before(now, IDLE)))
        .filter(sign_in::created_at.gt(before(now, LONGEST)))
        .order(sign_in::seen_at.desc())
        .select((sign_in::token_hash, sign_in::agent, sign_in::created_at, sign_in::seen_at))
        .load(conn)
        .await?;
    let row = |(hash, agent, created_at, seen_at): (Vec<u8>, String, At, At)| {
        let token_hash = hash.try_into().map_err(|_| corrupt("sign_in", "token_hash"))?;
        Ok(SignInRow { token_hash, agent, created_at: created_at.into(), seen_at: seen_at.into() })
    };
    rows.into_iter().map(row).collect()
}

async fn people(conn: &mut Conn, event: EventId) -> Result<Vec<PersonRow>, StoreError> {
    let rows: Vec<(Uuid, String, String, bool, Option<String>, bool)> = account::table
        .left_join(
            account_role::table
                .on(account_role::account_id.eq(account::id).and(account_role::event_id.eq(event.0))),
        )
        .filter(account::disabled_at.is_null())
        .filter(account::administrator.or(account_role::role.nullable().is_not_null()))
        .order((account::name, account::id))
        .select((
            account::id,
            account::name,
            account::email,
            account::administrator,
            account_role::role.nullable(),
            account::totp_secret.is_not_null(),
        ))
        .load(conn)
        .await?;
    let person = |(id, name, email, administrator, role, has_totp): (Uuid, _, _, _, Option<String>, _)| {
        let role = role.map(|role| code("account_role", &role, Role::parse)).transpose()?;
        Ok(PersonRow { account: id.into(), name, email, administrator, role, has_totp })
    };
    rows.into_iter().map(person).collect()
}
