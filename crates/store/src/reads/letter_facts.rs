//! Everything that a letter tells, as it is at the moment when it is written.

use crate::columns::At;
use crate::commands::stop_letters::stop_token;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::letter_tickets::{letters_secret, sign};
use crate::outbox::{LeasedLetter, TextOf};
use crate::schema::{account, draft, outbox};
use crate::store::Store;
use crate::tables::agenda::draft_load;
use crate::tables::changes::change_request_why_rejected;
use crate::tables::events::event_get;
use crate::tables::messages::message_get;
use crate::tables::notices::{notice_of, stars_of};
use crate::tables::registrations::registration_get;
use crate::tables::releases::{release_current, release_get};
use crate::tables::rules::rule_get;
use crate::tables::speakers::speaker_get;
use crate::tables::wordings::wording_for;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Event;
use plenary_domain::agenda::{Agenda, Change, Session, changes_for};
use plenary_domain::ids::{AccountId, DraftId, EventId, SpeakerId};
use plenary_domain::letter::{AboutFacts, AccountFacts, DraftFacts, LetterAbout, LetterKind, still_applies};
use plenary_domain::registration::Registration;
use plenary_domain::wording::{Wording, WordingKey};

/// What a letter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFacts {
    pub event: Event,
    pub about: AboutFacts,
    /// Of the current release; of an invitation to speak, what the speaker may know of the draft.
    pub agenda: Option<Agenda>,
    /// What the button of the letter carries, where it leads back to a draft, proves an address or opens a speaker's page.
    pub ticket: Option<String>,
    /// Of a letter about releases: what they are compared with.
    pub news: Option<News>,
    /// What organisers have written for it.
    pub wording: Wording,
    /// Of the address at which letters that go to many are stopped; in those only.
    pub stop: Option<String>,
    /// To an organiser, who tries out how it looks.
    pub trial: bool,
    /// The delegate has got a confirmation, with sessions for the calendar.
    pub had_calendar: bool,
}

/// What a letter about releases compares the current one with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The last release that the recipient knows of; none before the first.
    pub before: Option<Agenda>,
    /// Released on a day of the event.
    pub at_once: bool,
    /// Numbers of the sessions on which the recipient has put a star.
    pub stars: Vec<i32>,
}

impl LetterFacts {
    /// What the recipient has to be told about their own sessions.
    pub fn changes(&self) -> Vec<Change> {
        let (Some(news), Some(agenda)) = (&self.news, &self.agenda) else { return Vec::new() };
        let mine = |session: &Session| self.about.has(session) || news.stars.contains(&session.number);
        changes_for(news.before.as_ref(), agenda, &mine)
    }
}

impl Store {
    /// Everything that a letter tells. `None`: its reason is gone, it needs no sending.
    pub async fn letter_facts(&self, letter: &LeasedLetter) -> Result<Option<LetterFacts>, StoreError> {
        self.read(|conn, _| {
            async move {
                let event = event_get(conn, letter.event).await?;
                let shown = letter.sample.map_or(letter.about, LetterAbout::Registration);
                let Some(mut about) = about(conn, letter.event, shown).await? else { return Ok(None) };
                tell_why(conn, letter, &mut about).await?;
                // Changed while the letter was under way, so that nobody could take it back.
                let outdated = |of: &Registration| !still_applies(letter.kind, of.status);
                let own = about.registration().filter(|_| letter.about.registration().is_some());
                if own.is_some_and(outdated) {
                    return Ok(None);
                }
                let to_whom = (letter.kind, letter.about);
                let (agenda, ticket) =
                    if let (LetterKind::SpeakerInvited, LetterAbout::Speaker(speaker)) = to_whom {
                        let invited = invitation(conn, letter.event, speaker).await?;
                        let Some((agenda, secret)) = invited else { return Ok(None) };
                        (Some(agenda), Some(secret))
                    } else {
                        let release = release_current(conn, letter.event).await?;
                        (release.map(|release| release.agenda), ticket(conn, letter, &about).await?)
                    };
                let had_calendar = had_calendar(conn, letter).await?;
                let news = news(conn, letter).await?;
                let wording = wording(conn, letter, &about).await?;
                let of = about.registration().filter(|_| letter.bulk);
                let stop = of.map(|of| stop_token(of.id, &of.secret));
                let trial = matches!(letter.about, LetterAbout::Account(_));
                let facts =
                    LetterFacts { event, about, agenda, ticket, news, wording, stop, trial, had_calendar };
                // What was changed back in the meantime is no news.
                let needless =
                    letter.kind == LetterKind::AgendaChanged && !trial && facts.changes().is_empty();
                Ok((!needless).then_some(facts))
            }
            .boxed()
        })
        .await
    }
}

