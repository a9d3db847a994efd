//! What organisers write: wordings, messages to many, reminders.

use super::*;
use crate::admin::form::{Link, Typed};
use crate::admin::messages::{
    AudienceLine, ConfirmForm, MessageForm, MessagePage, MessagePreviewPage, MessagesPage, Progress,
    message_page, typed_message,
};
use crate::admin::rules::{RuleForm, RuleLine, RulesPage, ask_to_remove, rule_page, typed_rule};
use crate::admin::wordings::{
    FieldLine, PartLine, VersionLine, WordingPage, WordingPreviewPage, WordingsPage, style_of,
};
use crate::letters::{Letter, LetterPageFacts, render};
use plenary_domain::letter::AboutFacts;
use plenary_domain::message::{Message, MessageState, MessageText, MessageTexts, Purpose};
use plenary_domain::reminder::{Rule, RuleKind};
use plenary_domain::wording::{Part, Wording, WordingKey};

fn wording(word: &str) -> Wording {
    Wording { subject: word.into(), body: format!("{word}\n\n- {word}"), ..Wording::default() }
}

fn key(of: Option<&str>) -> WordingKey {
    let representation_type = of.and_then(TypeCode::parse);
    WordingKey { kind: LetterKind::Confirmed, representation_type, language: Lang::Ru }
}

fn letter_of(event: &Event, word: &str) -> Letter {
    let about = AboutFacts::Registration(Box::new(registration(Status::Confirmed, word)));
    let facts = LetterPageFacts {
        t: T::new(Lang::Ru),
        kind: LetterKind::Confirmed,
        event,
        about: &about,
        agenda: None,
        ticket: None,
        news: None,
        calendar: false,
        wording: &wording(word),
        stop: None,
        trial: false,
        base_url: "https://example.org",
    };
    render(&facts).expect("renders")
}

#[test]
fn wordings_in_a_list_one_by_one_and_as_letters() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 2);
        let written = vec![(key(None), wording(word)), (key(Some("media")), wording(word))];
        check(&label("wordings", word), lang, &WordingsPage::new(frame(), &event, &written));
        check(&label("wordings-none", word), lang, &WordingsPage::new(frame(), &event, &[]));
        let errors = if may_change { errors("body", word) } else { FormErrors::default() };
        let part =
            |part: &Part| PartLine { part: *part, field: errors.field(part.code(), word), ours: word.into() };
        let version = |version| VersionLine {
            version,
            restored: (version == 3).then_some(1),
            at: at(20),
            by: if version == 1 { String::new() } else { word.into() },
            wording: if version == 2 { Wording::default() } else { wording(word) },
        };
        let page = WordingPage {
            frame: frame(),
            urls: AdminUrls::new(&event),
            event: &event,
            key: key(Some("media")),
            version: 3,
            parts: Part::ALL.iter().map(part).collect(),
            fields: vec![FieldLine { code: "name", label: word.into(), sample: word.into() }],
            versions: [3, 2, 1].map(version).into(),
            written,
            errors: errors.clone(),
            stale: may_change,
        };
        check(&label("wording", word), lang, &page);
        let letter = letter_of(&event, word);
        for typed in [None, Some(wording(word))] {
            let page = WordingPreviewPage {
                frame: frame(),
                urls: AdminUrls::new(&event),
                key: key(Some("media")),
                style: style_of(&letter),
                letter: letter.clone(),
                version: 3,
                people: if typed.is_some() { vec![] } else { vec![Choice::new("x", word, true)] },
                typed,
                search: word.into(),
                my_address: "a@example.org".into(),
            };
            check(&label(&format!("wording-preview-{}", page.typed.is_some()), word), lang, &page);
            assert!(page.style.contains("prefers-color-scheme"), "the frame may use the letter's own style");
        }
    });
}

fn message(state: MessageState, word: &str) -> Message {
    let text = MessageText { subject: word.into(), body: word.into() };
    let confirmed_at = (state != MessageState::Draft).then(|| at(20));
    Message {
        id: Uuid::from_u128(3).into(),
        purpose: Purpose::Future,
        list: "status=all&q=%3C".into(),
        texts: MessageTexts([(Lang::Ru, text)].into()),
        state,
        version: 1,
        due_at: confirmed_at,
        confirmed_at,
    }
}

#[test]
fn messages_in_a_list_as_a_letter_and_in_the_form() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 2);
        let urls = || AdminUrls::new(&event);
        let progress = Progress { chosen: 40, waiting: 12, left_out: 2, sent: 25, failed: 1 };
        let all = MessageState::ALL.iter().map(|state| (message(*state, word), progress)).collect();
        let mut page =
            MessagesPage { frame: frame(), urls: urls(), event: &event, now: at(21), messages: all };
        check(&label("messages", word), lang, &page);
        page.messages.clear();
        check(&label("messages-none", word), lang, &page);
        let letter = letter_of(&event, word);
        let page = MessagePreviewPage {
            frame: frame(),
            urls: urls(),
            message: message(MessageState::Draft, word),
            style: style_of(&letter),
            letter,
            name: word.into(),
            registration: "x".into(),
            language: Lang::Ru,
            wanted: Lang::Kk,
            place: 1,
            people: 3,
            my_address: "a@example.org".into(),
        };
        check(&label("message-preview", word), lang, &page);
        let typed = typed_message(&message(MessageState::Draft, word));
        let form = MessageForm {
            event: &event,
            typed: &typed,
            errors: if may_change { errors("subject-en", word) } else { FormErrors::default() },
            action: "/admin/x".into(),
            back: Link::new("/admin/y", word),
            version: 1,
            people: 5,
            stale: may_change,
        };
        check(&label("message-form", word), lang, &message_page(frame(), &form));
    });
}

