//! Letters: subject, plain text and HTML of each occasion, in the language of the delegate with English below.
//!
//! Everything that a delegate typed goes through [`typed::inert`]: it can neither be markup nor become a link, since a
//! stranger may have typed it together with somebody else's address, and the letter carries our name.

mod defaults;
mod layout;
mod news;
mod own_words;
mod said;
mod sessions;
mod typed;
mod words;

#[cfg(test)]
mod tests;

pub use defaults::{default_wording, sample_about, sample_value};

use crate::texts::{T, dates};
use crate::urls::EventUrls;
use askama::Template;
use jiff::civil::time;
use own_words::{closing, next, opening, stop_words, subject};
use plenary_domain::agenda::{Agenda, Change};
use plenary_domain::letter::{AboutFacts, LetterKind};
use plenary_domain::registration::{Registration, Status};
use plenary_domain::wording::Wording;
use plenary_domain::{Event, Lang, LocalText};
use said::SaidBlock;
use sessions::SessionLine;

/// What a letter tells about.
#[derive(Clone, Copy)]
pub struct LetterPageFacts<'a> {
    /// The language of the letter.
    pub t: T,
    pub kind: LetterKind,
    pub event: &'a Event,
    pub about: &'a AboutFacts,
    /// Of the current release; of an invitation to speak, what the speaker may know of the draft.
    pub agenda: Option<&'a Agenda>,
    /// What the button carries, where it leads back to a draft, proves an address or opens a speaker's page.
    pub ticket: Option<&'a str>,
    /// Of a letter about releases: what is told.
    pub news: Option<NewsFacts<'a>>,
    /// A calendar file comes with the letter.
    pub calendar: bool,
    /// What organisers have written for it; what is empty is said in our words.
    pub wording: &'a Wording,
    /// Of the address at which letters that go to many are stopped; in those only.
    pub stop: Option<&'a str>,
    /// On trial: the subject says so.
    pub trial: bool,
    /// Scheme and host of our site, without a slash at the end.
    pub base_url: &'a str,
}

/// What has changed in somebody's own sessions.
#[derive(Clone, Copy)]
pub struct NewsFacts<'a> {
    pub changes: &'a [Change],
    /// The release that the recipient knows; none before the first.
    pub before: Option<&'a Agenda>,
    /// It concerns a day that has begun.
    pub at_once: bool,
}

/// A letter, ready to be put into a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line without control characters.
    pub subject: String,
    /// Lines of at most 76 columns (addresses may be longer), ended with `\n`.
    pub text: String,
    /// A whole document with nothing that is loaded from anywhere.
    pub html: String,
}

/// Writes one letter.
///
/// # Errors
/// Never for templates that only read their own fields; the error is kept so that nothing panics.
pub fn render(facts: &LetterPageFacts<'_>) -> Result<Letter, askama::Error> {
    let view = View::new(facts);
    let html = HtmlLetter { v: &view }.render()?;
    let text = layout::wrapped(&TextLetter { v: &view }.render()?, facts.base_url);
    Ok(Letter { subject: view.subject, text, html })
}

#[derive(Template)]
#[template(path = "letters/letter.html")]
struct HtmlLetter<'a> {
    v: &'a View,
}

#[derive(Template)]
#[template(path = "letters/letter.txt", whitespace = "preserve")]
struct TextLetter<'a> {
    v: &'a View,
}

/// What both templates say. Texts from outside are made harmless here, once for both.
struct View {
    t: T,
    lang: &'static str,
    subject: String,
    short_title: String,
    title_lang: &'static str,
    heading: String,
    opening: Vec<SaidBlock>,
    facts: Vec<Fact>,
    reason_label: String,
    reason: Vec<String>,
    /// Over what is next; empty where organisers have written it.
    next_heading: String,
    next: Vec<SaidBlock>,
    sessions: Vec<SessionLine>,
    link: Link,
    /// To the status page, where the button leads elsewhere.
    also: Option<Link>,
    closing: Vec<SaidBlock>,
    /// In letters that go to many: why it came, the words of the link, and where it leads.
    stop: Option<(String, String, String)>,
    notice_url: String,
    english: Option<English>,
    sample: bool,
    questions: String,
    why: String,
}

/// The one button, and what to know about its address.
struct Link {
    url: String,
    label: String,
    note: String,
}

/// A line of what is known.
struct Fact {
    label: String,
    value: String,
    /// The language that the value is in.
    lang: &'static str,
}

/// The short version at the end of letters in other languages: a desk officer abroad may have to read them too.
struct English {
    label: String,
    state: String,
    /// With its label; empty where there is none.
    reference: String,
    link: String,
    url: String,
}

