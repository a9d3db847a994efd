//! The photo of a speaker and the slides for a session. A photo that a release names stays where it is, because releases
//! are for good; everything else makes way for what takes its place.

use crate::act::Act;
use crate::commands::keep_file::{NewFile, Prepared, forget_object};
use crate::commands::speaking::{begin, part, told};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::{release, session_speaker, speaker};
use crate::store::Store;
use crate::tables::events::event_get;
use crate::tables::files::{NewFileRow, file_forget, file_insert};
use crate::tables::speakers::speaker_by_secret;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::agenda::AnswerRefused;
use plenary_domain::file::FileOwner;
use plenary_domain::ids::{EventId, FileId, SessionId, SpeakerId};
use plenary_domain::lang::Lang;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

type Failed = CommandError<AnswerRefused>;

impl Store {
    /// Keeps the photo of the speaker behind a secret, or slides for a session. `new.owner` is not looked at.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a secret or a session that is not the speaker's; refusals of the domain;
    /// [`StoreError::Files`] when the place for files does not take it.
    pub async fn keep_speaker_file(
        &self,
        mut act: Act,
        event: EventId,
        secret: String,
        session: Option<SessionId>,
        new: NewFile,
    ) -> Result<FileId, CommandError<AnswerRefused>> {
        let who = self.read(|conn, _| speaker_by_secret(conn, event, &secret).boxed()).await?.0.id;
        let mut prepared =
            self.prepare(&mut act, event, NewFile { owner: FileOwner::Speaker(who), ..new })?;
        let sha256 = Sha256::digest(&prepared.content).into();
        let objects = self.objects()?;
        objects.put(&prepared.object, std::mem::take(&mut prepared.content)).await?;
        let file = Some((&prepared, sha256));
        let written =
            self.tx(|conn, _| put(conn, act.clone(), &secret, (event, session), file).boxed()).await;
        // What is left over when this fails is swept.
        let useless = match &written {
            Ok(replaced) => replaced.clone(),
            Err(_) => Some(prepared.object.clone()),
        };
        if let Some(object) = useless {
            forget_object(objects, &object).await;
        }
        written.map(|_| prepared.file.id)
    }

    /// Takes the photo away, or the slides of a session; that there are none is no error.
    ///
    /// # Errors
    /// As for [`Store::keep_speaker_file`].
    pub async fn drop_speaker_file(
        &self,
        act: Act,
        event: EventId,
        secret: String,
        session: Option<SessionId>,
    ) -> Result<(), CommandError<AnswerRefused>> {
        let dropped =
            self.tx(|conn, _| put(conn, act.clone(), &secret, (event, session), None).boxed()).await?;
        if let Some(object) = dropped {
            forget_object(self.objects()?, &object).await;
        }
        Ok(())
    }
}

/// Puts a file, or none, in the place of the one that is there; the object that nobody needs any more.
async fn put(
    conn: &mut Conn,
    mut act: Act,
    secret: &str,
    (event, session): (EventId, Option<SessionId>),
    new: Option<(&Prepared, [u8; 32])>,
) -> Result<Option<String>, Failed> {
    let (who, _) = begin(conn, &mut act, event, secret).await?;
    let old = match session {
        Some(session) => slides_check(conn, &act, (event, who.id), session).await?,
        None => who.photo,
    };
    if new.is_none() && old.is_none() {
        return Ok(None);
    }
    if let Some((prepared, sha256)) = new {
        let row = NewFileRow {
            file: &prepared.file,
            object: &prepared.object,
            sha256,
            key: prepared.key.as_deref(),
            thumbnail: prepared.thumbnail.as_deref(),
        };
        file_insert(conn, &row).await?;
    }
    let id = new.map(|(prepared, _)| prepared.file.id.0);
    if let Some(session) = session {
        let role = session_speaker::table.find((event.0, session.0, who.id.0));
        diesel::update(role).set(session_speaker::slides.eq(id)).execute(conn).await?;
    } else {
        let target = speaker::table.find((event.0, who.id.0));
        diesel::update(target).set(speaker::photo.eq(id)).execute(conn).await?;
    }
    let action = match (session, new) {
        (Some(_), Some(_)) => "keep_slides",
        (Some(_), None) => "drop_slides",
        (None, Some(_)) => "keep_portrait",
        (None, None) => "drop_portrait",
    };
    let detail = json!({ "name": who.name.get(Lang::En) });
    told(conn, &act, (event, who.id), (action, detail)).await?;
    match old {
        Some(old) if !is_released(conn, event, old).await? => {
            Ok(file_forget(conn, event, old, act.now).await?)
        }
        _ => Ok(None),
    }
}

/// The slides that are there, if some may be brought or taken away.
async fn slides_check(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, SpeakerId),
    session: SessionId,
) -> Result<Option<FileId>, Failed> {
    let of_event = event_get(conn, event).await?;
    let (facts, _) = part(conn, &of_event, id, session).await?;
    match facts.check_slides(act.now) {
        Err(AnswerRefused::NotAsked) => return Err(StoreError::NotFound.into()),
        other => other.map_err(CommandError::Refused)?,
    }
    let role = session_speaker::table.find((event.0, session.0, id.0));
    let slides: Option<Uuid> = role.select(session_speaker::slides).first(conn).await?;
    Ok(slides.map(Into::into))
}

/// Whether a release names the file: then it stays for as long as the release.
async fn is_released(conn: &mut Conn, event: EventId, file: FileId) -> QueryResult<bool> {
    let named = release::table
        .filter(release::event_id.eq(event.0))
        .filter(sql::<Bool>("strpos(snapshot::text, ").bind::<Text, _>(file.to_string()).sql(") > 0"));
    diesel::select(exists(named)).get_result(conn).await
}
