//! The page of whoever speaks, for that person alone: the sessions as they are planned now, with the answer to each; the
//! texts about the person, photo and slides; and the link for speakers in its time.

use super::agenda::{Seats, SessionView};
use crate::admin::form::{Typed, in_lang};
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use crate::texts::dates;
use crate::texts::words::role_state_class;
use jiff::Timestamp;
use plenary_domain::agenda::{
    Agenda, Gender, LinkClass, PartAnswer, PartFacts, RoleState, Session, Slot, Speaker, SpeakerRole,
    link_for,
};
use plenary_domain::ids::{FileId, SessionId};
use plenary_domain::{Lang, LocalText};

/// One part of the person.
pub struct OwnPart {
    pub session: SessionId,
    pub role: SpeakerRole,
    pub state: RoleState,
    /// What the person wrote with the answer.
    pub note: String,
    pub answered_at: Option<Timestamp>,
    pub slides: Option<(FileId, String)>,
}

/// What the page shows.
pub struct SpeakingFacts<'a> {
    pub secret: &'a str,
    pub speaker: &'a Speaker,
    pub gender: Option<Gender>,
    /// Of the texts about the person.
    pub version: i32,
    pub parts: Vec<OwnPart>,
    /// What is planned now: sessions and rooms.
    pub plan: &'a Agenda,
    pub released: Option<&'a Agenda>,
    pub now: Timestamp,
    pub notice: Option<String>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    /// Somebody else has saved the texts since the form was shown.
    pub meanwhile: bool,
}

/// A part as it is shown.
pub struct PartView<'a> {
    pub session: &'a Session,
    pub title: &'a str,
    pub title_lang: &'static str,
    /// With the offset of the event's zone.
    pub when: String,
    pub place: String,
    pub role: String,
    pub state: String,
    pub state_class: &'static str,
    /// When it was answered; empty before.
    pub answered: String,
    /// Public, as it is planned now.
    pub published: bool,
    /// The public page of the session, if it has one.
    pub href: String,
    /// There is still something to say.
    pub open: bool,
    /// The first one that waits for an answer has the main button.
    pub main: bool,
    pub answer: Field,
    pub options: Vec<Choice>,
    pub reason: Field,
    pub may_bring: bool,
    pub slides: Field,
    /// Address and name of what was brought.
    pub brought: Option<(String, String)>,
    /// The link for speakers, in its time.
    pub follow: Option<&'a str>,
}

/// The texts about the person in one language.
pub struct WordsView {
    pub lang: &'static str,
    pub own_name: &'static str,
    pub position: Field,
    pub about: Field,
    /// What is saved now, where it is not what was typed.
    pub now: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "public/speaking.html")]
pub struct SpeakingPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub base: String,
    pub name: &'a str,
    pub notice: Option<String>,
    pub errors: FormErrors,
    pub parts: Vec<PartView<'a>>,
    pub words: Vec<WordsView>,
    pub genders: Vec<Choice>,
    pub version: i32,
    pub meanwhile: bool,
    /// Address of the photo that is there.
    pub portrait: Option<String>,
    pub photo: Field,
}

impl Page for SpeakingPage<'_> {}

impl<'a> SpeakingPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, facts: SpeakingFacts<'a>) -> Self {
        let (t, base) = (frame.t, head.urls.speaking(facts.secret));
        let parts = parts(t, &head, &facts, &base);
        Self {
            name: facts.speaker.name.get(t.lang),
            words: head.event.languages.iter().map(|lang| words(&facts, *lang)).collect(),
            genders: genders(t, &facts),
            version: facts.version,
            meanwhile: facts.meanwhile,
            portrait: facts.speaker.photo.map(|id| file(&base, id)),
            photo: facts.errors.field("photo", ""),
            parts,
            notice: facts.notice,
            errors: facts.errors,
            base,
            frame,
            head,
        }
    }

    /// Nothing waits for an answer: then the texts have the main button.
    pub fn all_answered(&self) -> bool {
        self.parts.iter().all(|part| !part.main)
    }
}

fn file(base: &str, id: FileId) -> String {
    format!("{base}/files/{id}")
}

fn genders(t: T, facts: &SpeakingFacts<'_>) -> Vec<Choice> {
    let saved = facts.gender.map_or("", Gender::code);
    let chosen = if facts.typed.0.iter().any(|(name, _)| name == "version") {
        facts.typed.one("gender")
    } else {
        saved
    };
    let choice = |gender: &Gender| Choice::new(gender.code(), t.gender(*gender), chosen == gender.code());
    let mut all: Vec<Choice> = Gender::ALL.iter().map(choice).collect();
    all.push(Choice::new("", t.speaking_gender_none(), chosen.is_empty()));
    all
}

