//! Signing in and out. The cookie's hash is the key of its row; when the second factor passes, the row gets a new
//! one, so that a cookie from before is worth nothing. A code or a recovery code works once, whoever is faster.

use crate::act::Act;
use crate::columns::At;
use crate::commands::accounts::{NewSignIn, sign_ins_close};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{account, sign_in, throttle};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::throttle::throttle_count;
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::ids::AccountId;
use serde_json::json;

/// How long failures are counted together.
const THROTTLE: SignedDuration = SignedDuration::from_mins(15);

impl Store {
    /// Signs a browser in.
    pub async fn open_sign_in(&self, act: Act, account: AccountId, new: NewSignIn) -> Result<(), StoreError> {
        self.tx(|conn, _| open(conn, &act, account, &new).boxed()).await
    }

    /// Uses the code of `step`, once; false when that step or a later one was used already.
    pub async fn pass_second_factor(
        &self,
        old_hash: [u8; 32],
        new_hash: [u8; 32],
        account: AccountId,
        step: i64,
    ) -> Result<bool, StoreError> {
        self.tx(|conn, _| {
            async move {
                let unused = account::table.find(account.0).filter(account::totp_last_step.lt(step));
                let used = diesel::update(unused).set(account::totp_last_step.eq(step)).execute(conn).await?;
                Ok(used == 1 && pass(conn, old_hash, new_hash, account).await?)
            }
            .boxed()
        })
        .await
    }

    /// Uses a recovery code, once.
    pub async fn use_recovery_code(
        &self,
        old_hash: [u8; 32],
        new_hash: [u8; 32],
        account: AccountId,
        code_hash: &str,
    ) -> Result<bool, StoreError> {
        self.tx(|conn, _| {
            async move {
                let used = diesel::sql_query(
                    "UPDATE account SET recovery_hashes = array_remove(recovery_hashes, $2)
                    WHERE id = $1 AND $2 = ANY(recovery_hashes)",
                )
                .bind::<SqlUuid, _>(account.0)
                .bind::<Text, _>(code_hash)
                .execute(conn)
                .await?;
                Ok(used == 1 && pass(conn, old_hash, new_hash, account).await?)
            }
            .boxed()
        })
        .await
    }

    pub async fn close_sign_in(&self, token_hash: [u8; 32]) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async move {
                diesel::delete(sign_in::table.find(token_hash.to_vec())).execute(conn).await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }

    /// Closes all sign-ins of the account but this one; how many.
    pub async fn close_other_sign_ins(
        &self,
        account: AccountId,
        keep_hash: [u8; 32],
    ) -> Result<usize, StoreError> {
        self.tx(|conn, _| async move { Ok(sign_ins_close(conn, account, Some(keep_hash)).await?) }.boxed())
            .await
    }

    /// Counts a failure. The quarter of an hour begins with the first one.
    pub async fn sign_in_failed(&self, key: &str, now: Timestamp) -> Result<(), StoreError> {
        self.read(|conn, _| {
            async move { Ok(throttle_count(conn, &[key], now, THROTTLE).await.map(|_| ())?) }.boxed()
        })
        .await
    }

    /// Forgets the failures of a key that has signed in at last.
    pub async fn sign_in_succeeded(&self, key: &str) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async move {
                diesel::delete(throttle::table.find(key)).execute(conn).await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }
}

async fn open(conn: &mut Conn, act: &Act, account: AccountId, new: &NewSignIn) -> Result<(), StoreError> {
    diesel::insert_into(sign_in::table)
        .values((
            sign_in::token_hash.eq(new.token_hash.to_vec()),
            sign_in::account_id.eq(account.0),
            sign_in::second_factor.eq(new.second_factor_done),
            sign_in::csrf_token.eq(&new.csrf_token),
            sign_in::agent.eq(&new.agent),
            sign_in::created_at.eq(At(act.now)),
            sign_in::seen_at.eq(At(act.now)),
            sign_in::expires_at.eq(At(new.expires_at)),
        ))
        .execute(conn)
        .await?;
    let name: String = account::table.find(account.0).select(account::name).first(conn).await?;
    let entry = Entry {
        event: None,
        action: "sign_in",
        subject: ("account", Some(account.0)),
        detail: json!({ "name": name, "agent": new.agent }),
    };
    audit_insert(conn, act, entry).await?;
    Ok(())
}

/// The second factor is done: the row gets its new key. Without such a row the code stays unused.
async fn pass(conn: &mut Conn, old: [u8; 32], new: [u8; 32], account: AccountId) -> Result<bool, StoreError> {
    let waiting = sign_in::table
        .filter(sign_in::token_hash.eq(old.to_vec()))
        .filter(sign_in::account_id.eq(account.0))
        .filter(sign_in::second_factor.eq(false));
    let changed = diesel::update(waiting)
        .set((sign_in::token_hash.eq(new.to_vec()), sign_in::second_factor.eq(true)))
        .execute(conn)
        .await?;
    if changed == 1 { Ok(true) } else { Err(StoreError::NotFound) }
}
