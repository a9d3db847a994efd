//! A registration's own page: where it stands, who acts next, all answers, and the code for the desk.

use super::agenda::{Seats, SessionView};
use super::register::{Answer, StepFacts, answers};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::dates;
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, LinkClass, RemoteLink, link_for, may_follow};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::SessionId;
use plenary_domain::letter::{LetterKind, LetterStage};
use plenary_domain::registration::{ChangeRequest, Registration, Reply, Seat, Status, Step, merged_into};
use std::borrow::Cow;
use std::collections::HashMap;

/// A station on the way.
pub struct PathStep {
    pub title: String,
    pub text: String,
    pub class: &'static str,
    pub icon: &'static str,
}

/// A chosen session with the state of its seat.
pub struct MySession<'a> {
    pub view: SessionView<'a>,
    pub day: String,
    pub word: String,
    pub class: &'static str,
}

#[derive(askama::Template)]
#[template(path = "registration/status.html")]
pub struct StatusPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub registration: &'a Registration,
    pub title: String,
    pub lead: String,
    pub path: Vec<PathStep>,
    pub sessions: Vec<MySession<'a>>,
    pub answers: Vec<Answer>,
    pub qr_size: usize,
    pub qr_path: String,
    pub entity: String,
    /// What the last action has to say.
    pub notice: Option<String>,
    /// Nobody has shown yet that letters arrive: what to do.
    pub unproven: Option<String>,
    /// The address from which our last letter came back.
    pub undelivered: Option<String>,
    /// The registration is still in the running.
    pub active: bool,
    /// Answers that are asked for.
    pub replies: Vec<ReplyButton>,
    /// Names of the answers that the secretariat asked about.
    pub asked: Vec<String>,
    /// Changes that wait for the secretariat: question and new answer.
    pub wanted: Vec<Answer>,
    /// Why the last change was not accepted, as the secretariat wrote it.
    pub rejected: Option<String>,
    /// Links that this delegate may follow now: title of the session and address.
    pub remote: Vec<(String, String)>,
    /// To the delegate, the newest first.
    pub letters: Vec<SentLetter>,
}

/// A letter to the delegate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    pub kind: LetterKind,
    pub stage: LetterStage,
    /// When that stage began, as far as we know.
    pub at: Timestamp,
}

impl Page for StatusPage<'_> {}

impl<'a> StatusPage<'a> {
    /// With a word about letters that do not reach this address.
    #[must_use]
    pub fn unreached(mut self, address: Option<String>) -> Self {
        self.undelivered = address;
        self
    }

    /// Why it has ended, in words.
    fn reason(&self) -> String {
        let reason = self.registration.reason.as_str();
        merged_into(reason)
            .map_or_else(|| reason.to_owned(), |reference| self.frame.t.status_merged(reference))
    }

    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        registration: &'a Registration,
        facts: &StepFacts<'a>,
        qr: (usize, String),
        notice: Option<String>,
    ) -> Self {
        let t = frame.t;
        let answered = &registration.answers;
        let (title, lead) = title_and_lead(&frame, &head, registration);
        let raw = answered.to_raw(facts.form);
        let urls = head.urls.clone();
        let mut rows = answers(t, &raw, facts);
        for answer in &mut rows {
            let step = answer.change.take().and_then(|code| Step::parse(&code));
            answer.change = step
                .filter(|_| registration.status.is_active())
                .map(|s| urls.change(&registration.secret, s));
        }
        let state = answered.state.map(|code| t.state(code));
        Self {
            path: path(&frame, &head, registration),
            sessions: facts
                .agenda
                .map(|agenda| my_sessions(&frame, &head, registration, agenda))
                .unwrap_or_default(),
            entity: [Some(answered.organisation.as_str()), state]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            title: title.into_owned(),
            lead,
            answers: rows,
            qr_size: qr.0,
            qr_path: qr.1,
            notice,
            unproven: unproven(&frame, &head, registration),
            undelivered: None,
            active: registration.status.is_active(),
            replies: replies(&frame, registration.status),
            asked: registration.asked_fields.iter().map(|field| t.audit_field(field).into_owned()).collect(),
            wanted: Vec::new(),
            rejected: None,
            letters: Vec::new(),
            remote: Vec::new(),
            registration,
            frame,
            head,
        }
    }
}

