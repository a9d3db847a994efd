//! Every page about agenda and settings, with small, empty and nasty data, in every language, for both roles.

use super::agenda::samples::{DAY, NASTY, agenda, event};
use super::agenda::{AgendaFacts, AgendaPage, AskFacts, UndoFacts, Why};
use super::agenda_checks::checks_page;
use super::form::Typed;
use super::old_release::{OldRelease, OldReleasePage};
use super::releases::{ReleaseFacts, ReleaseFigures, ReleasePage, ReleasesPage, ToldFacts};
use super::sessions::{SessionFormFacts, remove_session_page, session_page};
use super::settings::{SettingsFacts, Source, new_event_page, settings_page};
use super::things::{Kind, ThingFormFacts, ThingId, ThingsPage, remove_page, thing_page};
use super::{AdminFrame, AdminNav, Desk, Notice, NoticeKind, sessions, settings, things};
use crate::forms::FormErrors;
use crate::frame::Page;
use crate::texts::T;
use plenary_domain::Lang;
use plenary_domain::LocalText;
use plenary_domain::agenda::{
    Agenda, Known, RoomInput, Rules, SessionInput, SpeakerContact, SpeakerInput, TopicInput, changes,
    conflicts,
};
use plenary_domain::event::{Event, SettingsProblem};
use plenary_domain::ids::SessionId;
use std::collections::HashMap;

pub(super) fn desk(lang: Lang, may_change: bool) -> Desk {
    let notice = Some(Notice { text: NASTY.into(), kind: NoticeKind::Good });
    Desk {
        t: T::new(lang),
        name: NASTY.into(),
        csrf: "token".into(),
        may_change,
        administrator: may_change,
        notice,
    }
}

/// Well-formed enough: ids once, labels and links point at something, nothing typed becomes markup.
pub(super) fn check(what: &str, page: &impl Page) {
    let html = page.html().unwrap();
    let body = &html.body;
    let mut ids: Vec<&str> = attributes(body, " id=\"");
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{what}: an id stands twice in {ids:?}");
    for attribute in [" for=\"", " aria-labelledby=\"", " list=\"", " href=\"#", " aria-describedby=\""] {
        for target in attributes(body, attribute).iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.contains(&target), "{what}: {attribute}{target} leads nowhere");
        }
    }
    assert!(!body.contains("<script>"), "{what}: markup of a person");
    assert!(!body.contains(" style=\""), "{what}: inline style");
    assert_eq!(body.matches("<h1").count(), 1, "{what}");
    assert!(body.matches("class=\"button\"").count() <= 1, "{what}: one main button");
    let posts = body.matches("method=\"post\"").count();
    assert_eq!(
        posts,
        body.matches("name=\"csrf\" value=\"token\"").count(),
        "{what}: a form without its token"
    );
    for empty in ["<h2></h2>", "<a href=\"\"", "<dl class=\"edit-words\"></dl>", "admin-"] {
        let text = body.replace("href=\"/admin", "").replace("\"/assets/admin-", "");
        assert!(!text.contains(empty) || empty == "admin-" && !untranslated(&text), "{what}: {empty}");
    }
    if let Some(style) = &html.style {
        assert!(
            ["<style>", "<style id=\"places\">"]
                .iter()
                .any(|tag| body.contains(&format!("{tag}{style}</style>"))),
            "{what}: the style differs from what is hashed"
        );
    }
}

/// A key shows instead of its text.
fn untranslated(text: &str) -> bool {
    text.contains(">admin-") || text.contains(" admin-agenda-") || text.contains("\"admin-")
}