#[test]
fn a_message_in_every_state() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 2);
        let progress = Progress { chosen: 40, waiting: 12, left_out: 2, sent: 25, failed: 1 };
        for state in MessageState::ALL {
            let errors = if may_change { errors("day", word) } else { FormErrors::default() };
            let confirm = ConfirmForm {
                day: errors.field("day", "2027-05-01"),
                time: errors.field("time", "9"),
                errors,
                warning: Some(word.into()),
            };
            let audience = vec![AudienceLine {
                language: Lang::Kk,
                gets: Lang::Ru,
                representation_type: word.into(),
                count: 4,
            }];
            let mut page = MessagePage {
                frame: frame(),
                urls: AdminUrls::new(&event),
                event: &event,
                now: at(19),
                message: message(*state, word),
                progress,
                audience,
                confirm: (may_change && *state == MessageState::Draft).then_some(confirm),
            };
            check(&label(&format!("message-{}", state.code()), word), lang, &page);
            page.confirm = None;
            check(&label(&format!("message-{}-plain", state.code()), word), lang, &page);
        }
    });
}

fn rule(kind: RuleKind, days: i32, word: &str) -> Rule {
    let text = MessageText { subject: word.into(), body: word.into() };
    let texts = MessageTexts([(Lang::Ru, text)].into());
    let types = TypeCode::parse("media").into_iter().collect();
    Rule { days, texts, types, on: days < 0, ..Rule::ready_made(Uuid::from_u128(4).into(), kind) }
}

#[test]
fn reminders_in_a_list_and_one_by_one() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 2);
        let mut rules = Vec::new();
        for kind in RuleKind::ALL {
            for days in [-60, -3, 0, 1] {
                let rule = rule(*kind, days, word);
                rules.push(RuleLine { rule, href: "/admin/x".into(), people: 43, letters: 2 });
            }
        }
        let page =
            RulesPage { frame: frame(), urls: AdminUrls::new(&event), event: &event, now: at(20), rules };
        check(&label("rules", word), lang, &page);
        for kind in RuleKind::ALL {
            let rule = rule(*kind, -3, word);
            let typed: Typed = typed_rule(&rule);
            let form = RuleForm {
                event: &event,
                rule: &rule,
                typed: &typed,
                errors: if may_change { errors("days", word) } else { FormErrors::default() },
                action: "/admin/x".into(),
                stale: may_change,
                remove: may_change.then(|| Link::new("/admin/y", word)),
            };
            check(&label(&format!("rule-{}", kind.code()), word), lang, &rule_page(frame(), &form));
            check(&label("rule-remove", word), lang, &ask_to_remove(frame(), &event, &rule, "x"));
        }
    });
}

#[test]
fn what_comes_next_is_told_with_its_moment_and_how_many_it_reaches() {
    let (event, desk) = (event("Table"), desk(Lang::En, "A", true));
    let told = |now: Timestamp| {
        let frame = AdminFrame::new(&desk, AdminNav::Letters).of(&event, 0);
        let line =
            RuleLine { rule: rule(RuleKind::Arrival, -3, "A"), href: String::new(), people: 43, letters: 0 };
        let rules = vec![line];
        let page = RulesPage { frame, urls: AdminUrls::new(&event), event: &event, now, rules };
        page.html().expect("renders").body
    };
    let next = told(at(20));
    assert!(next.contains("Next: 11 April 2027, 09:00 (UTC+5), to 43 people."), "{next}");
    assert!(next.contains("3 days before the first day, at 09:00: to everybody who is confirmed (Media)"));
    assert!(
        told("2027-04-12T00:00:00Z".parse().expect("moment")).contains("Since 11 April 2027, 09:00 (UTC+5)")
    );
    assert!(told("2027-05-12T00:00:00Z".parse().expect("moment")).contains("Its time was 11 April 2027"));
}

#[test]
fn figures_and_names_stand_in_their_places() {
    let (event, desk) = (event("Table"), desk(Lang::En, "A", true));
    let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 0);
    let progress = Progress { chosen: 40, waiting: 12, left_out: 2, sent: 25, failed: 1 };
    let messages = vec![(message(MessageState::Confirmed, "A"), progress)];
    let page =
        MessagesPage { frame: frame(), urls: AdminUrls::new(&event), event: &event, now: at(21), messages };
    let list = page.html().expect("renders").body;
    assert!(list.contains("25 of 40"), "{list}");
    let letter = letter_of(&event, "A");
    let page = WordingPreviewPage {
        frame: frame(),
        urls: AdminUrls::new(&event),
        key: key(None),
        style: style_of(&letter),
        letter,
        version: 3,
        people: vec![],
        typed: None,
        search: String::new(),
        my_address: "a@example.org".into(),
    };
    let preview = page.html().expect("renders").body;
    assert!(preview.contains("Registration confirmed (Русский)"), "{preview}");
}