/// Of the draft what a speaker is invited to, and the secret of the page. None when there is nothing left of either.
async fn invitation(
    conn: &mut Conn,
    event: EventId,
    id: SpeakerId,
) -> Result<Option<(Agenda, String)>, StoreError> {
    let draft = draft_load(conn, event).await?;
    let secret = draft.people.get(&id).and_then(|facts| facts.secret.clone());
    let agenda = draft.agenda.of_speaker(id);
    Ok(secret.filter(|_| !agenda.sessions.is_empty()).map(|secret| (agenda, secret)))
}

/// Signed for the address that the letter goes to. What need not be proven needs none.
async fn ticket(
    conn: &mut Conn,
    letter: &LeasedLetter,
    about: &AboutFacts,
) -> Result<Option<String>, StoreError> {
    let needed = match about {
        AboutFacts::Draft(_) => true,
        AboutFacts::Registration(of) => of.status.is_active() && of.address.is_unproven(),
        AboutFacts::Speaker(_) | AboutFacts::Account(_) => false,
    };
    if !needed {
        return Ok(None);
    }
    let secret = letters_secret(conn).await?;
    Ok(sign(&secret, letter.about, &letter.recipient.to_lowercase(), letter.queued_at))
}

async fn news(conn: &mut Conn, letter: &LeasedLetter) -> Result<Option<News>, StoreError> {
    if letter.kind != LetterKind::AgendaChanged {
        return Ok(None);
    }
    let Some((since, at_once)) = notice_of(conn, letter.event, letter.id).await? else { return Ok(None) };
    let before = match since {
        Some(number) => Some(release_get(conn, letter.event, number).await?.agenda),
        None => None,
    };
    let stars = match letter.about {
        LetterAbout::Registration(id) => stars_of(conn, letter.event, id).await?,
        _ => Vec::new(),
    };
    Ok(Some(News { before, at_once, stars }))
}

/// The text of the message or rule that it carries, or what is written for its kind.
async fn wording(conn: &mut Conn, letter: &LeasedLetter, about: &AboutFacts) -> Result<Wording, StoreError> {
    match letter.text {
        Some(TextOf::Message(id)) => {
            Ok(message_get(conn, letter.event, id).await?.texts.wording(letter.language))
        }
        Some(TextOf::Rule(id)) if letter.kind.carries_text() => {
            Ok(rule_get(conn, letter.event, id).await?.texts.wording(letter.language))
        }
        _ => {
            let representation_type = about.registration().map(|of| of.answers.representation_type.clone());
            let key = WordingKey { kind: letter.kind, representation_type, language: letter.language };
            wording_for(conn, letter.event, &key).await
        }
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

/// What was decided about a change has a reason of its own, beside that of the state.
async fn tell_why(conn: &mut Conn, letter: &LeasedLetter, about: &mut AboutFacts) -> QueryResult<()> {
    if let (LetterKind::ChangeRejected, AboutFacts::Registration(of)) = (letter.kind, about) {
        of.reason = change_request_why_rejected(conn, letter.event, of.id).await?.unwrap_or_default();
    }
    Ok(())
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
