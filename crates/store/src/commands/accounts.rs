//! Changing an account: by its owner, by an administrator, or by the command line.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::{account, account_role, sign_in};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{AccountId, EventId};
use plenary_domain::lang::Lang;
use plenary_domain::policy::{Action, NotAllowed, Role};
use plenary_domain::text::EmailAddress;
use serde_json::{Value, json};

/// Somebody who accepts an invitation. The password is hashed already, outside of any transaction.
#[derive(Clone)]
pub struct NewAccount {
    pub id: AccountId,
    pub email: EmailAddress,
    pub name: String,
    pub password_hash: String,
    pub language: Lang,
}

/// A browser that is to be signed in.
#[derive(Clone)]
pub struct NewSignIn {
    /// SHA-256 of the cookie.
    pub token_hash: [u8; 32],
    pub csrf_token: String,
    pub second_factor_done: bool,
    /// Browser and system, for the list of sign-ins.
    pub agent: String,
    /// At most seven days ahead.
    pub expires_at: Timestamp,
}

type Failed = CommandError<NotAllowed>;

impl Store {
    /// Sets a new password and closes all sign-ins of the account but `keep_hash`.
    pub async fn set_password(
        &self,
        act: Act,
        account: AccountId,
        password_hash: String,
        keep_hash: Option<[u8; 32]>,
    ) -> Result<(), CommandError<NotAllowed>> {
        own(&act, account)?;
        self.tx(|conn, _| set_password(conn, &act, account, &password_hash, keep_hash).boxed()).await
    }

    /// Sets or takes away the second factor, with new recovery codes.
    pub async fn set_totp(
        &self,
        act: Act,
        account: AccountId,
        secret: Option<Vec<u8>>,
        recovery_hashes: Vec<String>,
    ) -> Result<(), CommandError<NotAllowed>> {
        own(&act, account)?;
        self.tx(|conn, _| set_totp(conn, &act, account, secret.as_deref(), &recovery_hashes).boxed()).await
    }

    /// The language of the desk. Not worth an audit row: it changes nothing for anybody else.
    pub async fn set_language(
        &self,
        act: Act,
        account: AccountId,
        language: Lang,
    ) -> Result<(), CommandError<NotAllowed>> {
        own(&act, account)?;
        self.tx(|conn, _| set_language(conn, account, language).boxed()).await
    }

    pub async fn set_name(
        &self,
        act: Act,
        account: AccountId,
        name: String,
    ) -> Result<(), CommandError<NotAllowed>> {
        own(&act, account)?;
        self.tx(|conn, _| set_name(conn, &act, account, &name).boxed()).await
    }

    /// Gives an account a role at an event or takes it away.
    pub async fn set_role(
        &self,
        act: Act,
        event: EventId,
        account: AccountId,
        role: Option<Role>,
    ) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| set_role(conn, &act, event, account, role).boxed()).await
    }
}

fn own(act: &Act, account: AccountId) -> Result<(), Failed> {
    let mine = act.actor.account().is_some_and(|actor| actor.id == account);
    if mine || act.may(Action::Administer) { Ok(()) } else { Err(CommandError::Refused(NotAllowed)) }
}

fn there(changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

async fn tell(
    conn: &mut Conn,
    act: &Act,
    action: &'static str,
    id: AccountId,
    detail: Value,
) -> Result<(), Failed> {
    let entry = Entry { event: None, action, subject: ("account", Some(id.0)), detail };
    audit_insert(conn, act, entry).await?;
    Ok(())
}

async fn set_password(
    conn: &mut Conn,
    act: &Act,
    id: AccountId,
    hash: &str,
    keep: Option<[u8; 32]>,
) -> Result<(), Failed> {
    there(
        diesel::update(account::table.find(id.0)).set(account::password_hash.eq(hash)).execute(conn).await?,
    )?;
    sign_ins_close(conn, id, keep).await?;
    tell(conn, act, "set_password", id, json!({})).await
}

/// Closes all sign-ins of an account but one.
pub(crate) async fn sign_ins_close(
    conn: &mut Conn,
    id: AccountId,
    keep: Option<[u8; 32]>,
) -> QueryResult<usize> {
    let keep = keep.map(|hash| hash.to_vec()).unwrap_or_default();
    let others = sign_in::table.filter(sign_in::account_id.eq(id.0)).filter(sign_in::token_hash.ne(keep));
    diesel::delete(others).execute(conn).await
}

async fn set_totp(
    conn: &mut Conn,
    act: &Act,
    id: AccountId,
    secret: Option<&[u8]>,
    recovery: &[String],
) -> Result<(), Failed> {
    let changed = diesel::update(account::table.find(id.0))
        .set((
            account::totp_secret.eq(secret),
            account::totp_last_step.eq(0_i64),
            account::recovery_hashes.eq(recovery.to_vec()),
        ))
        .execute(conn)
        .await?;
    there(changed)?;
    tell(conn, act, "set_totp", id, json!({ "on": secret.is_some() })).await
}

async fn set_language(conn: &mut Conn, id: AccountId, language: Lang) -> Result<(), Failed> {
    let changed = diesel::update(account::table.find(id.0))
        .set(account::language.eq(language.code()))
        .execute(conn)
        .await?;
    Ok(there(changed)?)
}

async fn set_name(conn: &mut Conn, act: &Act, id: AccountId, name: &str) -> Result<(), Failed> {
    there(diesel::update(account::table.find(id.0)).set(account::name.eq(name)).execute(conn).await?)?;
    tell(conn, act, "set_name", id, json!({ "name": name })).await
}

async fn set_role(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    id: AccountId,
    role: Option<Role>,
) -> Result<(), Failed> {
    let name: String = account::table.find(id.0).select(account::name).first(conn).await?;
    let key = (account_role::account_id.eq(id.0), account_role::event_id.eq(event.0));
    if let Some(role) = role {
        diesel::insert_into(account_role::table)
            .values((key, account_role::role.eq(role.code())))
            .on_conflict((account_role::account_id, account_role::event_id))
            .do_update()
            .set(account_role::role.eq(role.code()))
            .execute(conn)
            .await?;
    } else {
        there(diesel::delete(account_role::table.find((id.0, event.0))).execute(conn).await?)?;
    }
    let detail = json!({ "name": name, "role": role.map(Role::code) });
    audit_insert(conn, act, Entry::new(event, "set_role", "account", id).detail(detail)).await?;
    Ok(())
}