/// What was typed, or what is saved.
fn field(facts: &SpeakingFacts<'_>, name: String, saved: &LocalText, lang: Lang) -> Field {
    let typed = facts.typed.0.iter().find(|(known, _)| *known == name);
    let value = typed.map_or_else(|| saved.exact(lang).unwrap_or_default(), |(_, value)| value.as_str());
    facts.errors.field(name, value)
}

fn words(facts: &SpeakingFacts<'_>, lang: Lang) -> WordsView {
    let person = facts.speaker;
    let position = field(facts, in_lang("position", lang), &person.position, lang);
    let about = field(facts, in_lang("about", lang), &person.about, lang);
    let now = [(&position, &person.position), (&about, &person.about)]
        .into_iter()
        .filter(|_| facts.meanwhile)
        .map(|(field, saved)| (&field.value, saved.exact(lang).unwrap_or_default()))
        .filter(|(typed, saved)| *typed != saved && !saved.is_empty())
        .map(|(_, saved)| saved.to_owned())
        .collect();
    WordsView { lang: lang.code(), own_name: lang.own_name(), position, about, now }
}

/// By time; what has none yet comes last.
fn parts<'a>(t: T, head: &EventFrame<'_>, facts: &SpeakingFacts<'a>, base: &str) -> Vec<PartView<'a>> {
    let of = |own: &OwnPart| {
        let session = facts.plan.session(own.session)?;
        Some(part(t, head, facts, (session, own), base))
    };
    let mut all: Vec<PartView<'a>> = facts.parts.iter().filter_map(of).collect();
    all.sort_by_key(|part| part.session.order());
    let waits = |part: &&mut PartView<'_>| part.open && part.options.iter().all(|option| !option.on);
    if let Some(first) = all.iter_mut().find(waits) {
        first.main = true;
    }
    all
}

fn part<'a>(
    t: T,
    head: &EventFrame<'_>,
    facts: &SpeakingFacts<'a>,
    (session, own): (&'a Session, &OwnPart),
    base: &str,
) -> PartView<'a> {
    let (zone, number) = (head.event.zone(), session.number);
    let role = PartFacts {
        state: own.state,
        cancelled: session.cancelled,
        slot: session.slot,
        ends_on: head.event.ends_on,
        zone: zone.clone(),
    };
    let here = facts.typed.one("session") == own.session.to_string();
    let typed = |name: &str| if here { Some(facts.typed.one(name)) } else { None };
    let said = typed("answer").or(PartAnswer::of(own.state).map(PartAnswer::code)).unwrap_or_default();
    let option =
        |answer: &PartAnswer| Choice::new(answer.code(), t.part_answer(*answer), said == answer.code());
    let field = |name: &str, value: &str| {
        let of = facts.errors.field(format!("{name}-{number}"), value);
        Field { name: name.to_owned(), ..of }
    };
    let view = SessionView::new(t, head, facts.plan, session, &Seats::new());
    let public = facts.released.and_then(|agenda| agenda.session(own.session));
    let link =
        link_for(&session.links, LinkClass::Speaker).filter(|_| !session.cancelled && own.state.counts());
    let nowhere = session.room.is_none() && session.place.get(t.lang).is_empty();
    PartView {
        title: view.title,
        title_lang: view.title_lang,
        when: session.slot.map_or_else(|| t.speaking_no_time().into_owned(), |slot| when(t, head, slot)),
        place: if nowhere { String::new() } else { view.place },
        role: t.speaker_role(own.role).into_owned(),
        state: t.role_state(own.state).into_owned(),
        state_class: role_state_class(own.state),
        answered: own.answered_at.map(|at| t.moment(at, &zone)).unwrap_or_default(),
        published: public.is_some_and(|public| as_planned(public, session)),
        href: if public.is_some() { view.href } else { String::new() },
        open: role.is_open(facts.now),
        main: false,
        answer: field("answer", ""),
        options: PartAnswer::ALL.iter().map(option).collect(),
        reason: field("reason", typed("reason").unwrap_or(&own.note)),
        may_bring: role.check_slides(facts.now).is_ok(),
        slides: field("slides", ""),
        brought: own.slides.as_ref().map(|(id, name)| (file(base, *id), name.clone())),
        follow: link
            .zip(session.slot)
            .filter(|(link, slot)| link.is_open(*slot, &zone, facts.now))
            .map(|(link, _)| link.address.as_str()),
        session,
    }
}

/// The public knows it at the same time and place.
fn as_planned(public: &Session, planned: &Session) -> bool {
    let facts = |of: &Session| (of.slot, of.room, of.cancelled);
    facts(public) == facts(planned) && public.place == planned.place
}

fn when(t: T, head: &EventFrame<'_>, slot: Slot) -> String {
    let (zone, (start, end)) = (head.event.zone(), dates::hours(&slot));
    let offset = dates::offset(dates::moment_of(slot.day, slot.start, &zone), &zone);
    format!("{}, {start}–{end} ({offset})", t.date_full(slot.day))
}