impl View {
    fn new(facts: &LetterPageFacts<'_>) -> Self {
        let (t, kind, event) = (facts.t, facts.kind, facts.event);
        let short = short_title(event);
        let reference = reference(facts);
        let urls = EventUrls::new(event.language(t.lang), event);
        let subject = subject(facts, &reference);
        let (next_heading, next) = next(facts);
        Self {
            t,
            lang: t.lang.code(),
            title_lang: short.lang_of(t.lang).code(),
            heading: if kind.carries_text() { subject.clone() } else { words::heading(t, kind) },
            subject: if facts.trial { t.letter_trial(subject) } else { subject },
            opening: opening(facts),
            facts: known(facts, &reference),
            reason_label: words::reason_label(t, kind),
            reason: facts.about.registration().map(|of| reason(kind, of)).unwrap_or_default(),
            next_heading,
            next,
            sessions: facts
                .news
                .as_ref()
                .map_or_else(|| sessions::lines(facts), |news| news::lines(facts, news)),
            closing: closing(facts),
            stop: facts.stop.map(|stop| stop_words(facts, stop)),
            notice_url: format!("{}{}", facts.base_url, urls.notice()),
            english: (t.lang != Lang::En).then(|| English::new(facts)),
            sample: event.sample,
            questions: t.letter_questions(typed::one_line(&event.contact_email)),
            why: why(facts),
            link: link(facts, t),
            also: (proves(facts)).then(|| status_link(facts, t)).flatten(),
            short_title: typed::one_line(short.get(t.lang)),
        }
    }
}

fn short_title(event: &Event) -> &LocalText {
    if event.short_title.is_empty() { &event.title } else { &event.short_title }
}

impl English {
    fn new(facts: &LetterPageFacts<'_>) -> Self {
        let en = T::new(Lang::En);
        let (reference, link) = (reference(facts), link(facts, en));
        let labelled = || format!("{}: {reference}.", en.letter_label_reference());
        Self {
            label: en.letter_english().into_owned(),
            state: format!("{}. {}", words::heading(en, facts.kind), words::lead(en, facts.kind)),
            reference: if reference.is_empty() { String::new() } else { labelled() },
            link: link.label,
            url: link.url,
        }
    }
}

/// Of the registration; empty in a letter about something else.
fn reference(facts: &LetterPageFacts<'_>) -> String {
    facts.about.registration().map(|of| typed::one_line(&of.reference)).unwrap_or_default()
}

/// Whether the button proves the address of a registration.
pub(in crate::letters) fn proves(facts: &LetterPageFacts<'_>) -> bool {
    facts.ticket.is_some() && facts.about.registration().is_some()
}

fn status_link(facts: &LetterPageFacts<'_>, t: T) -> Option<Link> {
    let of = facts.about.registration()?;
    let urls = EventUrls::new(facts.event.language(t.lang), facts.event);
    let (label, note) = (t.letter_status_page().into_owned(), t.letter_status_note().into_owned());
    Some(Link { url: format!("{}{}", facts.base_url, urls.status(&of.secret)), label, note })
}

/// Where the button leads, in the words of `t`.
fn link(facts: &LetterPageFacts<'_>, t: T) -> Link {
    let urls = EventUrls::new(facts.event.language(t.lang), facts.event);
    let (path, label, note) = match (facts.about, facts.ticket) {
        (AboutFacts::Registration(_), Some(ticket)) => {
            (urls.letter(ticket), t.letter_prove(), t.letter_prove_note())
        }
        (AboutFacts::Registration(of), None) => {
            (urls.status(&of.secret), t.letter_status_page(), t.letter_status_note())
        }
        (AboutFacts::Draft(_), Some(ticket)) => {
            (urls.letter(ticket), t.letter_go_on(), t.letter_draft_note())
        }
        (AboutFacts::Draft(_), None) => (urls.register(), t.letter_go_on(), "".into()),
        (AboutFacts::Speaker(_), Some(secret)) if facts.kind == LetterKind::SpeakerInvited => {
            (urls.speaking(secret), t.letter_speaking_page(), t.letter_speaking_note())
        }
        (AboutFacts::Speaker(_) | AboutFacts::Account(_), _) => {
            (urls.home(), t.letter_event_page(), "".into())
        }
    };
    let url = format!("{}{path}", facts.base_url);
    Link { url, label: label.into_owned(), note: note.into_owned() }
}
/// Nobody's name stands in a letter to an address that a stranger may have typed.
fn greeting(facts: &LetterPageFacts<'_>) -> String {
    let t = facts.t;
    let inert = |name: &str| typed::inert(&typed::one_line(name));
    match facts.about {
        AboutFacts::Registration(of) => t.letter_greeting(greeting_name(t.lang, of)),
        AboutFacts::Draft(_) => t.letter_greeting_nobody().into_owned(),
        AboutFacts::Speaker(of) => t.letter_greeting(inert(of.name.get(t.lang))),
        AboutFacts::Account(of) => t.letter_greeting(inert(&of.name)),
    }
}

