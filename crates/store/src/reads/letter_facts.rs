//! Everything that a letter tells, as it is at the moment when it is written.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::outbox::LeasedLetter;
use crate::schema::{account, draft, outbox};
use crate::store::Store;
use crate::tables::events::event_get;
use crate::tables::registrations::registration_get;
use crate::tables::releases::release_current;
use crate::tables::speakers::speaker_get;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Event;
use plenary_domain::agenda::Agenda;
use plenary_domain::ids::{AccountId, DraftId, EventId};
use plenary_domain::letter::{AboutFacts, AccountFacts, DraftFacts, LetterAbout, LetterKind, still_applies};
use plenary_domain::registration::Registration;

/// What a letter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFacts {
    pub event: Event,
    pub about: AboutFacts,
    /// Of the current release.
    pub agenda: Option<Agenda>,
    /// The delegate has got a confirmation, with sessions for the calendar.
    pub had_calendar: bool,
}

impl Store {
    /// Everything that a letter tells. `None`: its reason is gone, it needs no sending.
    pub async fn letter_facts(&self, letter: &LeasedLetter) -> Result<Option<LetterFacts>, StoreError> {
        self.read(|conn, _| {
            async move {
                let event = event_get(conn, letter.event).await?;
                let Some(about) = about(conn, letter.event, letter.about).await? else { return Ok(None) };
                // Changed while the letter was under way, so that nobody could take it back.
                let outdated = |of: &Registration| !still_applies(letter.kind, of.status);
                let own = about.registration().filter(|_| letter.about.registration().is_some());
                if own.is_some_and(outdated) {
                    return Ok(None);
                }
                let agenda = release_current(conn, letter.event).await?.map(|release| release.agenda);
                let had_calendar = had_calendar(conn, letter).await?;
                Ok(Some(LetterFacts { event, about, agenda, had_calendar }))
            }
            .boxed()
        })
        .await
    }
}

async fn about(
    conn: &mut Conn,
    event: EventId,
    about: LetterAbout,
) -> Result<Option<AboutFacts>, StoreError> {
    Ok(match about {
        LetterAbout::Registration(id) => {
            Some(AboutFacts::Registration(Box::new(registration_get(conn, event, id).await?)))
        }
        LetterAbout::Draft(id) => draft_facts(conn, event, id).await?.map(AboutFacts::Draft),
        LetterAbout::Speaker(id) => {
            Some(AboutFacts::Speaker(Box::new(speaker_get(conn, event, id).await?.0)))
        }
        LetterAbout::Account(id) => Some(AboutFacts::Account(account_facts(conn, id).await?)),
    })
}

/// None of a draft that was sent in the meantime: the letter about the registration has the better address.
async fn draft_facts(conn: &mut Conn, event: EventId, id: DraftId) -> QueryResult<Option<DraftFacts>> {
    let found = draft::table
        .find((event.0, id.0))
        .filter(draft::registration_id.is_null())
        .select((draft::secret, draft::expires_at))
        .first(conn)
        .await
        .optional()?;
    Ok(found.map(|(secret, at): (String, At)| DraftFacts { secret, expires_at: at.into() }))
}

async fn account_facts(conn: &mut Conn, id: AccountId) -> QueryResult<AccountFacts> {
    let name = account::table.find(id.0).select(account::name).first(conn).await?;
    Ok(AccountFacts { name })
}

/// Asked for those letters only that take something out of calendars.
async fn had_calendar(conn: &mut Conn, letter: &LeasedLetter) -> QueryResult<bool> {
    let (LetterKind::Withdrawn | LetterKind::Cancelled, LetterAbout::Registration(id)) =
        (letter.kind, letter.about)
    else {
        return Ok(false);
    };
    let confirmed = outbox::table
        .filter(outbox::event_id.eq(letter.event.0))
        .filter(outbox::registration_id.eq(id.0))
        .filter(outbox::kind.eq(LetterKind::Confirmed.code()))
        .filter(outbox::sent_at.is_not_null());
    diesel::select(diesel::dsl::exists(confirmed)).get_result(conn).await
}
