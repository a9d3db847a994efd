//! What the command line does with the store, as the program itself, and where the clock and the random source are.

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, Ids};
use plenary_domain::policy::Role;
use plenary_pages::urls;
use plenary_store::{Act, CommandError, Invitation, Sealer, Store};
use sha2::{Digest, Sha256};

/// How long a one-time link waits to be used.
pub const ONE_TIME_LINK_DAYS: i64 = 7;

#[expect(clippy::disallowed_methods, reason = "start-up and the command line are where a moment enters")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

#[expect(clippy::disallowed_methods, reason = "start-up and the command line are where randomness enters")]
fn random<const N: usize>() -> [u8; N] {
    use rand::RngExt;
    let mut bytes = [0; N];
    rand::rng().fill(&mut bytes);
    bytes
}

/// The program itself acts, now.
pub fn act() -> Act {
    let now = now();
    Act::new(Actor::System, now, Ids::new(now, random()))
}

/// A new key as a line for the settings, named after the day and a little chance, so that no two have one name.
pub fn new_key() -> String {
    let day = now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let [a, b] = random::<2>();
    Sealer::line(&format!("{day}-{a:02x}{b:02x}"), random())
}

/// Makes an invitation and gives the path of its page: an administrator's, or a person's for one event.
/// The database keeps only the hash of the token.
///
/// # Errors
/// Those of the store.
pub async fn one_time_link(store: &Store, email: String, event: Option<(EventId, Role)>) -> Result<String> {
    let token: String = random::<32>().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let act = act();
    let expires_at = act.now.checked_add(SignedDuration::from_hours(24 * ONE_TIME_LINK_DAYS))?;
    let invitation = Invitation { email, administrator: event.is_none(), event, expires_at };
    match store.invite(act, Sha256::digest(token.as_bytes()).into(), invitation).await {
        Ok(()) => Ok(urls::admin::invitation(&token)),
        Err(CommandError::Refused(_)) => anyhow::bail!("the invitation was refused"),
        Err(CommandError::Store(error)) => Err(error).context("the invitation could not be made"),
    }
}

/// Puts the sample event into a database without events; `None` when there are any.
///
/// # Errors
/// Those of the store.
pub async fn sample(store: &Store) -> Result<Option<EventId>> {
    let act = act();
    let today = act.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    store.load_sample(act, today).await.context("the sample event could not be loaded")
}