fn attributes<'a>(body: &'a str, start: &str) -> Vec<&'a str> {
    body.split(start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn everything(event: &Event, agenda: &Agenda, lang: Lang, may_change: bool) {
    let desk = desk(lang, may_change);
    let frame = |nav| AdminFrame::new(&desk, nav).of(event, 3);
    let what = |page: &str| format!("{page} {} {may_change}", lang.code());
    editor(event, agenda, &what("editor"), frame(AdminNav::Agenda));
    forms(event, agenda, &what("session"), &frame(AdminNav::Agenda));
    for kind in [Kind::Room, Kind::Topic, Kind::Speaker] {
        let what = what(&format!("{kind:?}"));
        check(&what, &ThingsPage::new(frame(AdminNav::Agenda), event, agenda, kind));
        let typed = things::typed_new(kind, agenda);
        let facts =
            ThingFormFacts { event, agenda, kind, id: None, typed: &typed, errors: FormErrors::default() };
        check(&what, &thing_page(frame(AdminNav::Agenda), &facts));
    }
    things_saved(event, agenda, &what("thing"), &frame(AdminNav::Agenda));
    releases(event, agenda, &what("release"), &frame(AdminNav::Agenda));
    let typed = settings::typed_of(event, 60);
    let mut errors = FormErrors::default();
    for stale in [false, true] {
        let facts = SettingsFacts { event, version: 4, typed: &typed, errors: errors.clone(), stale };
        check(&what("settings"), &settings_page(frame(AdminNav::Settings), &facts));
        let all =
            [SettingsProblem::UnknownZone, SettingsProblem::TooManyDays, SettingsProblem::PlacesOutOfRange];
        settings::add_problems(desk.t, &mut errors, &all, &typed);
        errors.add("slug", NASTY);
    }
    let sources = [Source { id: event.id.to_string(), title: &event.title }];
    for fields in [&[][..], &["slug", "title-en", "starts", "ends", "zone"]] {
        let mut errors = FormErrors::default();
        for field in fields {
            errors.add(*field, NASTY);
        }
        let page =
            new_event_page(AdminFrame::new(&desk, AdminNav::Dashboard), &sources, &Typed::default(), errors);
        check(&what("new event"), &page);
    }
}

fn versions(agenda: &Agenda) -> HashMap<SessionId, i32> {
    agenda.sessions.iter().map(|session| (session.id, 7)).collect()
}

/// The editor with nothing to say about the draft.
fn plain<'a>(event: &'a Event, agenda: &'a Agenda, versions: &'a HashMap<SessionId, i32>) -> AgendaFacts<'a> {
    AgendaFacts {
        event,
        agenda,
        versions,
        conflicts: &[],
        changes: 0,
        shifted: 0,
        day: event.ends_on,
        selected: None,
        undo: None,
        ask: None,
    }
}

fn editor(event: &Event, agenda: &Agenda, what: &str, frame: AdminFrame<'_>) {
    let found = conflicts(agenda, &event.days(), &Known::default());
    let versions = versions(agenda);
    let title = LocalText::default().with(Lang::En, NASTY);
    let kinds = ["move", "take_out", "put_in", "swap", "copy", "split"];
    let mut selections: Vec<_> = agenda.sessions.iter().map(|session| Some(session.id)).collect();
    selections.push(None);
    for (selected, kind) in selections.into_iter().zip(kinds.into_iter().cycle()) {
        let why = match kind {
            "move" => Why::Conflicts(&found),
            "swap" => Why::Blocked(&found),
            _ => Why::Meanwhile { who: NASTY, at: Some(event.registration_closes_at) },
        };
        let hidden = vec![("do", "save".to_owned()), ("seen", NASTY.to_owned())];
        let facts = AgendaFacts {
            conflicts: &found,
            changes: 4,
            shifted: 2,
            day: AgendaFacts::day_of(event, agenda, None, selected),
            selected,
            undo: Some(UndoFacts { number: 7, kind, title: &title, by: Some(NASTY) }),
            ask: selected.map(|session| AskFacts { session, why, hidden, planned: agenda }),
            ..plain(event, agenda, &versions)
        };
        check(what, &AgendaPage::new(frame.clone(), &facts));
    }
    check(what, &AgendaPage::new(frame.clone(), &plain(event, agenda, &versions)));
    for stale in [false, true] {
        check(what, &checks_page(frame.clone(), event, &Rules::default(), (3, stale)));
    }
    let changes = changes(None, agenda);
    let old = OldRelease {
        event,
        number: 2,
        comment: NASTY,
        at: event.registration_closes_at,
        agenda,
        changes: &changes,
    };
    check(what, &OldReleasePage::new(frame, &old));
}

fn forms(event: &Event, agenda: &Agenda, what: &str, frame: &AdminFrame<'_>) {
    let page = |session, typed: &Typed, errors, stale| {
        session_page(frame.clone(), &SessionFormFacts { event, agenda, session, typed, errors, stale })
    };
    check(what, &page(None, &sessions::typed_new(Some(DAY)), FormErrors::default(), false));
    for session in &agenda.sessions {
        let typed = sessions::typed_of(&SessionInput::from(session));
        let mut errors = FormErrors::default();
        check(what, &page(Some((session, 3)), &typed, errors.clone(), true));
        for field in ["kind", "title-en", "start", "minutes", "day", "room", "seats", "interpretation-other"]
        {
            errors.add(field, NASTY);
        }
        check(what, &page(Some((session, 3)), &typed, errors, false));
        check(what, &remove_session_page(frame.clone(), event, session));
    }
}

fn things_saved(event: &Event, agenda: &Agenda, what: &str, frame: &AdminFrame<'_>) {
    let rooms =
        agenda.rooms.iter().map(|room| (ThingId::Room(room.id), things::typed_room(&RoomInput::from(room))));
    let topics = agenda
        .topics
        .iter()
        .map(|topic| (ThingId::Topic(topic.id), things::typed_topic(&TopicInput::from(topic))));
    let speakers = agenda.speakers.iter().map(|speaker| {
        let input = SpeakerInput::of(speaker, SpeakerContact::default());
        (ThingId::Speaker(speaker.id), things::typed_speaker(&input))
    });
    for (id, typed) in rooms.chain(topics).chain(speakers) {
        let mut errors = FormErrors::default();
        errors.add("name-en", NASTY);
        let facts = ThingFormFacts { event, agenda, kind: id.kind(), id: Some(id), typed: &typed, errors };
        check(what, &thing_page(frame.clone(), &facts));
        check(what, &remove_page(frame.clone(), event, agenda, id));
    }
}

