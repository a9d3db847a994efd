//! The form of one session, new or not. It always shows what was typed; what is saved is put into it as if typed.

use super::AdminFrame;
use super::form::{ConfirmPage, EditPage, Link, Part, Section, Typed, in_lang};
use crate::forms::{Choice, FormErrors};
use crate::texts::T;
use crate::urls::AdminUrls;
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::agenda::{
    Agenda, LinkClass, OPENS_BEFORE, Openness, RoleState, Session, SessionInput, SessionKind, SpeakerRole,
    Symbol,
};
use plenary_domain::event::Event;

/// Empty lines for more speakers.
const MORE_SPEAKERS: usize = 3;
/// The most speakers of one session.
pub const MAX_SPEAKERS: usize = 60;

/// What the form of a session shows.
pub struct SessionFormFacts<'a> {
    pub event: &'a Event,
    /// The draft: rooms, topics and speakers to choose from.
    pub agenda: &'a Agenda,
    /// With its version; none for a new one.
    pub session: Option<(&'a Session, i32)>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    /// Somebody else saved it since the form was opened.
    pub stale: bool,
}

/// A new session on a day.
pub fn typed_new(day: Option<Date>) -> Typed {
    let mut typed = Typed::default();
    typed.add("kind", SessionKind::Panel.code());
    typed.add("openness", Openness::Participants.code());
    typed.add("day", day.map(|day| day.to_string()).unwrap_or_default());
    typed.add("minutes", "60");
    for class in LinkClass::ALL {
        typed.add(opens_field(*class), OPENS_BEFORE.to_string());
    }
    typed
}

/// The fields of the link of a class: its address, and minutes before the start.
pub fn link_field(class: LinkClass) -> String {
    format!("link-{}", class.code())
}

pub fn opens_field(class: LinkClass) -> String {
    format!("opens-{}", class.code())
}

/// What is saved, as if it had been typed.
pub fn typed_of(input: &SessionInput) -> Typed {
    let mut typed = Typed::default();
    typed.add("kind", input.kind.code());
    for (name, text) in [
        ("title", &input.title),
        ("summary", &input.summary),
        ("description", &input.description),
        ("place", &input.place),
    ] {
        typed.add_text(name, text);
    }
    if let Some(slot) = input.slot {
        typed.add("day", slot.day.to_string());
        typed.add("start", slot.start.strftime("%H:%M").to_string());
        typed.add("minutes", slot.minutes.to_string());
    }
    typed.add("room", input.room.map(|room| room.to_string()).unwrap_or_default());
    typed.add("openness", input.openness.code());
    add_languages(&mut typed, "floor", &input.floor_languages);
    add_languages(&mut typed, "interpretation", &input.interpretation);
    let refs = input.topics.iter().map(|id| ("topic", id.to_string()));
    let refs = refs.chain(input.items.iter().map(|id| ("item", id.to_string())));
    for (name, id) in refs.chain(input.documents.iter().map(|id| ("document", id.to_string()))) {
        typed.add(name, id);
    }
    for (i, person) in (1..).zip(&input.speakers) {
        typed.add(format!("speaker-{i}"), person.speaker.to_string());
        typed.add(format!("role-{i}"), person.role.code());
        typed.add(format!("state-{i}"), person.state.code());
        typed.add(format!("order-{i}"), i.to_string());
    }
    for class in LinkClass::ALL {
        let link = input.links.iter().find(|link| link.class == *class);
        typed.add(link_field(*class), link.map_or("", |link| link.address.as_str()));
        typed.add(opens_field(*class), link.map_or(OPENS_BEFORE, |link| link.opens_before).to_string());
    }
    typed.add("seats", input.seats.map(|seats| seats.to_string()).unwrap_or_default());
    typed.add("expected", input.expected.map(|people| people.to_string()).unwrap_or_default());
    typed.add("cancelled", if input.cancelled { "yes" } else { "no" });
    typed
}

/// Those of the pages are boxes, all others are typed.
fn add_languages(typed: &mut Typed, name: &str, codes: &[String]) {
    let (ours, others): (Vec<_>, Vec<_>) =
        codes.iter().map(String::as_str).partition(|code| Lang::parse(code).is_some());
    for code in ours {
        typed.add(name, code);
    }
    typed.add(format!("{name}-other"), others.join(", "));
}

/// How many lines for speakers a form with these answers has.
pub fn speaker_rows(typed: &Typed) -> usize {
    let filled = |i: &usize| !typed.one(&format!("speaker-{i}")).is_empty();
    let last = (1..=MAX_SPEAKERS).rev().find(filled).unwrap_or(0);
    (last + MORE_SPEAKERS).min(MAX_SPEAKERS)
}

