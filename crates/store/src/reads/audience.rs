//! Whom a release would be told by letter.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::store::Store;
use crate::tables::notices::{Recipient, told_registrations, told_speakers_with_email};
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_domain::agenda::{Agenda, Change, told_sessions, told_speakers};
use plenary_domain::event::Event;
use plenary_domain::ids::SpeakerId;
use plenary_domain::letter::LetterAbout;
use std::collections::BTreeSet;

/// Who would get a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// Registrations of changed sessions.
    pub registrations: usize,
    /// Speakers whose address is known, and those whose is not.
    pub speakers: Vec<SpeakerId>,
    pub without_address: Vec<SpeakerId>,
}

impl Store {
    /// Who would be told of these changes from `old` to `new`.
    pub async fn release_audience(
        &self,
        event: &Event,
        changes: &[Change],
        agendas: [Option<&Agenda>; 2],
    ) -> Result<Audience, StoreError> {
        let sessions = told_sessions(changes);
        let people = told_speakers(&sessions, agendas);
        self.read(|conn, _| {
            let (sessions, people) = (&sessions, &people);
            async move {
                let registrations = told_registrations(conn, event.id, &list(sessions)).await?;
                let reached = reached(conn, event, people).await?;
                let known: BTreeSet<SpeakerId> = reached.iter().filter_map(speaker_of).collect();
                Ok(Audience {
                    registrations: registrations.len(),
                    speakers: list(&known),
                    without_address: people.difference(&known).copied().collect(),
                })
            }
            .boxed()
        })
        .await
    }
}

pub(crate) fn list<T: Copy>(set: &BTreeSet<T>) -> Vec<T> {
    set.iter().copied().collect()
}

fn speaker_of(recipient: &Recipient) -> Option<SpeakerId> {
    if let LetterAbout::Speaker(id) = recipient.about { Some(id) } else { None }
}

/// Those of these speakers who can be written to.
pub(crate) async fn reached(
    conn: &mut Conn,
    event: &Event,
    people: &BTreeSet<SpeakerId>,
) -> Result<Vec<Recipient>, StoreError> {
    let language = event.languages.first().copied().unwrap_or(Lang::En);
    Ok(told_speakers_with_email(conn, event.id, &list(people), language.code()).await?)
}
