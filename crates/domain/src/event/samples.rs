//! An event for tests: two days in Almaty, with nothing written about it.

use super::{DecisionMode, Event};
use crate::lang::{Lang, LocalText};
use crate::text::Slug;
use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

pub(crate) fn event(starts_on: Date) -> Event {
    let text = LocalText::default;
    Event {
        id: Uuid::from_u128(1).into(),
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: text(),
        short_title: text(),
        lead: text(),
        about: text(),
        place: text(),
        venue: text(),
        host: text(),
        contact_email: String::new(),
        time_zone: "Asia/Almaty".into(),
        starts_on,
        ends_on: starts_on.saturating_add(1.day()),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: "2027-05-21T19:30:00Z".parse().unwrap(),
        decision: DecisionMode::AtOnce,
        types: Vec::new(),
        offer_hours: 48,
        proof_required: true,
        answer_within_days: 3,
        picture_seed: 1,
        current_release: None,
        version: 1,
        sample: false,
    }
}
