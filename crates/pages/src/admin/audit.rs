//! The audit trail: who did what, when, and what it was before.

use super::listing::Query;
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::Event;
use plenary_domain::policy::Role;
use plenary_domain::registration::{Decision, Status, state_after};
use serde_json::Value;

/// One row of the trail, as the store wrote it.
#[derive(Debug, Clone)]
pub struct AuditLine {
    pub at: Timestamp,
    pub actor_kind: String,
    pub actor_name: String,
    pub action: String,
    pub detail: Value,
    /// It was about a registration: then a visitor without a name is the delegate.
    pub about_person: bool,
    /// Says what it was about: off on the page of that very thing.
    pub named: bool,
    /// The page of what it was about, where there is one.
    pub href: Option<String>,
}

/// One field of a change, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    pub field: String,
    pub old: String,
    pub new: String,
}

impl AuditLine {
    pub fn who(&self, t: &T) -> String {
        match (self.actor_kind.as_str(), self.actor_name.as_str()) {
            ("system", _) => t.admin_audit_system().into_owned(),
            (kind, "") => match (kind, self.subject(t)) {
                ("delegate" | "visitor", name) if self.about_person && !name.is_empty() => name,
                ("delegate", _) => t.admin_audit_delegate().into_owned(),
                ("speaker", _) => t.admin_audit_speaker().into_owned(),
                _ => t.admin_audit_visitor().into_owned(),
            },
            (_, name) => name.to_owned(),
        }
    }

    /// What it was about, by name; empty if the row does not say.
    pub fn subject(&self, t: &T) -> String {
        let named = |key: &str| self.detail.get(key).map(|value| t.audit_value("name", value));
        ["name", "title"].into_iter().filter_map(named).find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// It has a name of its own, which is not that of the person who acted.
    pub fn names_something(&self, t: &T) -> bool {
        let subject = self.subject(t);
        self.named && !subject.is_empty() && subject != self.who(t)
    }

    /// Somebody who acted on their own registration: the name leads there.
    pub fn who_href(&self, t: &T) -> Option<&String> {
        let own = self.about_person && self.actor_kind != "account" && self.subject(t) == self.who(t);
        self.href.as_ref().filter(|_| own)
    }

    pub fn when(&self, t: &T, event: &Event) -> String {
        t.moment_short(self.at, &event.zone())
    }

    pub fn machine(&self, event: &Event) -> String {
        dates::machine_moment(self.at, &event.zone())
    }

    /// What else the row tells, one short line each.
    pub fn notes(&self, t: &T) -> Vec<String> {
        let text = |key: &str| self.detail.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        // The comment of a release is no reason for anything.
        let (comment, reason) =
            if self.action == "release_agenda" { ("reason", "") } else { ("comment", "reason") };
        let number = |key: &str| self.detail.get(key).and_then(Value::as_i64);
        let count = |key: &str| number(key).unwrap_or_default();
        let local = |key: &str| {
            let told = self.detail.get(key).map(|value| t.audit_value(key, value));
            told.filter(|told| !told.is_empty())
        };
        let role = text("role").and_then(Role::parse);
        let taken = self.action == "set_role" && self.detail.get("role").is_some_and(Value::is_null);
        [
            number("number").map(|n| t.admin_audit_note_release(n)),
            number("version").filter(|_| self.action == "save_form").map(|n| t.admin_audit_note_form(n)),
            local("questions"),
            text(comment).map(str::to_owned),
            local("session").map(|session| t.admin_audit_note_session(session)),
            role.map(|role| t.admin_audit_note_role(t.account_role(role))),
            taken.then(|| t.admin_audit_note_role(t.admin_people_no_role())),
            text("file").map(|file| t.import_audit(count("changed"), file, count("new"), count("removed"))),
            text("email").map(str::to_owned),
            text("to").map(|to| t.audit_value("when", &to.into())),
            number("registrations").map(|n| t.admin_audit_note_count(n)),
            text("merged").map(|reference| t.admin_audit_note_merged(reference)),
            text(reason).map(|reason| t.admin_registrations_reason_given(reason)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Which fields were changed from what to what.
    pub fn changes(&self, t: &T, event: &Event) -> Vec<ChangeLine> {
        let fields = self.detail.get("changes").and_then(Value::as_object);
        let line = |(field, pair): (&String, &Value)| {
            let moment = |value: &Value| value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
            let told = |index: usize| {
                let value = pair.get(index).unwrap_or(&Value::Null);
                moment(value).map_or_else(|| t.audit_value(field, value), |at| t.moment(at, &event.zone()))
            };
            // The title of a person is another word than the title of a session.
            let of_person = field == "title" && self.action == "change_answers";
            let word = if of_person { t.admin_audit_field_form_of_address() } else { t.audit_field(field) };
            ChangeLine { field: word.into_owned(), old: told(0), new: told(1) }
        };
        let mut changed: Vec<_> = fields.into_iter().flatten().map(line).collect();
        // A JSON object has no order of its own.
        changed.sort_by(|a, b| a.field.cmp(&b.field));
        self.new_status(*t).into_iter().chain(changed).collect()
    }

    /// A decision changes the status: the row keeps where it came from, the decision says where it led.
    fn new_status(&self, t: T) -> Option<ChangeLine> {
        let from = Status::parse(self.detail.get("from")?.as_str()?)?;
        let to = state_after(from, Decision::parse(&self.action)?).ok()?;
        let (old, new) = (t.status(from).into_owned(), t.status(to).into_owned());
        Some(ChangeLine { field: t.admin_registrations_status().into_owned(), old, new })
    }
}

#[derive(Template)]
#[template(path = "admin/audit.html")]
pub struct AuditPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub rows: Vec<AuditLine>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
}

impl Page for AuditPage<'_> {}

impl AuditPage<'_> {
    fn on_page(&self, page: i64) -> String {
        let mut query = Query::default();
        query.add("page", &page.to_string());
        format!("{}?{}", self.urls.audit(), query.0)
    }

    fn zone_note(&self) -> String {
        let now = self.rows.first().map_or(Timestamp::UNIX_EPOCH, |row| row.at);
        dates::offset(now, &self.event.zone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::Lang;
    use serde_json::json;

    #[test]
    fn a_row_tells_who_what_and_what_it_was_before() {
        let t = T::new(Lang::En);
        let line = AuditLine {
            at: Timestamp::UNIX_EPOCH,
            actor_kind: "account".into(),
            actor_name: "A. Bekova".into(),
            action: "change_answers".into(),
            detail: json!({
                "name": "Zarina Yusupova", "reason": "asked by telephone",
                "changes": {"state": ["TJ", "UZ"], "position": ["", "Lecturer"]},
            }),
            about_person: true,
            named: true,
            href: None,
        };
        assert_eq!(line.who(&t), "A. Bekova");
        assert_eq!(line.subject(&t), "Zarina Yusupova");
        assert!(line.names_something(&t));
        assert_eq!(line.notes(&t), ["Reason: asked by telephone"]);
        let changes: Vec<_> = line
            .changes(&t, &super::super::desk_tests::event("x"))
            .into_iter()
            .map(|c| (c.field, c.old, c.new))
            .collect();
        let own = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(changes, [own("Position", "", "Lecturer"), own("State", "Tajikistan", "Uzbekistan")]);
    }
}
