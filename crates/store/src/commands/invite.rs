//! Letting people in: an invitation is an address with a secret that works once. Only its hash is kept.

use crate::act::Act;
use crate::columns::{At, code};
use crate::commands::accounts::NewAccount;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError, violates};
use crate::schema::{account, account_role, invitation};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use diesel::prelude::*;
use diesel::result::Error as DieselError;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::account::InvitationRefused;
use plenary_domain::actor::Account;
use plenary_domain::ids::{AccountId, EventId};
use plenary_domain::policy::{Action, NotAllowed, Role};
use serde_json::json;
use uuid::Uuid;

/// What an invitation lets somebody become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whom it was made for; may be empty.
    pub email: String,
    pub administrator: bool,
    pub event: Option<(EventId, Role)>,
    pub expires_at: Timestamp,
}

type Failed = CommandError<InvitationRefused>;

impl Store {
    /// Makes an invitation: for an event by whoever runs it, for anything else by administrators.
    pub async fn invite(
        &self,
        act: Act,
        token_hash: [u8; 32],
        invitation: Invitation,
    ) -> Result<(), CommandError<NotAllowed>> {
        let allowed = match invitation.event {
            Some((event, _)) if !invitation.administrator => act.may(Action::RunEvent(event)),
            _ => act.may(Action::Administer),
        };
        if !allowed {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| invite(conn, act.clone(), token_hash, &invitation).boxed()).await
    }

    /// Makes an account out of an invitation.
    pub async fn accept_invitation(
        &self,
        act: Act,
        token_hash: [u8; 32],
        account: NewAccount,
    ) -> Result<AccountId, CommandError<InvitationRefused>> {
        self.tx(|conn, _| accept(conn, act.clone(), token_hash, &account).boxed()).await
    }

    /// Gives what an invitation promises to the signed-in account.
    pub async fn grant_by_invitation(
        &self,
        act: Act,
        token_hash: [u8; 32],
    ) -> Result<(), CommandError<InvitationRefused>> {
        let Some(account) = act.actor.account() else {
            return Err(CommandError::Refused(InvitationRefused::NotAllowed));
        };
        self.tx(|conn, _| grant_existing(conn, act.clone(), token_hash, account).boxed()).await
    }
}

async fn invite(
    conn: &mut Conn,
    act: Act,
    token_hash: [u8; 32],
    new: &Invitation,
) -> Result<(), CommandError<NotAllowed>> {
    diesel::insert_into(invitation::table)
        .values((
            invitation::token_hash.eq(token_hash.to_vec()),
            invitation::email.eq(&new.email),
            invitation::administrator.eq(new.administrator),
            invitation::event_id.eq(new.event.map(|(event, _)| event.0)),
            invitation::role.eq(new.event.map(|(_, role)| role.code())),
            invitation::created_at.eq(At(act.now)),
            invitation::expires_at.eq(At(new.expires_at)),
        ))
        .execute(conn)
        .await?;
    let entry = Entry {
        event: new.event.map(|(event, _)| event),
        action: "invite",
        subject: ("invitation", None),
        detail: json!({ "name": new.email, "role": role_name(new) }),
    };
    audit_insert(conn, &act, entry).await?;
    Ok(())
}

fn role_name(invitation: &Invitation) -> &'static str {
    invitation.event.map_or("administrator", |(_, role)| role.code())
}

type Columns = (String, bool, Option<Uuid>, Option<String>, At);

pub(crate) fn into_invitation(
    (email, administrator, event, role, expires_at): Columns,
) -> Result<Invitation, StoreError> {
    let role = role.map(|role| code("invitation", &role, Role::parse)).transpose()?;
    let event = event.map(EventId::from).zip(role);
    Ok(Invitation { email, administrator, event, expires_at: expires_at.into() })
}

/// Takes the invitation, once: a second one waits for the row and then finds it used.
async fn take(conn: &mut Conn, act: &Act, token_hash: [u8; 32]) -> Result<Invitation, Failed> {
    let target = invitation::table
        .filter(invitation::token_hash.eq(token_hash.to_vec()))
        .filter(invitation::used_at.is_null())
        .filter(invitation::expires_at.gt(At(act.now)));
    let taken: Option<Columns> = diesel::update(target)
        .set(invitation::used_at.eq(At(act.now)))
        .returning((
            invitation::email,
            invitation::administrator,
            invitation::event_id,
            invitation::role,
            invitation::expires_at,
        ))
        .get_result(conn)
        .await
        .optional()?;
    let taken = taken.ok_or(CommandError::Refused(InvitationRefused::Gone))?;
    Ok(into_invitation(taken)?)
}

async fn accept(
    conn: &mut Conn,
    act: Act,
    token_hash: [u8; 32],
    new: &NewAccount,
) -> Result<AccountId, Failed> {
    let taken = take(conn, &act, token_hash).await?;
    diesel::insert_into(account::table)
        .values((
            account::id.eq(new.id.0),
            account::email.eq(new.email.as_str()),
            account::email_key.eq(new.email.key()),
            account::name.eq(&new.name),
            account::password_hash.eq(&new.password_hash),
            account::language.eq(new.language.code()),
            account::created_at.eq(At(act.now)),
        ))
        .execute(conn)
        .await
        .map_err(email_taken)?;
    let actor = Actor::Account(Account {
        id: new.id,
        name: new.name.clone(),
        email: new.email.to_string(),
        administrator: false,
        roles: Vec::new(),
    });
    grant(conn, &Act { actor, ..act }, new.id, &taken).await?;
    Ok(new.id)
}

fn email_taken(error: DieselError) -> Failed {
    if violates(&error, "account_email_key_key") {
        CommandError::Refused(InvitationRefused::EmailTaken)
    } else {
        error.into()
    }
}

async fn grant_existing(
    conn: &mut Conn,
    act: Act,
    token_hash: [u8; 32],
    account: &Account,
) -> Result<(), Failed> {
    let taken = take(conn, &act, token_hash).await?;
    grant(conn, &act, account.id, &taken).await
}

/// An invitation never takes a right away: an organiser who is invited as a viewer stays an organiser.
async fn grant(conn: &mut Conn, act: &Act, id: AccountId, taken: &Invitation) -> Result<(), Failed> {
    if taken.administrator {
        diesel::update(account::table.find(id.0)).set(account::administrator.eq(true)).execute(conn).await?;
    }
    if let Some((event, role)) = taken.event {
        role_grant(conn, event, id, role).await?;
    }
    let entry = Entry {
        event: taken.event.map(|(event, _)| event),
        action: "accept_invitation",
        subject: ("account", Some(id.0)),
        detail: json!({ "role": role_name(taken) }),
    };
    audit_insert(conn, act, entry).await?;
    Ok(())
}

async fn role_grant(conn: &mut Conn, event: EventId, id: AccountId, role: Role) -> QueryResult<()> {
    let key = (account_role::account_id.eq(id.0), account_role::event_id.eq(event.0));
    let insert = diesel::insert_into(account_role::table)
        .values((key, account_role::role.eq(role.code())))
        .on_conflict((account_role::account_id, account_role::event_id));
    if role == Role::Organiser {
        insert.do_update().set(account_role::role.eq(role.code())).execute(conn).await?;
    } else {
        insert.do_nothing().execute(conn).await?;
    }
    Ok(())
}
