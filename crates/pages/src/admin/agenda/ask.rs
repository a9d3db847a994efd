//! What has to be decided before an edit is saved: conflicts that it would bring, or what somebody else did meanwhile.

use super::AgendaFacts;
use super::says::{Check, Said, Says};
use crate::texts::T;
use crate::urls::AdminUrls;
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, Conflict, Session, first_free};
use plenary_domain::ids::SessionId;

/// A question about an edit of a session.
pub struct AskFacts<'a> {
    pub session: SessionId,
    pub why: Why<'a>,
    /// What the form has to send to do it all the same.
    pub hidden: Vec<(&'static str, String)>,
    /// The draft as it would be.
    pub planned: &'a Agenda,
}

/// Why it is asked.
pub enum Why<'a> {
    /// These conflicts would arise.
    Conflicts(&'a [Conflict]),
    /// The same, and the event does not let anybody save them.
    Blocked(&'a [Conflict]),
    /// Somebody saved it since; who, if that is known, and when.
    Meanwhile { who: &'a str, at: Option<Timestamp> },
}

impl AskFacts<'_> {
    /// What would have to be checked.
    pub(super) fn checks(&self, says: &Says<'_>, facts: &AgendaFacts<'_>) -> Vec<Check> {
        Says::new(says.t, facts.event, self.planned).checks(self.found())
    }

    fn found(&self) -> &[Conflict] {
        match &self.why {
            Why::Conflicts(found) | Why::Blocked(found) => found,
            Why::Meanwhile { .. } => &[],
        }
    }
}

/// The question, in words.
pub struct Ask {
    pub heading: String,
    pub text: String,
    /// What stands where: a word and when and where.
    pub places: Vec<(String, Said)>,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    /// The button that does it all the same; none if it can't be done.
    pub yes: Option<String>,
    /// When it would fit.
    pub free: Option<String>,
    pub no: (String, String),
}

impl Ask {
    pub(super) fn new(says: &Says<'_>, facts: &AgendaFacts<'_>, ask: &AskFacts<'_>) -> Self {
        let (t, urls) = (says.t, AdminUrls::new(facts.event));
        let planned = Says::new(t, facts.event, ask.planned);
        let (now, then) = (says.agenda.session(ask.session), ask.planned.session(ask.session));
        let (heading, text) = match &ask.why {
            Why::Conflicts(found) => (t.admin_agenda_ask(found.len()), String::new()),
            Why::Blocked(_) => {
                (t.admin_agenda_ask_blocked().into_owned(), t.admin_agenda_ask_blocked_text().into_owned())
            }
            Why::Meanwhile { who, at } => {
                (meanwhile(t, facts, who, *at), t.admin_agenda_ask_which().into_owned())
            }
        };
        let collides = ask.found().iter().any(|conflict| conflict.other.is_some());
        let free = then.filter(|_| collides).and_then(|session| first_free(ask.planned, session));
        let yes = match ask.why {
            Why::Conflicts(_) => Some(t.admin_agenda_ask_yes().into_owned()),
            Why::Blocked(_) => None,
            Why::Meanwhile { .. } => Some(t.admin_agenda_ask_mine().into_owned()),
        };
        let no = match ask.why {
            Why::Meanwhile { .. } => t.admin_agenda_ask_theirs(),
            _ => t.admin_agenda_ask_no(),
        };
        Self {
            heading,
            text,
            places: places(t, (says, now), (&planned, then)),
            action: urls.session_move(ask.session),
            hidden: ask.hidden.clone(),
            yes,
            free: free.map(|slot| planned.when(slot)),
            no: (urls.agenda_selected(facts.day, ask.session), no.into_owned()),
        }
    }
}

fn meanwhile(t: T, facts: &AgendaFacts<'_>, who: &str, at: Option<Timestamp>) -> String {
    match at {
        Some(at) if !who.is_empty() => t.admin_agenda_ask_meanwhile(who, t.moment(at, &facts.event.zone())),
        _ => t.admin_agenda_ask_meanwhile_somebody().into_owned(),
    }
}

type Side<'a> = (&'a Says<'a>, Option<&'a Session>);

/// Where it stands now, and where it would stand.
fn places(t: T, now: Side<'_>, then: Side<'_>) -> Vec<(String, Said)> {
    let at = |(says, session): Side<'_>| {
        let session = session?;
        let Some(slot) = session.slot else {
            return Some(Said { text: t.admin_release_without_time().into_owned(), lang: "" });
        };
        Some(Said { text: format!("{}, {}", says.when(slot), says.place(session).text), lang: "" })
    };
    let (now, then) = (at(now), at(then));
    if now == then {
        return Vec::new();
    }
    let row = |word: std::borrow::Cow<'static, str>, place: Option<Said>| Some((word.into_owned(), place?));
    [row(t.admin_agenda_ask_now(), now), row(t.admin_agenda_ask_then(), then)].into_iter().flatten().collect()
}
