//! From a leased letter and its facts to the bytes of a message. The same letter always gives the same bytes: the
//! Message-ID, the date and the boundaries come from the letter's row.

use jiff::Timestamp;
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use plenary_domain::agenda::Session;
use plenary_domain::letter::{AboutFacts, LetterKind};
use plenary_domain::text::EmailAddress;
use plenary_exports::ics::{self, Calendar};
use plenary_pages::letters::{Letter, LetterPageFacts, NewsFacts, render};
use plenary_pages::texts::T;
use plenary_pages::urls::EventUrls;
use plenary_store::{LeasedLetter, LetterFacts};
use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

#[cfg(test)]
mod tests;

/// What is the same for all letters.
pub(crate) struct Stationery {
    pub(crate) from: Mailbox,
    pub(crate) base_url: String,
    pub(crate) message_host: String,
}

/// A message, ready to leave.
#[derive(Debug)]
pub(crate) struct Mail {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) bytes: Vec<u8>,
}

/// Why a letter can't be written. Trying again would not help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MessageError {
    #[error("the recipient's address is none that mail can be sent to")]
    Recipient,
    #[error("the letter could not be written: {0}")]
    Render(String),
    #[error("the message could not be put together: {0}")]
    Build(String),
}

/// Writes the letter and puts it into a message.
pub(crate) fn build(
    stationery: &Stationery,
    leased: &LeasedLetter,
    facts: &LetterFacts,
) -> Result<Mail, MessageError> {
    let to = recipient(&leased.recipient)?;
    let calendar = calendar(stationery, leased, facts);
    let changes = facts.changes();
    let letter = render(&LetterPageFacts {
        t: T::new(leased.language),
        kind: leased.kind,
        event: &facts.event,
        about: &facts.about,
        agenda: facts.agenda.as_ref(),
        ticket: facts.ticket.as_deref(),
        news: facts.news.as_ref().map(|news| NewsFacts {
            changes: &changes,
            before: news.before.as_ref(),
            at_once: news.at_once,
        }),
        calendar: calendar.as_ref().is_some_and(|calendar| !calendar.cancels),
        wording: &facts.wording,
        stop: facts.stop.as_deref(),
        trial: facts.trial,
        base_url: &stationery.base_url,
    })
    .map_err(|error| MessageError::Render(error.to_string()))?;
    let from = sender(stationery, leased, facts);
    // On trial the letter is written to somebody else than it is sent to.
    let name = if facts.trial { String::new() } else { one_line(&name(leased, facts)) };
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(name).filter(|name| !name.is_empty()), to.clone()))
        .subject(letter.subject.as_str())
        .message_id(Some(format!("<{}@{}>", leased.id, stationery.message_host)))
        .date(moment(leased.queued_at))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("Content-Language", leased.language.code()));
    if let Some(stop) = facts.stop.as_deref().filter(|_| leased.bulk) {
        let path = EventUrls::new(facts.event.language(leased.language), &facts.event).stop_letters(stop);
        builder = builder
            .raw_header(raw("List-Unsubscribe", &format!("<{}{path}>", stationery.base_url)))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    // A contact address that is none must not keep a confirmation from leaving.
    if let Ok(contact) = address(&facts.event.contact_email) {
        builder = builder.reply_to(contact.into());
    }
    let body = body(leased, letter, calendar, facts.event.slug.as_str());
    let message = builder.multipart(body).map_err(|error| MessageError::Build(error.to_string()))?;
    Ok(Mail { from: from.email, to, bytes: message.formatted() })
}

fn body(leased: &LeasedLetter, letter: Letter, calendar: Option<Calendar>, slug: &str) -> MultiPart {
    let html = SinglePart::html(letter.html);
    let alternative = MultiPart::alternative()
        .boundary(format!("=_alternative_{}", leased.id))
        .singlepart(SinglePart::plain(letter.text))
        .singlepart(html);
    let Some(calendar) = calendar else { return alternative };
    // One that parses; without it the file would still be a file.
    let kind = format!("text/calendar; charset=utf-8; method={}", calendar.method());
    let kind = ContentType::parse(&kind).unwrap_or(ContentType::TEXT_PLAIN);
    // Text, not bytes: a mail program then reads it without base64.
    let file = String::from_utf8_lossy(&calendar.to_bytes()).into_owned();
    MultiPart::mixed()
        .boundary(format!("=_mixed_{}", leased.id))
        .multipart(alternative)
        .singlepart(Attachment::new(format!("{slug}.ics")).body(file, kind))
}

