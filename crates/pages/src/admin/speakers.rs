//! The form of a speaker who is there already, with the page of their own below: its address, what was answered, the
//! letter that leads there.

use super::agenda::Said;
use super::form::{EditPage, Link, Section, Shape};
use super::{AdminFrame, AdminNav};
use crate::forms::FormErrors;
use crate::frame::Page;
use crate::public::OwnPart;
use crate::texts::T;
use crate::texts::words::role_state_class;
use crate::urls::{AdminUrls, EventUrls};
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, InviteFacts, InviteRefused, RoleState, Session, SpeakerFacts};
use plenary_domain::event::Event;
use plenary_domain::ids::SpeakerId;

/// What organisers see of a speaker's own page.
pub struct OwnPageFacts<'a> {
    pub event: &'a Event,
    pub agenda: &'a Agenda,
    pub id: SpeakerId,
    pub facts: &'a SpeakerFacts,
    pub parts: Vec<OwnPart>,
    /// Scheme and host of our site, without a slash at the end.
    pub base_url: &'a str,
    pub now: Timestamp,
}

/// A part with the answer to it.
pub struct AnswerLine {
    pub href: String,
    pub title: Said,
    pub role: String,
    pub state: String,
    pub state_class: &'static str,
    pub answered: String,
    pub note: String,
    pub slides: Option<Link>,
}

/// The panel below the form.
pub struct OwnPageView {
    /// Of the page, in the language of the speaker; none before there is one.
    pub address: Option<String>,
    /// When the letter was queued; empty before.
    pub invited: String,
    pub lines: Vec<AnswerLine>,
    /// Why no letter can go out.
    pub missing: Option<String>,
    pub invite: String,
    pub renew: String,
    pub portrait: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "admin/speaker.html")]
pub struct SpeakerFormPage<'a> {
    pub frame: AdminFrame<'a>,
    pub title: String,
    pub lead: String,
    pub back: Link,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    pub errors: FormErrors,
    pub warning: Option<(String, Link)>,
    pub bands: Vec<Vec<Section>>,
    pub save: String,
    pub remove: Option<Link>,
    pub own: OwnPageView,
}

impl Page for SpeakerFormPage<'_> {}

impl<'a> SpeakerFormPage<'a> {
    /// `stale`: somebody else has saved the speaker since the form was shown.
    pub fn new(form: EditPage<'a>, facts: &OwnPageFacts<'_>, stale: bool) -> Self {
        let t = form.frame.t;
        let see = || Link::new(AdminUrls::new(facts.event).speaker(facts.id), t.admin_session_see_theirs());
        Self {
            warning: stale.then(|| (t.admin_speaking_meanwhile().into_owned(), see())),
            own: own(t, facts),
            frame: form.frame,
            title: form.title,
            lead: form.lead,
            back: form.back,
            action: form.action,
            hidden: form.hidden,
            errors: form.errors,
            bands: form.bands,
            save: form.save,
            remove: form.remove,
        }
    }
}

fn own(t: T, facts: &OwnPageFacts<'_>) -> OwnPageView {
    let (event, urls) = (facts.event, AdminUrls::new(facts.event));
    let public = EventUrls::new(event.language(facts.facts.contact.language_at(event)), event);
    let photo = facts.agenda.speaker(facts.id).and_then(|speaker| speaker.photo);
    OwnPageView {
        address: facts
            .facts
            .secret
            .as_ref()
            .map(|secret| format!("{}{}", facts.base_url, public.speaking(secret))),
        invited: facts.facts.invited_at.map(|at| t.moment(at, &event.zone())).unwrap_or_default(),
        missing: missing(t, facts),
        lines: lines(t, facts),
        invite: urls.speaker_invite(facts.id),
        renew: urls.speaker_address(facts.id),
        portrait: photo.map(|id| urls.speaker_file(facts.id, id)),
    }
}

/// What has to be done before a letter can go out.
fn missing(t: T, facts: &OwnPageFacts<'_>) -> Option<String> {
    let takes_place = |part: &&OwnPart| {
        let session = facts.agenda.session(part.session);
        part.state != RoleState::Declined && session.is_some_and(|session| !session.cancelled)
    };
    let of = InviteFacts {
        has_email: facts.facts.contact.email.is_some(),
        parts: facts.parts.iter().filter(takes_place).count(),
        public: facts.event.public,
        // That the last one left a moment ago is told to whoever presses the button.
        invited_at: None,
    };
    of.check(facts.now).err().map(|why| t.invite_refused(why))
}

/// In the order of the sessions.
fn lines(t: T, facts: &OwnPageFacts<'_>) -> Vec<AnswerLine> {
    let parts = facts.parts.iter().filter_map(|part| Some((facts.agenda.session(part.session)?, part)));
    let mut parts: Vec<_> = parts.collect();
    parts.sort_by_key(|(session, _)| session.order());
    parts.into_iter().map(|(session, part)| line(t, facts, session, part)).collect()
}

fn line(t: T, facts: &OwnPageFacts<'_>, session: &Session, part: &OwnPart) -> AnswerLine {
    let urls = AdminUrls::new(facts.event);
    AnswerLine {
        href: urls.session(session.id),
        title: Said::new(t, &session.title),
        role: t.speaker_role(part.role).into_owned(),
        state: t.role_state(part.state).into_owned(),
        state_class: role_state_class(part.state),
        answered: part.answered_at.map(|at| t.moment_short(at, &facts.event.zone())).unwrap_or_default(),
        note: part.note.clone(),
        slides: part
            .slides
            .as_ref()
            .map(|(id, name)| Link::new(urls.speaker_file(facts.id, *id), name.as_str())),
    }
}

impl T {
    /// Why a speaker is not invited, and what to do.
    pub fn invite_refused(&self, why: InviteRefused) -> String {
        let word = match why {
            InviteRefused::NoAddress => self.admin_speaking_no_email(),
            InviteRefused::NoSession | InviteRefused::NotAllowed => self.admin_speaking_no_session(),
            InviteRefused::NotPublic => self.admin_speaking_not_public(),
            InviteRefused::TooSoon => self.admin_speaking_too_soon(),
        };
        word.into_owned()
    }
}
