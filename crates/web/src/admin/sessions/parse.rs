//! The form of a session, read into what is saved, with everything that is wrong beside its field.

use crate::admin::agenda::Loaded;
use crate::admin::answers::{Answers, time_of};
use plenary_domain::Lang;
use plenary_domain::agenda::{
    EARLIEST, LinkClass, OPENS_BEFORE, Openness, RemoteLink, RoleState, Session, SessionInput, SessionKind,
    SessionSpeaker, Slot, SpeakerRole, WebAddress,
};
use plenary_domain::event::{Event, MAX_PLACES};
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::sessions::{link_field, opens_field, speaker_rows};
use plenary_pages::forms::FormErrors;

/// Characters of a title or a place, of a summary, and of a description.
const LINE: usize = 200;
const SUMMARY: usize = 2_000;
const DESCRIPTION: usize = 20_000;

/// The form made into a session, or everything that is wrong with it.
pub(super) fn parse(
    t: T,
    event: &Event,
    loaded: &Loaded,
    before: Option<&Session>,
    typed: &Typed,
) -> Result<SessionInput, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let old = before.map(SessionInput::from).unwrap_or_default();
    let title = answers.line("title", &old.title, LINE);
    if title.is_empty() && answers.errors.is_empty() {
        let first = event.languages.first().copied().unwrap_or(Lang::En);
        answers.wrong(in_lang("title", first), t.admin_session_error_title());
    }
    let kind = SessionKind::parse(answers.one("kind"));
    if kind.is_none() {
        answers.wrong("kind", t.admin_session_error_kind());
    }
    let openness = Openness::parse(answers.one("openness"));
    if openness.is_none() {
        answers.wrong("openness", t.admin_session_error_openness());
    }
    let agenda = loaded.agenda();
    let input = SessionInput {
        external_id: old.external_id,
        kind: kind.unwrap_or_default(),
        title,
        summary: answers.lines("summary", &old.summary, SUMMARY),
        description: answers.lines("description", &old.description, DESCRIPTION),
        slot: slot(&mut answers, event, before),
        room: chosen(&mut answers, "room", t.admin_session_error_room(), |id| agenda.room(id).is_some())
            .into_iter()
            .next(),
        place: answers.line("place", &old.place, LINE),
        openness: openness.unwrap_or_default(),
        floor_languages: languages(&mut answers, "floor", "floor-other"),
        interpretation: languages(&mut answers, "interpretation", "interpretation-other"),
        topics: chosen(&mut answers, "topic", t.admin_session_error_topic(), |id| agenda.topic(id).is_some()),
        items: chosen(&mut answers, "item", t.admin_session_error_item(), |id| {
            agenda.items.item(id).is_some()
        }),
        documents: chosen(&mut answers, "document", t.admin_session_error_document(), |id| {
            agenda.document(id).is_some()
        }),
        speakers: speakers(&mut answers, loaded, typed),
        links: links(&mut answers),
        seats: answers.number("seats", 1..=MAX_PLACES, t.admin_session_error_seats(MAX_PLACES)),
        expected: answers.number("expected", 1..=MAX_PLACES, t.admin_session_error_expected(MAX_PLACES)),
        cancelled: answers.one("cancelled") == "yes",
    };
    if answers.errors.is_empty() { Ok(input) } else { Err(answers.errors) }
}

/// When it is: without a day it is not in the timetable yet, and the other two don't matter.
fn slot(answers: &mut Answers<'_>, event: &Event, before: Option<&Session>) -> Option<Slot> {
    let t = answers.t;
    if answers.one("day").is_empty() {
        return None;
    }
    let stays = |day| before.and_then(|session| session.slot).is_some_and(|slot| slot.day == day);
    let day = answers.one("day").parse().ok().filter(|day| event.days().contains(day) || stays(*day));
    let start = time_of(answers.one("start"));
    let minutes = answers.one("minutes").parse().ok().filter(|minutes| (5..=1440).contains(minutes));
    if day.is_none() {
        answers.wrong("day", t.admin_session_error_day());
    }
    if start.is_none() {
        answers.wrong("start", t.admin_session_error_start());
    }
    if minutes.is_none() {
        answers.wrong("minutes", t.admin_session_error_length());
    }
    Some(Slot { day: day?, start: start?, minutes: minutes? })
}