/// Of whoever gets the letter; empty where nobody has told it yet.
fn name(leased: &LeasedLetter, facts: &LetterFacts) -> String {
    match &facts.about {
        AboutFacts::Registration(registration) => registration.answers.full_name(),
        AboutFacts::Draft(_) => String::new(),
        AboutFacts::Speaker(speaker) => speaker.name.get(leased.language).to_owned(),
        AboutFacts::Account(account) => account.name.clone(),
    }
}

/// The sessions that a confirmed delegate attends, those that have changed, cancelled ones too, or those that one who does
/// not come any more takes out of the calendar; none if there are none.
fn calendar(stationery: &Stationery, leased: &LeasedLetter, facts: &LetterFacts) -> Option<Calendar> {
    let (agenda, event, registration) = (facts.agenda.as_ref()?, &facts.event, facts.about.registration());
    let changed: BTreeSet<_> = facts.changes().iter().map(|change| change.session).collect();
    let attends = |session: &Session| {
        !session.cancelled && registration.is_some_and(|of| ics::attended_by(of)(session))
    };
    let attended = |session: &Session| {
        !session.cancelled && registration.is_some_and(|of| ics::once_attended_by(of)(session))
    };
    let told = |session: &Session| changed.contains(&session.id);
    let (ends, wanted): (bool, &dyn Fn(&Session) -> bool) = match leased.kind {
        LetterKind::Confirmed => (false, &attends),
        LetterKind::AgendaChanged => (false, &told),
        LetterKind::Withdrawn | LetterKind::Cancelled if facts.had_calendar => (true, &attended),
        _ => return None,
    };
    let lang = event.language(leased.language);
    let urls = EventUrls::new(lang, event);
    let url = |number| format!("{}{}", stationery.base_url, urls.session(number));
    let mut calendar = ics::agenda(event, agenda, lang, &url, &stationery.message_host, wanted);
    calendar.cancels = ends;
    calendar.organizer.clone_from(&event.contact_email);
    // A later letter has to win over an earlier one, whatever became of the session in between.
    let since = registration.map_or(0, |of| leased.queued_at.duration_since(of.submitted_at).as_mins());
    let later = i32::try_from(since.max(0)).unwrap_or_default();
    for entry in &mut calendar.events {
        entry.sequence = entry.sequence.saturating_add(later);
    }
    Some(calendar).filter(|calendar| !calendar.events.is_empty())
}

/// The configured mailbox, under the event's name if it has none of its own.
fn sender(stationery: &Stationery, leased: &LeasedLetter, facts: &LetterFacts) -> Mailbox {
    let mut from = stationery.from.clone();
    if from.name.is_none() {
        let event = &facts.event;
        let title = if event.short_title.is_empty() { &event.title } else { &event.short_title };
        from.name = Some(one_line(title.get(leased.language))).filter(|name| !name.is_empty());
    }
    from
}

fn recipient(text: &str) -> Result<Address, MessageError> {
    address(text).map_err(|()| MessageError::Recipient)
}

/// Strict, whoever wrote the row; a domain in letters beyond ASCII becomes what the DNS knows.
pub(crate) fn address(text: &str) -> Result<Address, ()> {
    let checked = EmailAddress::parse(text).map_err(|_| ())?;
    let (local, domain) = checked.as_str().rsplit_once('@').ok_or(())?;
    let host = url::Host::parse(domain).map_err(|_| ())?;
    let url::Host::Domain(ascii) = host else { return Err(()) };
    Address::new(local, ascii).map_err(|_| ())
}

/// For display names: what could end a header line or turn the writing direction becomes a space.
fn one_line(text: &str) -> String {
    let tricks = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.split(|c: char| c.is_whitespace() || tricks(c))
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn moment(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.as_second()).unwrap_or_default())
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A configured mailbox, with or without a name.
pub(crate) fn mailbox(text: &str) -> Option<Mailbox> {
    let mailbox: Mailbox = text.trim().parse().ok()?;
    let name = mailbox.name.map(|name| one_line(&name)).filter(|name| !name.is_empty());
    let email = address(mailbox.email.as_ref()).ok()?;
    Some(Mailbox::new(name, email))
}