/// The page of the form.
pub fn session_page<'a>(frame: AdminFrame<'a>, facts: &SessionFormFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let form = Form { t, facts };
    let here = facts.session.map_or_else(|| urls.new_session(), |(session, _)| urls.session(session.id));
    let title = facts
        .session
        .map(|(session, _)| session.title.get(t.lang).to_owned())
        .filter(|title| !title.is_empty());
    let day = facts.session.and_then(|(session, _)| session.slot).map(|slot| slot.day);
    let back = day.map_or_else(|| urls.agenda(), |day| urls.agenda_day(day));
    EditPage {
        title: title.unwrap_or_else(|| t.admin_session_new().into_owned()),
        lead: String::new(),
        back: Link::new(back, t.admin_agenda_title()),
        hidden: facts.session.map(|(_, version)| ("version", version.to_string())).into_iter().collect(),
        errors: facts.errors.clone(),
        warning: facts.stale.then(|| {
            (t.admin_session_meanwhile().into_owned(), Link::new(here.clone(), t.admin_session_see_theirs()))
        }),
        bands: vec![
            vec![form.basics(), form.when()],
            facts.event.languages.iter().map(|lang| form.texts(*lang)).collect(),
            vec![form.people()],
            vec![form.about(), form.languages()],
            vec![form.access(), form.links()],
        ],
        save: t.admin_session_save().into_owned(),
        remove: facts.session.map(|(s, _)| Link::new(urls.session_remove(s.id), t.admin_session_remove())),
        action: here,
        frame,
    }
    .in_order()
}

/// The page that asks before a session is removed.
pub fn remove_session_page<'a>(frame: AdminFrame<'a>, event: &Event, session: &Session) -> ConfirmPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let title = session.title.get(t.lang);
    ConfirmPage {
        title: t.admin_session_remove_title(title),
        text: t.admin_session_remove_text().into_owned(),
        back: Link::new(urls.session(session.id), title),
        action: urls.session_remove(session.id),
        yes: Some(t.admin_session_remove_yes().into_owned()),
        no: t.admin_session_remove_no().into_owned(),
        frame,
    }
}

struct Form<'a> {
    t: T,
    facts: &'a SessionFormFacts<'a>,
}

