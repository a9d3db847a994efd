//! Addresses of what organisers write: wordings, messages to many, reminders.

use super::{AdminUrls, EventUrls};
use plenary_domain::ids::MessageId;
use plenary_domain::wording::WordingKey;

impl AdminUrls {
    /// What organisers write for letters.
    pub fn wordings(&self) -> String {
        format!("{}/wordings", self.base)
    }
    pub fn wording(&self, key: &WordingKey) -> String {
        self.wording_at(key, "")
    }
    /// `preview`, `restore`, `send-to-me`.
    pub fn wording_act(&self, key: &WordingKey, act: &str) -> String {
        self.wording_at(key, &format!("/{act}"))
    }
    fn wording_at(&self, key: &WordingKey, end: &str) -> String {
        let of = key.representation_type.as_ref();
        let query = of.map(|of| format!("?type={}", of.as_str())).unwrap_or_default();
        format!("{}/wordings/{}/{}{end}{query}", self.base, key.kind.code(), key.language.code())
    }
    /// Messages to many.
    pub fn messages(&self) -> String {
        format!("{}/messages", self.base)
    }
    /// A new message to those whom this list shows.
    pub fn message_new(&self) -> String {
        format!("{}/messages/new", self.base)
    }
    pub fn message(&self, id: MessageId) -> String {
        format!("{}/messages/{id}", self.base)
    }
    /// `preview`, `confirm`, `stop`, `remove`.
    pub fn message_act(&self, id: MessageId, act: &str) -> String {
        format!("{}/{act}", self.message(id))
    }
    /// Rules that remind.
    pub fn rules(&self) -> String {
        format!("{}/reminders", self.base)
    }
    /// `new`, a kind that comes with the program, or an id.
    pub fn rule(&self, which: &str) -> String {
        format!("{}/reminders/{which}", self.base)
    }
}

impl EventUrls {
    /// No more letters that go to many: `stop` is an address of its own, which opens nothing else.
    pub fn stop_letters(&self, stop: &str) -> String {
        format!("{}/stop-letters/{stop}", self.base)
    }
}
