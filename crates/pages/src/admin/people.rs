//! Who may enter the desk of an event, and how others are let in.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::urls::{AdminUrls, admin};
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::Event;
use plenary_domain::ids::AccountId;
use plenary_domain::policy::Role;

/// An account that may enter.
#[derive(Debug, Clone)]
pub struct PersonLine {
    pub account: AccountId,
    pub name: String,
    pub email: String,
    pub administrator: bool,
    pub role: Option<Role>,
    pub has_totp: bool,
    /// The one who is looking: nobody takes a role away from oneself.
    pub me: bool,
}

/// A link that was just made. It is shown once: only its hash is kept.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// The whole address.
    pub link: String,
    pub email: String,
    pub expires_at: Timestamp,
}

/// The form that makes a link.
#[derive(Debug, Clone, Default)]
pub struct InviteForm {
    pub email: Field,
    /// Viewer or organiser; empty where an administrator is invited.
    pub role: Field,
    pub roles: Vec<Choice>,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "admin/people.html")]
pub struct PeoplePage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub people: Vec<PersonLine>,
    pub form: InviteForm,
    pub invited: Option<NewInvitation>,
}

impl Page for PeoplePage<'_> {}

impl PeoplePage<'_> {
    fn role_action(&self, person: &PersonLine) -> String {
        self.urls.person(person.account)
    }

    fn may_change_role(&self, person: &PersonLine) -> bool {
        self.frame.desk.may_change
            && !person.me
            && (!person.administrator || (self.frame.desk.administrator && person.role.is_some()))
    }

    fn expires(&self, invited: &NewInvitation) -> String {
        self.frame.t.moment(invited.expires_at, &self.event.zone())
    }
}

impl AdminUrls {
    /// Where an invitation to this event is made.
    pub fn invite(&self) -> String {
        format!("{}/invite", self.people())
    }

    /// Where the role of one account at this event is changed.
    pub fn person(&self, account: AccountId) -> String {
        format!("{}/{account}", self.people())
    }
}

/// Inviting another administrator, who may do everything everywhere.
#[derive(Template)]
#[template(path = "admin/invite.html")]
pub struct InvitePage<'a> {
    pub frame: AdminFrame<'a>,
    pub form: InviteForm,
    pub invited: Option<NewInvitation>,
}

impl Page for InvitePage<'_> {}

impl InvitePage<'_> {
    fn expires(&self, invited: &NewInvitation) -> String {
        self.frame.t.moment(invited.expires_at, &jiff::tz::TimeZone::UTC)
    }

    #[expect(clippy::unused_self, reason = "the template asks the page")]
    const fn action(&self) -> &'static str {
        admin::INVITE
    }
}