fn releases(event: &Event, agenda: &Agenda, what: &str, frame: &AdminFrame<'_>) {
    let mut before = agenda.clone();
    before.sessions.retain(|session| session.number != 2);
    for session in &mut before.sessions {
        session.room = None;
        session.cancelled = !session.cancelled;
    }
    let signed_up: HashMap<_, _> = agenda.sessions.iter().map(|session| (session.id, 5)).collect();
    for released in [None, Some(&before), Some(agenda)] {
        let found = conflicts(agenda, &event.days(), &Known::default());
        let changes = changes(released, agenda);
        let people: Vec<_> = agenda.speakers.iter().map(|speaker| speaker.id).collect();
        for conflicts in [found.as_slice(), &[]] {
            let facts = ReleaseFacts {
                event,
                draft: agenda,
                released,
                draft_version: 12,
                conflicts,
                changes: &changes,
                signed_up: &signed_up,
                comment: NASTY,
                quiet: true,
                told: ToldFacts {
                    registrations: conflicts.len(),
                    speakers: &people,
                    without_address: &people,
                    at_once: conflicts.is_empty(),
                },
            };
            check(what, &ReleasePage::new(frame.clone(), &facts));
        }
        let at = event.registration_closes_at;
        let rows = [1, 2].map(|number| ReleaseFigures {
            number,
            comment: NASTY,
            at,
            by: NASTY,
            changes: &changes,
            letters: number,
            quiet: number == 1,
        });
        check(what, &ReleasesPage::new(frame.clone(), event, &rows));
        check(what, &ReleasesPage::new(frame.clone(), event, &[]));
    }
}

#[test]
fn every_page_renders_in_every_language_for_both_roles() {
    for lang in Lang::ALL {
        for may_change in [true, false] {
            everything(&event("Round table"), &agenda("Round table"), lang, may_change);
            everything(&event(NASTY), &agenda(NASTY), lang, may_change);
            let bare = Event { current_release: None, public: false, languages: vec![lang], ..event("") };
            everything(&bare, &Agenda::default(), lang, may_change);
        }
    }
}

#[test]
fn a_viewer_sees_no_form_that_changes_the_event() {
    let (event, agenda) = (event("Round table"), agenda("Round table"));
    let desk = desk(Lang::En, false);
    let frame = || AdminFrame::new(&desk, AdminNav::Agenda).of(&event, 0);
    let versions = versions(&agenda);
    let selected = agenda.sessions.first().map(|session| session.id);
    let facts = AgendaFacts { changes: 1, day: DAY, selected, ..plain(&event, &agenda, &versions) };
    let typed = settings::typed_of(&event, 60);
    let settings = SettingsFacts {
        event: &event,
        version: 1,
        typed: &typed,
        errors: FormErrors::default(),
        stale: false,
    };
    for html in [AgendaPage::new(frame(), &facts).html(), settings_page(frame(), &settings).html()] {
        // Language and sign-out are everybody's own.
        assert_eq!(html.unwrap().body.matches("<form").count(), 2);
    }
}

#[test]
fn what_is_saved_can_be_typed_again_unchanged() {
    let session = agenda("Round table").sessions.into_iter().next().unwrap();
    let typed = sessions::typed_of(&SessionInput::from(&session));
    assert_eq!(typed.one("start"), "10:00");
    assert_eq!((typed.one("interpretation"), typed.one("interpretation-other")), ("en", "fr"));
    assert_eq!(sessions::speaker_rows(&typed), 4);
    assert_eq!(sessions::speaker_rows(&Typed::default()), 3);
}

#[test]
fn errors_are_listed_in_the_order_of_the_page() {
    let (event, agenda) = (event("Round table"), agenda("Round table"));
    let desk = desk(Lang::En, true);
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(&event, 0);
    let mut errors = FormErrors::default();
    for field in ["seats", "title-ru", "nowhere", "kind"] {
        errors.add(field, "wrong");
    }
    let typed = Typed::default();
    let facts = SessionFormFacts {
        event: &event,
        agenda: &agenda,
        session: None,
        typed: &typed,
        errors,
        stale: false,
    };
    let page = session_page(frame, &facts);
    let order: Vec<_> = page.errors.0.iter().map(|error| error.id.as_str()).collect();
    assert_eq!(order, ["kind", "title-ru", "seats", "nowhere"]);
}
