//! A speaker's own page, behind a secret address: the sessions with the answer to each, the text about the person, photo
//! and slides, and the link for speakers in its time.

use super::agenda::{Seats, SessionView};
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::{EventFrame, Frame, Page};
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, Gender, LinkClass, RoleState, Session, Speaker, SpeakerRole, link_for};
use plenary_domain::lang::Lang;

/// What is known of one role.
pub struct OwnRole<'a> {
    pub session: &'a Session,
    pub role: SpeakerRole,
    pub state: RoleState,
    pub note: String,
    pub slides: Option<String>,
}

/// What the page shows.
pub struct SpeakerPageInput<'a> {
    pub secret: &'a str,
    /// The draft: what is planned now.
    pub agenda: &'a Agenda,
    pub speaker: &'a Speaker,
    pub gender: Option<Gender>,
    pub roles: Vec<OwnRole<'a>>,
    pub now: Timestamp,
    pub notice: Option<String>,
    pub errors: FormErrors,
}

/// A session of one's own.
pub struct OwnSession<'a> {
    pub view: SessionView<'a>,
    pub day: String,
    pub role: String,
    pub state: String,
    pub state_class: &'static str,
    pub answers: Vec<Choice>,
    pub note: Field,
    pub slides: Option<String>,
    pub may_bring_slides: bool,
    /// The link for speakers, in its time.
    pub follow: Option<&'a str>,
}

#[derive(askama::Template)]
#[template(path = "public/speaker.html")]
pub struct SpeakerPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub base: String,
    pub name: &'a str,
    pub notice: Option<String>,
    pub errors: FormErrors,
    pub sessions: Vec<OwnSession<'a>>,
    /// Text about the person in each language, with the language's own name.
    pub about: Vec<(Field, &'static str, &'static str)>,
    pub genders: Vec<Choice>,
    pub has_photo: bool,
    pub photo: Field,
}

impl Page for SpeakerPage<'_> {}

impl<'a> SpeakerPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, input: SpeakerPageInput<'a>) -> Self {
        let t = frame.t;
        let SpeakerPageInput { secret, agenda, speaker, gender, roles, now, notice, errors } = input;
        let mut roles = roles;
        roles.sort_by_key(|role| (role.session.slot.is_none(), role.session.slot.map(|slot| slot.starts())));
        let sessions = roles.into_iter().map(|role| own_session(&frame, &head, agenda, role, now)).collect();
        let about = |lang: &Lang| {
            let name = format!("about-{}", lang.code());
            let field = errors.field(&name, speaker.about.exact(*lang).unwrap_or_default());
            (field, lang.code(), lang.own_name())
        };
        let choice = |g: &Gender| Choice::new(g.code(), t.gender(*g), gender == Some(*g));
        let mut genders: Vec<Choice> = Gender::ALL.iter().map(choice).collect();
        genders.push(Choice::new("", t.gender_not_said(), gender.is_none()));
        Self {
            base: head.urls.speaker_page(secret),
            name: speaker.name.get(t.lang),
            about: head.event.languages.iter().map(about).collect(),
            genders,
            has_photo: speaker.photo.is_some(),
            photo: errors.field("photo", ""),
            sessions,
            notice,
            errors,
            frame,
            head,
        }
    }
}

fn own_session<'a>(
    frame: &Frame,
    head: &EventFrame<'_>,
    agenda: &'a Agenda,
    own: OwnRole<'a>,
    now: Timestamp,
) -> OwnSession<'a> {
    let (t, session) = (frame.t, own.session);
    let answer = |state: RoleState| Choice::new(state.code(), t.role_answer(state), own.state == state);
    let zone = head.event.zone();
    let started = session.slot.and_then(|slot| slot.starts().to_zoned_datetime(zone.clone()).ok());
    let link = link_for(&session.links, LinkClass::Speaker);
    let open = session.slot.zip(link).filter(|(slot, link)| {
        !session.cancelled && own.state.counts() && link.is_open(*slot, &zone, now)
    });
    OwnSession {
        view: SessionView::new(t, head, agenda, session, &Seats::new()),
        day: session.slot.map(|slot| t.date_full(slot.day)).unwrap_or_default(),
        role: t.speaker_role(own.role).into_owned(),
        state: t.role_state(own.state).into_owned(),
        state_class: match own.state {
            RoleState::Accepted => "status status-good",
            RoleState::Declined => "status status-off",
            RoleState::Proposed | RoleState::Invited | RoleState::Tentative => "status status-wait",
        },
        answers: [RoleState::Accepted, RoleState::Tentative, RoleState::Declined].map(answer).to_vec(),
        note: Field { id: format!("note-{}", session.number), ..Field::new("note", own.note) },
        slides: own.slides,
        may_bring_slides: started.is_none_or(|start| now < start.timestamp()),
        follow: open.map(|(_, link)| link.address.as_str()),
    }
}
