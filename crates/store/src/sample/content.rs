//! The shape of `content.json`, in which things refer to each other by position.

use super::broken;
use crate::error::StoreError;
use plenary_domain::LocalText;
use plenary_domain::registration::Question;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) fn content() -> Result<Content, StoreError> {
    serde_json::from_str(include_str!("content.json")).map_err(broken)
}

#[derive(Deserialize)]
pub(super) struct Content {
    pub(super) event: EventTexts,
    pub(super) rooms: Vec<RoomText>,
    pub(super) topics: Vec<TopicText>,
    pub(super) speakers: Vec<SpeakerText>,
    pub(super) items: Vec<ItemText>,
    pub(super) documents: Vec<DocumentText>,
    pub(super) sessions: Vec<SessionText>,
    /// What only this event asks.
    pub(super) questions: Vec<Question>,
    pub(super) registrations: Vec<Person>,
}

#[derive(Deserialize)]
pub(super) struct EventTexts {
    pub(super) title: LocalText,
    pub(super) short_title: LocalText,
    pub(super) lead: LocalText,
    pub(super) about: LocalText,
    pub(super) place: LocalText,
    pub(super) venue: LocalText,
    pub(super) host: LocalText,
}

#[derive(Deserialize)]
pub(super) struct RoomText {
    pub(super) name: LocalText,
    pub(super) note: LocalText,
    pub(super) capacity: i32,
}

#[derive(Deserialize)]
pub(super) struct TopicText {
    pub(super) name: LocalText,
    pub(super) tone: String,
    #[serde(default)]
    pub(super) full_title: LocalText,
    pub(super) symbol: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct ItemText {
    pub(super) number: String,
    /// The item above it.
    pub(super) below: Option<usize>,
    pub(super) title: LocalText,
    pub(super) annotation: LocalText,
    #[serde(default)]
    pub(super) documents: Vec<usize>,
}

#[derive(Deserialize)]
pub(super) struct DocumentText {
    pub(super) symbol: String,
    pub(super) title: LocalText,
    /// Language and address.
    pub(super) versions: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct SpeakerText {
    pub(super) name: LocalText,
    pub(super) position: LocalText,
    pub(super) about: LocalText,
}

#[derive(Deserialize)]
pub(super) struct SessionText {
    pub(super) kind: String,
    pub(super) start: String,
    pub(super) minutes: i32,
    pub(super) room: Option<usize>,
    #[serde(default)]
    pub(super) place: LocalText,
    pub(super) openness: Option<String>,
    #[serde(default)]
    pub(super) topics: Vec<usize>,
    #[serde(default)]
    pub(super) speakers: Vec<(usize, String)>,
    pub(super) seats: Option<i32>,
    #[serde(default)]
    pub(super) items: Vec<usize>,
    #[serde(default)]
    pub(super) documents: Vec<usize>,
    #[serde(default)]
    pub(super) floor: Vec<String>,
    /// Speakers who have not confirmed yet.
    #[serde(default)]
    pub(super) invited: Vec<usize>,
    #[serde(default)]
    pub(super) description: LocalText,
    pub(super) title: LocalText,
    pub(super) summary: LocalText,
}

/// Somebody who registered.
#[derive(Deserialize)]
pub(super) struct Person {
    pub(super) days_ago: i64,
    pub(super) status: String,
    /// Days ago; absent while nobody has decided.
    pub(super) decided: Option<i64>,
    #[serde(default)]
    pub(super) reason: String,
    /// Numbers of sessions.
    pub(super) sessions: Vec<i32>,
    #[serde(default)]
    pub(super) food: Vec<String>,
    #[serde(default)]
    pub(super) access: Vec<String>,
    /// Answers by field, as typed.
    pub(super) raw: BTreeMap<String, String>,
}