/// Identifiers that were chosen, in the order of the form; one that is not there any more is an error.
fn chosen<'a, I: std::str::FromStr + Copy>(
    answers: &mut Answers<'a>,
    name: &'a str,
    otherwise: impl Into<String>,
    known: impl Fn(I) -> bool,
) -> Vec<I> {
    let raw: Vec<&str> = answers.all(name).filter(|raw| !raw.is_empty()).collect();
    let found: Vec<I> = raw.iter().filter_map(|raw| raw.parse().ok()).filter(|id| known(*id)).collect();
    if found.len() < raw.len() {
        answers.wrong(name, otherwise);
    }
    found
}

/// Ours as ticked, others as typed: "fr, ar" or "zh-Hans".
fn languages<'a>(answers: &mut Answers<'a>, name: &'a str, other: &'static str) -> Vec<String> {
    let mut found: Vec<String> =
        answers.all(name).filter_map(Lang::parse).map(|lang| lang.code().to_owned()).collect();
    let split = |c: char| c == ',' || c == ';' || c.is_whitespace();
    for code in answers.one(other).split(split).filter(|code| !code.is_empty()) {
        let mut parts = code.split('-');
        let language = parts
            .next()
            .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
        let rest = parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !language || !rest || code.len() > 20 {
            answers.wrong(other, answers.t.admin_session_error_language());
            break;
        }
        let (language, rest) = code.split_once('-').map_or((code, ""), |(a, b)| (a, b));
        let code = if rest.is_empty() {
            language.to_lowercase()
        } else {
            format!("{}-{rest}", language.to_lowercase())
        };
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// The lines that name somebody, in the order of their numbers; the same person in the same role counts once.
fn speakers(answers: &mut Answers<'_>, loaded: &Loaded, typed: &Typed) -> Vec<SessionSpeaker> {
    let mut found: Vec<(usize, SessionSpeaker)> = Vec::new();
    for i in 1..=speaker_rows(typed) {
        let field = format!("speaker-{i}");
        let raw = answers.one(&field);
        if raw.is_empty() {
            continue;
        }
        let known = raw.parse().ok().filter(|id| loaded.agenda().speaker(*id).is_some());
        let role = SpeakerRole::parse(answers.one(&format!("role-{i}"))).unwrap_or(SpeakerRole::Speaker);
        let state = RoleState::parse(answers.one(&format!("state-{i}"))).unwrap_or_default();
        // A number that says nothing leaves the person where the line is.
        let order = answers.one(&format!("order-{i}")).parse().unwrap_or(i);
        match known {
            Some(speaker) => {
                let person = SessionSpeaker { speaker, role, state };
                if !found.iter().any(|(_, known)| (known.speaker, known.role) == (speaker, role)) {
                    found.push((order, person));
                }
            }
            None => answers.wrong(field, answers.t.admin_session_error_speaker()),
        }
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, person)| person).collect()
}

/// The links that were given; without an address there is none, whatever stands beside it.
fn links(answers: &mut Answers<'_>) -> Vec<RemoteLink> {
    let mut found = Vec::new();
    for class in LinkClass::ALL.iter().copied() {
        let field = link_field(class);
        let raw = answers.one(&field);
        if raw.is_empty() {
            continue;
        }
        let (t, opens) = (answers.t, opens_field(class));
        let address = WebAddress::parse(raw);
        if address.is_none() {
            answers.wrong(field, t.admin_session_error_link());
        }
        let minutes = answers.number(&opens, 0..=EARLIEST, t.admin_session_error_link_opens(EARLIEST));
        if let Some(address) = address {
            found.push(RemoteLink { class, address, opens_before: minutes.unwrap_or(OPENS_BEFORE) });
        }
    }
    found
}