impl Form<'_> {
    fn field(&self, name: &str) -> crate::forms::Field {
        self.facts.errors.field(name, self.facts.typed.one(name))
    }

    /// A choice that is on if it was typed.
    fn choice(&self, name: &str, value: &str, label: impl Into<String>) -> Choice {
        Choice::new(value, label, self.facts.typed.has(name, value))
    }

    fn basics(&self) -> Section {
        let t = self.t;
        let kinds =
            SessionKind::ALL.iter().map(|k| self.choice("kind", k.code(), t.session_kind(*k))).collect();
        let states = vec![
            self.choice("cancelled", "no", t.admin_session_no()),
            self.choice("cancelled", "yes", t.admin_session_yes()).note(t.admin_session_cancelled_hint()),
        ];
        let basics = Section::new(t.admin_session_basics()).ask(Part::select(
            self.field("kind"),
            t.admin_session_kind(),
            None,
            kinds,
        ));
        if self.facts.session.is_none() {
            return basics;
        }
        basics.ask(Part::radios(self.field("cancelled"), t.admin_session_cancelled(), states))
    }

    fn when(&self) -> Section {
        let t = self.t;
        let mut days = self.facts.event.days();
        // A day from before the event's dates were changed stays to be seen, so that saving does not lose it.
        days.extend(self.facts.typed.one("day").parse::<Date>().ok().filter(|day| !days.contains(day)));
        days.sort();
        let days =
            days.iter().map(|day| self.choice("day", &day.to_string(), t.date_weekday(*day))).collect();
        let rooms = self.facts.agenda.rooms.iter();
        let rooms =
            rooms.map(|room| self.choice("room", &room.id.to_string(), room.name.get(t.lang))).collect();
        let not_yet = Some(t.admin_session_not_yet().into_owned());
        let anywhere = Some(t.admin_session_all_rooms().into_owned());
        Section::new(t.admin_session_when())
            .ask(Part::select(self.field("day"), t.admin_session_day(), not_yet, days))
            .ask_all(vec![
                Part::short(self.field("start"), t.admin_session_start()).hint(t.admin_session_start_hint()),
                Part::short(self.field("minutes"), t.admin_session_length())
                    .hint(t.admin_session_length_hint()),
            ])
            .ask(Part::select(self.field("room"), t.admin_session_room(), anywhere, rooms))
    }

    fn texts(&self, lang: Lang) -> Section {
        let t = self.t;
        let field = |name: &str| self.field(&in_lang(name, lang));
        Section::of(lang)
            .ask(Part::line(field("title"), t.admin_session_title()).lang(lang))
            .ask(
                Part::area(field("summary"), t.admin_session_summary(), 5)
                    .hint(t.admin_session_summary_hint())
                    .optional()
                    .lang(lang),
            )
            .ask(
                Part::area(field("description"), t.admin_session_description(), 8)
                    .hint(t.admin_session_description_hint())
                    .optional()
                    .lang(lang),
            )
            .ask(
                Part::line(field("place"), t.admin_session_place())
                    .hint(t.admin_session_place_hint())
                    .optional()
                    .lang(lang),
            )
    }

    fn people(&self) -> Section {
        let t = self.t;
        let section = Section::new(t.admin_session_people());
        if self.facts.agenda.speakers.is_empty() {
            return section.hint(t.admin_session_no_speakers());
        }
        let mut people: Vec<_> = self
            .facts
            .agenda
            .speakers
            .iter()
            .map(|s| (s.id.to_string(), s.name.get(t.lang).to_owned()))
            .collect();
        t.sort_by_text(&mut people, |(_, name)| name.clone());
        let rows = 1..=speaker_rows(self.facts.typed);
        rows.fold(section.hint(t.admin_session_people_hint()), |section, i| {
            let [speaker, role, state] = ["speaker", "role", "state"].map(|name| format!("{name}-{i}"));
            let names = people.iter().map(|(id, name)| self.choice(&speaker, id, name.as_str())).collect();
            let role_of = |r: &SpeakerRole| {
                let typed = self.facts.typed.one(&role);
                let on = typed == r.code() || typed.is_empty() && *r == SpeakerRole::Speaker;
                Choice::new(r.code(), t.speaker_role(*r), on)
            };
            let state_of = |s: &RoleState| {
                let typed = self.facts.typed.one(&state);
                let on = typed == s.code() || typed.is_empty() && *s == RoleState::default();
                Choice::new(s.code(), t.role_state(*s), on)
            };
            let states = RoleState::ALL.iter().map(state_of).collect();
            let nobody = Some(t.admin_session_nobody().into_owned());
            let roles = SpeakerRole::ALL.iter().map(role_of).collect();
            section.ask_all(vec![
                Part::select(self.field(&speaker), t.admin_session_speaker(i), nobody, names),
                Part::select(self.field(&role), t.admin_session_role(), None, roles),
                Part::select(self.field(&state), t.admin_session_state(), None, states),
                Part::short(self.field(&format!("order-{i}")), t.admin_session_order()),
            ])
        })
    }

    fn about(&self) -> Section {
        let (t, agenda) = (self.t, self.facts.agenda);
        let topics =
            agenda.topics.iter().map(|topic| (topic.id.to_string(), topic.name.get(t.lang).to_owned()));
        let items = agenda.items.tree().into_iter().map(|placed| {
            let item = placed.item;
            let label = format!("{} {}", agenda.items.full_number(item.id), item.title.get(t.lang));
            (item.id.to_string(), label)
        });
        let documents = agenda.documents.iter().map(|document| {
            let symbol = document.symbol.as_ref().map(Symbol::as_str);
            let title = document.title.get(t.lang);
            let parts: Vec<_> = symbol.into_iter().chain([title]).filter(|part| !part.is_empty()).collect();
            (document.id.to_string(), parts.join(", "))
        });
        let mut section = Section::new(t.admin_session_about());
        for (name, label, all) in [
            ("topic", t.admin_session_topics(), topics.collect::<Vec<_>>()),
            ("item", t.admin_session_items(), items.collect()),
            ("document", t.admin_session_documents(), documents.collect()),
        ] {
            if !all.is_empty() {
                let choices = all.iter().map(|(id, label)| self.choice(name, id, label.as_str())).collect();
                section = section.ask(Part::boxes(self.field(name), label, choices));
            }
        }
        section
    }

    fn languages(&self) -> Section {
        let t = self.t;
        let ask = |section: Section, name: &str, label, hint| {
            let languages = Lang::ALL
                .map(|lang| Choice { lang: lang.code(), ..self.choice(name, lang.code(), lang.own_name()) });
            let others = Part::line(self.field(&format!("{name}-other")), t.admin_session_other_languages());
            section
                .ask(Part::boxes(self.field(name), label, languages.into()).hint(hint))
                .ask(others.hint(t.admin_session_other_languages_hint()).optional())
        };
        let section = Section::new(t.admin_session_languages());
        let section = ask(section, "floor", t.admin_session_floor(), String::new());
        let hint = t.admin_session_interpretation_hint().into_owned();
        ask(section, "interpretation", t.admin_session_interpretation(), hint)
    }

    fn access(&self) -> Section {
        let t = self.t;
        let open = Openness::ALL.iter().map(|o| self.choice("openness", o.code(), t.openness(*o))).collect();
        Section::new(t.admin_session_access())
            .ask(Part::select(self.field("openness"), t.admin_session_openness(), None, open))
            .ask(
                Part::short(self.field("seats"), t.admin_session_seats())
                    .hint(t.admin_session_seats_hint())
                    .optional(),
            )
            .ask(
                Part::short(self.field("expected"), t.admin_session_expected())
                    .hint(t.admin_session_expected_hint())
                    .optional(),
            )
    }

    fn links(&self) -> Section {
        let t = self.t;
        let section = Section::new(t.admin_session_links()).hint(t.admin_session_links_hint());
        LinkClass::ALL.iter().fold(section, |section, class| {
            let label = t.admin_session_link(t.link_class(*class));
            section.ask_all(vec![
                Part::line(self.field(&link_field(*class)), label).optional(),
                Part::short(self.field(&opens_field(*class)), t.admin_session_link_opens()),
            ])
        })
    }
}
