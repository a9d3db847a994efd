//! What organisers keep beside a registration, and what they typed into one of the small forms of its page.

use super::RegistrationPage;
use crate::forms::Field;
use jiff::Timestamp;
use plenary_domain::ids::NoteId;
use plenary_domain::registration::{Origin, Tag};

/// A note of an organiser.
#[derive(Debug, Clone)]
pub struct NoteLine {
    pub id: NoteId,
    pub text: String,
    pub author: String,
    pub written_at: Timestamp,
}

/// Nothing of this is shown to the delegate.
#[derive(Debug, Clone)]
pub struct Card {
    pub origin: Origin,
    /// The organiser who entered it; empty where that is not known.
    pub entered_by: String,
    pub tags: Vec<Tag>,
    pub notes: Vec<NoteLine>,
}

/// What was typed into a form of the page that was refused.
#[derive(Debug, Clone, Default)]
pub struct TypedActs {
    pub queue_to: String,
    pub queue_reason: String,
    pub change_reason: String,
    pub tag: String,
    pub note: String,
}

impl RegistrationPage<'_> {
    /// A field of one of the small forms: several of them ask for a reason, so that id and name are not the same.
    pub(super) fn act_field(&self, id: &str, name: &str) -> Field {
        let typed = &self.acts;
        let value = match id {
            "queue-to" if typed.queue_to.is_empty() && self.errors.is_empty() => "1",
            "queue-to" => &typed.queue_to,
            "queue-reason" => &typed.queue_reason,
            "change-reason" => &typed.change_reason,
            "tag" => &typed.tag,
            _ => &typed.note,
        };
        Field { id: id.to_owned(), name: name.to_owned(), value: value.to_owned(), error: self.errors.of(id) }
    }

    /// What is to be said of an address that nobody has proven.
    pub(super) fn address_line(&self) -> Option<String> {
        let (t, address) = (self.frame.t, self.registration.address);
        let wanted = self.registration.status.is_active() && address.is_unproven();
        wanted.then(|| match address.prove_by() {
            Some(by) => t.admin_registrations_unproven_by(t.moment(by, &self.event.zone())),
            None => t.admin_registrations_unproven().into_owned(),
        })
    }

    /// A form that was refused stands open.
    pub(super) fn refused(&self, prefix: &str) -> bool {
        self.errors.0.iter().any(|error| error.id.starts_with(prefix))
    }

    /// Who entered it, where that was not the delegate.
    pub(super) fn entered(&self) -> Option<String> {
        let t = self.frame.t;
        match (self.card.origin, self.card.entered_by.as_str()) {
            (Origin::Delegate, _) => None,
            (Origin::Organiser, "") => Some(t.origin(Origin::Organiser).into_owned()),
            (Origin::Organiser, name) => Some(t.admin_desk_entered_by(name)),
        }
    }

    /// All who have this tag.
    pub(super) fn tagged(&self, tag: &Tag) -> String {
        let listing = crate::admin::listing::Listing::new(None).tagged(tag);
        format!("{}?{}", self.urls.registrations(), listing.query())
    }
}