/// What has happened, and what it means for the delegate.
fn title_and_lead(
    frame: &Frame,
    head: &EventFrame<'_>,
    registration: &Registration,
) -> (Cow<'static, str>, String) {
    let (t, email) = (frame.t, registration.answers.email.as_str());
    let by = registration.answer_by.map(|at| t.moment(at, &head.event.zone())).unwrap_or_default();
    match registration.status {
        Status::AwaitingEndorsement => {
            (t.status_title_awaiting_endorsement(), t.status_lead_awaiting_endorsement(email))
        }
        Status::Submitted => {
            (t.status_title_submitted(), t.status_lead_submitted(head.event.answer_within_days, email))
        }
        Status::InfoRequested => (t.status_title_info_requested(), t.status_lead_info_requested(by)),
        Status::Confirmed => (t.status_title_confirmed(), t.status_lead_confirmed(email)),
        Status::Waitlisted => (
            t.status_title_waitlisted(),
            t.status_lead_waitlisted(email, registration.waiting_place.unwrap_or(1)),
        ),
        Status::Offered => (t.status_title_offered(), t.status_lead_offered(by)),
        Status::ReconfirmRequired => {
            (t.status_title_reconfirm_required(), t.status_lead_reconfirm_required(by))
        }
        Status::WaitlistClosed => {
            (t.status_title_waitlist_closed(), t.status_lead_waitlist_closed().into_owned())
        }
        Status::Declined => (t.status_title_declined(), t.status_lead_declined().into_owned()),
        Status::Withdrawn => (t.status_title_withdrawn(), t.status_lead_withdrawn().into_owned()),
        Status::Cancelled => (t.status_title_cancelled(), t.status_lead_cancelled().into_owned()),
        Status::Replaced => (t.status_title_replaced(), t.status_lead_replaced().into_owned()),
        Status::Expired => (t.status_title_expired(), t.status_lead_expired().into_owned()),
    }
}

/// What to do about an address that nobody has proven.
fn unproven(frame: &Frame, head: &EventFrame<'_>, registration: &Registration) -> Option<String> {
    let address = registration.address;
    if !registration.status.is_active() || !address.is_unproven() {
        return None;
    }
    let t = frame.t;
    Some(match address.prove_by() {
        Some(by) => t.status_unproven_by(t.moment(by, &head.event.zone())),
        None => t.status_unproven_free().into_owned(),
    })
}

/// A button with which the delegate answers.
pub struct ReplyButton {
    pub reply: Reply,
    pub label: Cow<'static, str>,
    pub class: &'static str,
}

/// The answers that are asked for, the one that most will give first.
fn replies(frame: &Frame, status: Status) -> Vec<ReplyButton> {
    let t = frame.t;
    let button = |reply, label, class| ReplyButton { reply, label, class };
    match status {
        Status::Offered => vec![
            button(Reply::TakeOffer, t.status_reply_take(), "button"),
            button(Reply::PassOffer, t.status_reply_pass(), "button button-second"),
        ],
        Status::ReconfirmRequired => vec![
            button(Reply::StillComing, t.status_reply_still(), "button"),
            button(Reply::NotComing, t.status_reply_not(), "button button-second"),
        ],
        Status::InfoRequested => vec![button(Reply::InfoGiven, t.status_reply_info(), "button")],
        _ => Vec::new(),
    }
}

fn path(frame: &Frame, head: &EventFrame<'_>, registration: &Registration) -> Vec<PathStep> {
    let t = frame.t;
    let zone = head.event.zone();
    let sent = t.moment(registration.submitted_at, &zone);
    let since = t.moment(registration.status_since, &zone);
    let language = t.status_language_name(registration.answers.language.code());
    let done = |title: String, text: String| PathStep { title, text, class: "is-done", icon: "check" };
    let now = |title: String, text: String| PathStep { title, text, class: "is-now", icon: "dot" };
    let later = |title: String, text: String, icon| PathStep { title, text, class: "", icon };
    let badge = |class: fn(String, String) -> PathStep| {
        class(t.status_path_badge().into_owned(), t.status_path_badge_text().into_owned())
    };
    let mut steps = vec![done(t.status_path_sent().into_owned(), sent)];
    let by = registration.answer_by.map(|at| t.status_path_by(t.moment(at, &zone))).unwrap_or_default();
    match registration.status {
        Status::AwaitingEndorsement => {
            steps.push(now(t.status_path_endorsement().into_owned(), String::new()));
            steps.push(later(t.status_path_decision().into_owned(), String::new(), "dot"));
        }
        Status::Submitted => {
            steps.push(now(t.status_path_decision().into_owned(), t.status_path_decision_text(language)));
            steps.push(badge(|title, text| PathStep { title, text, class: "", icon: "badge" }));
        }
        Status::InfoRequested => {
            steps.push(now(t.status_path_answer().into_owned(), by));
            steps.push(later(t.status_path_decision().into_owned(), String::new(), "dot"));
        }
        Status::Waitlisted => {
            steps.push(now(t.status_path_place().into_owned(), t.status_path_decision_text(language)));
            steps.push(later(t.status_path_confirmed().into_owned(), String::new(), "check"));
        }
        Status::Offered => {
            steps.push(done(t.status_path_place().into_owned(), since));
            steps.push(now(t.status_path_answer().into_owned(), by));
            steps.push(later(t.status_path_confirmed().into_owned(), String::new(), "check"));
        }
        Status::Confirmed => {
            if head.event.path(&registration.answers.representation_type) == DecisionMode::Organisers {
                steps.push(done(t.status_path_decision().into_owned(), since.clone()));
            }
            steps.push(done(t.status_path_confirmed().into_owned(), since));
            steps.push(badge(|title, text| PathStep { title, text, class: "is-now", icon: "badge" }));
        }
        Status::ReconfirmRequired => {
            steps.push(now(t.status_path_answer().into_owned(), by));
            steps.push(badge(|title, text| PathStep { title, text, class: "", icon: "badge" }));
        }
        ended => steps.push(done(t.status(ended).into_owned(), since)),
    }
    steps
}

