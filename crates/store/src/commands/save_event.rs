//! The settings of an event. More places let the waiting list move up; fewer take away only free ones.

use crate::act::Act;
use crate::commands::create_event::{check, slug_taken};
use crate::commands::offer_places;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{SettingsRow, event_get, event_get_locked, event_tell, event_update};
use crate::tables::places::{places_count, places_resize};
use crate::tables::queues::queue_lock;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::LocalText;
use plenary_domain::event::{Event, EventSettings, SettingsRefused};
use plenary_domain::ids::EventId;
use plenary_domain::policy::Action;
use plenary_domain::registration::Pool;
use serde_json::{Map, Value, json};

type Failed = CommandError<SettingsRefused>;

impl Store {
    /// Saves the settings, if nobody else has since `version`.
    pub async fn save_event(
        &self,
        act: Act,
        event: EventId,
        version: i32,
        settings: EventSettings,
    ) -> Result<(), CommandError<SettingsRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(SettingsRefused::NotAllowed));
        }
        self.tx(|conn, _| save(conn, act.clone(), event, version, &settings).boxed()).await
    }
}

async fn save(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    version: i32,
    settings: &EventSettings,
) -> Result<(), Failed> {
    check(settings)?;
    let old = event_get_locked(conn, event).await?;
    if old.version != version {
        return Err(CommandError::Refused(SettingsRefused::ChangedMeanwhile));
    }
    queue_lock(conn, event, Pool::Event).await?;
    let (places, _) = places_count(conn, event, Pool::Event).await?;
    if let Err(more) = places_resize(conn, event, Pool::Event, settings.places).await? {
        return Err(CommandError::Refused(SettingsRefused::FewerPlacesThanTaken { taken: more.taken }));
    }
    if !event_update(conn, event, version, SettingsRow::new(settings)?).await.map_err(slug_taken)? {
        return Err(CommandError::Refused(SettingsRefused::ChangedMeanwhile));
    }
    let new = event_get(conn, event).await?;
    offer_places(conn, &mut act, &new).await?;
    event_tell(conn, event).await?;
    let mut changes = changes(&old, &new);
    if places != i64::from(settings.places) {
        changes.insert("places".to_owned(), json!([places.to_string(), settings.places.to_string()]));
    }
    let entry = Entry::new(event, "save_event", "event", event);
    audit_insert(conn, &act, entry.detail(json!({ "name": settings.title, "changes": changes }))).await?;
    Ok(())
}

/// Old and new of the settings that differ.
fn changes(old: &Event, new: &Event) -> Map<String, Value> {
    let mut found = Map::new();
    for ((name, was), (_, is)) in fields(old).into_iter().zip(fields(new)) {
        if was != is {
            found.insert(name.to_owned(), json!([was, is]));
        }
    }
    found
}

fn fields(event: &Event) -> [(&'static str, String); 19] {
    let text = |text: &LocalText| {
        let line = |(lang, text): (&plenary_domain::Lang, &String)| format!("{}: {text}", lang.code());
        text.0.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let languages: Vec<&str> = event.languages.iter().map(|lang| lang.code()).collect();
    [
        ("slug", event.slug.to_string()),
        ("public", event.public.to_string()),
        ("title", text(&event.title)),
        ("short_title", text(&event.short_title)),
        ("lead", text(&event.lead)),
        ("about", text(&event.about)),
        ("place", text(&event.place)),
        ("venue", text(&event.venue)),
        ("host", text(&event.host)),
        ("contact_email", event.contact_email.clone()),
        ("time_zone", event.time_zone.clone()),
        ("starts_on", event.starts_on.to_string()),
        ("ends_on", event.ends_on.to_string()),
        ("languages", languages.join(", ")),
        (
            "registration_opens_at",
            event.registration_opens_at.as_ref().map(Timestamp::to_string).unwrap_or_default(),
        ),
        ("registration_closes_at", event.registration_closes_at.to_string()),
        ("decision", event.decision.code().to_owned()),
        ("answer_within_days", event.answer_within_days.to_string()),
        ("proof_required", event.proof_required.to_string()),
    ]
}