/// Why somebody gets this letter.
fn why(facts: &LetterPageFacts<'_>) -> String {
    let (t, title) = (facts.t, typed::one_line(facts.event.title.get(facts.t.lang)));
    match facts.about {
        AboutFacts::Registration(_) => t.letter_why(title),
        AboutFacts::Draft(_) => t.letter_why_draft(title),
        AboutFacts::Speaker(_) if facts.kind == LetterKind::SpeakerInvited => t.letter_why_invited(title),
        AboutFacts::Speaker(_) => t.letter_why_speaker(title),
        AboutFacts::Account(_) => t.letter_why_account(title),
    }
}

/// Reference, event, dates, place and zone.
fn known(facts: &LetterPageFacts<'_>, reference: &str) -> Vec<Fact> {
    let (t, event) = (facts.t, facts.event);
    let own = |label: &str, value: String| Fact { label: label.to_owned(), value, lang: t.lang.code() };
    let local = |label: &str, parts: &[&LocalText]| Fact {
        label: label.to_owned(),
        value: parts
            .iter()
            .map(|p| typed::one_line(p.get(t.lang)))
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        lang: parts.first().map_or(t.lang, |first| first.lang_of(t.lang)).code(),
    };
    let days = if event.starts_on == event.ends_on { t.letter_label_date() } else { t.letter_label_dates() };
    let zone = event.zone();
    let noon = dates::moment_of(event.starts_on, time(12, 0, 0, 0), &zone);
    let mut rows = vec![
        own(&t.letter_label_reference(), reference.to_owned()),
        local(&t.letter_label_event(), &[&event.title]),
        own(&days, t.date_range(event.starts_on, event.ends_on)),
        local(&t.letter_label_place(), &[&event.venue, &event.place]),
        own(
            &t.letter_label_zone(),
            format!("{} ({})", typed::one_line(&event.time_zone), dates::offset(noon, &zone)),
        ),
    ];
    let answer_by = facts.about.registration().and_then(|of| of.answer_by);
    if let Some(by) = answer_by.filter(|_| facts.kind.has_deadline()) {
        rows.insert(0, own(&t.letter_label_answer_by(), t.moment(by, &zone)));
    }
    let prove_by = facts.about.registration().and_then(|of| of.address.prove_by());
    if let Some(by) = prove_by.filter(|_| facts.ticket.is_some()) {
        rows.insert(0, own(&t.letter_label_prove_by(), t.moment(by, &zone)));
    }
    if let AboutFacts::Draft(draft) = facts.about {
        rows.insert(0, own(&t.letter_label_closes(), t.moment(event.registration_closes_at, &zone)));
        rows.push(own(&t.letter_label_kept_until(), t.moment(draft.expires_at, &zone)));
    }
    rows.retain(|row| !row.value.is_empty());
    rows
}

/// The passport name with its title, or the name on the badge where only that one is in the script of the letter.
fn greeting_name(lang: Lang, registration: &Registration) -> String {
    let cyrillic = |c: char| ('\u{400}'..='\u{52F}').contains(&c);
    let badge = &registration.answers.badge_name;
    let name = if lang != Lang::En && badge.contains(cyrillic) {
        badge.clone()
    } else {
        registration.answers.full_name()
    };
    typed::inert(&typed::one_line(&name))
}

/// The lines of the reason, if the registration is still in the state that the letter tells about.
/// An organiser's reason may hold an address to write to; a delegate's is as inert as everything that delegates type.
fn reason(kind: LetterKind, registration: &Registration) -> Vec<String> {
    let clean = match (kind, registration.status) {
        (LetterKind::ChangeRejected, _)
        | (LetterKind::Declined, Status::Declined)
        | (LetterKind::Cancelled, Status::Cancelled)
        | (LetterKind::InfoRequested | LetterKind::InfoReminder, Status::InfoRequested) => typed::one_line,
        (LetterKind::Withdrawn, Status::Withdrawn) => |line: &str| typed::inert(&typed::one_line(line)),
        _ => return Vec::new(),
    };
    registration.reason.lines().map(clean).filter(|line| !line.is_empty()).collect()
}