impl<'a> StatusPage<'a> {
    /// Shows the letters that were sent to the delegate.
    #[must_use]
    pub fn with_letters(mut self, letters: Vec<SentLetter>) -> Self {
        self.letters = letters;
        self
    }

    /// When, for people.
    pub fn moment(&self, at: Timestamp) -> String {
        self.frame.t.moment(at, &self.head.event.zone())
    }

    /// Of all links, those that are for this delegate and open now.
    #[must_use]
    pub fn with_links(
        mut self,
        links: &HashMap<SessionId, Vec<RemoteLink>>,
        agenda: Option<&Agenda>,
        now: Timestamp,
    ) -> Self {
        let (registration, zone, lang) = (self.registration, self.head.event.zone(), self.frame.t.lang);
        let class = LinkClass::of_type(&registration.answers.representation_type);
        let sessions = agenda.into_iter().flat_map(|agenda| &agenda.sessions);
        let open = sessions.filter(|session| may_follow(registration, session)).filter_map(|session| {
            let link = link_for(links.get(&session.id)?, class)?;
            let open = link.is_open(session.slot?, &zone, now);
            open.then(|| (session.title.get(lang).to_owned(), link.address.as_str().to_owned()))
        });
        self.remote = open.collect();
        self
    }

    /// Shows the changes that wait for an organiser, or why the last one was not accepted.
    #[must_use]
    pub fn with_request(
        mut self,
        request: Option<&ChangeRequest>,
        rejected: Option<String>,
        facts: &StepFacts<'a>,
    ) -> Self {
        self.rejected = rejected.filter(|_| self.active && request.is_none());
        if let Some(request) = request {
            let t = self.frame.t;
            let mut wanted = answers(t, &request.wanted, facts);
            wanted.retain(|answer| !answer.answer.is_empty());
            let taken_away =
                request.wanted.0.iter().filter(|(_, values)| values.iter().all(String::is_empty));
            wanted.extend(taken_away.map(|(field, _)| {
                let asked = facts.form.form.question(field);
                let question = asked.map_or_else(|| t.audit_field(field).into_owned(), |of| t.question(of));
                Answer { question, answer: String::new(), change: None }
            }));
            self.wanted = wanted;
        }
        self
    }
}

fn my_sessions<'a>(
    frame: &Frame,
    head: &EventFrame<'_>,
    registration: &Registration,
    agenda: &'a Agenda,
) -> Vec<MySession<'a>> {
    let t = frame.t;
    let seats = Seats::new();
    registration
        .seats
        .iter()
        .filter_map(|(id, seat)| {
            let session = agenda.session(*id)?;
            let (word, class) = match seat {
                _ if session.cancelled => (t.agenda_cancelled().into_owned(), "status status-bad"),
                Seat::Kept => (t.status_seat_kept().into_owned(), "status status-good"),
                Seat::Waiting(place) => (t.status_seat_waiting(*place), "status status-wait"),
            };
            let day = session.slot.map(|slot| t.date_weekday(slot.day)).unwrap_or_default();
            Some(MySession { view: SessionView::new(t, head, agenda, session, &seats), day, word, class })
        })
        .collect()
}

/// Asks once more before a registration is withdrawn.
#[derive(askama::Template)]
#[template(path = "registration/withdraw.html")]
pub struct WithdrawPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub registration: &'a Registration,
    pub reason: crate::forms::Field,
    pub errors: crate::forms::FormErrors,
}

impl Page for WithdrawPage<'_> {}

/// No more letters that go to many, or those again.
#[derive(askama::Template)]
#[template(path = "registration/stop_letters.html")]
pub struct StopLettersPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub token: String,
    pub stopped: bool,
}

impl Page for StopLettersPage<'_> {}

impl StatusPage<'_> {
    /// For `datetime` attributes.
    pub fn machine(&self, at: Timestamp) -> String {
        dates::machine_moment(at, &self.head.event.zone())
    }
}
