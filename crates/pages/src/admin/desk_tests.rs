//! Renders every page of the desk with little and with nasty data, in every language.

use super::account::{AccountPage, RecoveryCodesPage, SecondFactorPage, SignInLine};
use super::audit::{AuditLine, AuditPage};
use super::columns::{Column, Facts};
use super::dashboard::{DashboardFacts, DashboardPage, SeatLine};
use super::door::{CodePage, Door, InvitationGonePage, InvitationPage, InvitedTo, SignInPage};
use super::enter::EnterPage;
use super::home::{EventLine, HomePage};
use super::letters::{Attachment, LetterLine, LetterPage, LetterParts, LettersPage, PauseLine};
use super::listing::Listing;
use super::people::{InviteForm, InvitePage, NewInvitation, PeoplePage, PersonLine};
use super::registration::{
    Card, ChangeLines, ChosenSession, ListPlace, NoteLine, RegistrationPage, TypedActs, TypedDecision,
};
use super::registrations::{
    Affected, DecidePage, Figures, RegistrationLine, RegistrationsPage, UndoOffer, ViewLink,
};
use super::sender::SenderPage;
use super::tag_many::TagManyPage;
use super::views::{ViewLine, ViewsPage};
use super::{AdminFrame, AdminNav, Desk, Notice, NoticeKind};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::LangLink;
use crate::texts::T;
use crate::urls::AdminUrls;
use jiff::Timestamp;
use jiff::civil::date;
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::letter::{LetterAbout, LetterKind, LetterStage, LettersIn, UNREACHABLE};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    AccessNeed, Answers, Attention, Consents, Decision, Food, Form, FormFacts, Origin, RawAnswers,
    Registration, Seat, StateCode, Status, Tag, TypeCode,
};
use plenary_domain::sender::{Checked, Finding, SenderReport};
use plenary_domain::text::{EmailAddress, Slug};
use plenary_domain::{Lang, LocalText};
use serde_json::json;
use uuid::Uuid;

mod accounts;
mod beside;
mod merge;
mod pages;
mod writing;

const NASTY: &str = "<b>\"O'Neil\"</b> & Ұлы &amp; {{ x }}";

fn at(day: i8) -> Timestamp {
    crate::texts::dates::moment_of(
        date(2027, 2, day),
        jiff::civil::time(11, 5, 0, 0),
        &jiff::tz::TimeZone::UTC,
    )
}

pub(super) fn event(word: &str) -> Event {
    let text = LocalText::default().with(Lang::En, word).with(Lang::Ru, "Круглый стол");
    Event {
        id: Uuid::from_u128(1).into(),
        slug: Slug::parse("almaty-2027").expect("slug"),
        public: false,
        title: text.clone(),
        short_title: text.clone(),
        lead: text.clone(),
        about: text.clone(),
        place: text.clone(),
        venue: text.clone(),
        host: text,
        contact_email: "desk@example.org".into(),
        time_zone: "Asia/Almaty".into(),
        starts_on: date(2027, 4, 14),
        ends_on: date(2027, 4, 16),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: at(28),
        decision: DecisionMode::Organisers,
        types: plenary_domain::registration::built_in_types(|| Uuid::from_u128(70).into()),
        offer_hours: 48,
        proof_required: true,
        answer_within_days: 3,
        picture_seed: 11,
        current_release: None,
        version: 1,
        sample: false,
    }
}

fn desk(lang: Lang, word: &str, may_change: bool) -> Desk {
    let notice = Some(Notice { text: word.into(), kind: NoticeKind::Good });
    Desk {
        t: T::new(lang),
        name: word.into(),
        csrf: "token".into(),
        may_change,
        administrator: may_change,
        notice,
    }
}

fn door(lang: Lang) -> Door {
    let link =
        |of: Lang| LangLink { lang: of, href: format!("?language={}", of.code()), current: of == lang };
    Door { t: T::new(lang), languages: Lang::ALL.map(link).to_vec(), csrf: String::new() }
}

fn errors(id: &str, word: &str) -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add(id, word);
    errors
}

fn tags() -> Vec<Tag> {
    ["vip", "баспасөз"].map(|word| Tag::parse(word).expect("tag")).to_vec()
}

fn line(n: u128, status: Status, word: &str) -> RegistrationLine {
    RegistrationLine {
        id: Uuid::from_u128(n).into(),
        name: word.into(),
        organisation: word.into(),
        position: word.into(),
        facts: Facts {
            reference: "ALM27-4K7PQ".into(),
            email: "z@example.org".into(),
            language: Lang::Kk,
            state: StateCode::parse("TJ"),
            representation_type: TypeCode::parse("member_state").expect("code"),
            origin: Origin::Organiser,
            submitted_at: at(18),
            status_since: at(19),
            status,
            own: [("hotel".to_owned(), vec![word.to_owned()])].into(),
        },
        tags: if n.is_multiple_of(2) { tags() } else { vec![] },
        attention: if n.is_multiple_of(3) { Attention::ALL.to_vec() } else { vec![] },
        late: true,
    }
}

fn registration(status: Status, word: &str) -> Registration {
    Registration {
        id: Uuid::from_u128(4).into(),
        event: Uuid::from_u128(1).into(),
        reference: "ALM27-4K7PQ".into(),
        secret: "abcdefghijkmnpqrstuvwxyz23456789".into(),
        status,
        sealed: vec![],
        answers: Answers {
            email: EmailAddress::parse("z@example.org").expect("address"),
            language: Lang::Ru,
            title: word.into(),
            given_names: word.into(),
            family_name: word.into(),
            badge_name: word.into(),
            representation_type: TypeCode::parse("academia").expect("code"),
            state: None,
            organisation: word.into(),
            position: word.into(),
            sessions: vec![],
            food: vec![Food::Vegan, Food::Halal],
            food_note: word.into(),
            access: vec![AccessNeed::HearingLoop],
            access_note: word.into(),
            consents: Consents { list: true, photo: true, contact: false, future: true },
            own: [].into(),
        },
        form_version: 1,
        seats: vec![],
        waiting_place: Some(3),
        reason: word.into(),
        answer_by: status.has_deadline().then(|| "2027-03-01T18:59:00Z".parse().expect("moment")),
        asked_fields: vec!["position".into()],
        held: status == Status::Waitlisted,
        facets: plenary_domain::registration::Facets::default(),
        address: plenary_domain::registration::Address::Known,
        submitted_at: at(18),
        status_since: at(19),
        version: 1,
    }
}

fn letter(stage: LetterStage, word: &str) -> LetterLine {
    LetterLine {
        id: Uuid::from_u128(7).into(),
        kind: LetterKind::Received,
        language: Lang::Kk,
        recipient: "z@example.org".into(),
        name: word.into(),
        about: LetterAbout::Registration(Uuid::from_u128(4).into()),
        stage,
        attempts: 2,
        due_at: at(20),
        queued_at: at(19),
        sent_at: matches!(stage, LetterStage::Sent | LetterStage::Bounced).then(|| at(19)),
        last_error: if stage == LetterStage::Failed { UNREACHABLE.into() } else { word.into() },
        has_message: true,
        bounced_at: (stage == LetterStage::Bounced).then(|| at(20)),
        bounce_status: if stage == LetterStage::Bounced { "5.1.1".into() } else { String::new() },
        settled: false,
    }
}

fn audit(word: &str) -> Vec<AuditLine> {
    let row = |kind: &str, action: &str, detail| AuditLine {
        at: at(20),
        actor_kind: kind.into(),
        actor_name: if kind == "account" { "A. Bekova".into() } else { String::new() },
        action: action.into(),
        detail,
        about_person: kind == "delegate",
        named: true,
        href: Some("/admin/almaty-2027/registrations".into()),
    };
    vec![
        row(
            "account",
            "change_answers",
            json!({"name": word, "changes": {"title": ["", word], "state": ["TJ", "UZ"]}}),
        ),
        row("account", "decline", json!({"from": "submitted", "reason": word})),
        row("system", "promote", json!({"name": word})),
        row("delegate", "withdraw", json!({"reason": word})),
        row("visitor", word, json!({})),
        row("account", "release_agenda", json!({"number": 3, "reason": word})),
        row("account", "set_role", json!({"name": word, "role": "viewer"})),
        row("account", "export", json!({"registrations": 12})),
        row(
            "account",
            "save_session",
            json!({"name": {"en": word}, "changes": {"slot": [null, {"day": "2027-04-14", "start": "09:00"}]}}),
        ),
    ]
}

/// What every page must be: once escaped, ids once, one h1, no key of a text left, nothing from a format string.
fn check(name: &str, lang: Lang, page: &impl Page) {
    let html = page.html().expect("renders").body;
    let name = format!("{name} in {}", lang.code());
    if let Ok(dir) = std::env::var("PLENARY_SAMPLES") {
        std::fs::write(format!("{dir}/{name}.html"), &html).expect("sample");
    }
    let html = without_frame(html);
    assert!(!html.contains("<b>\""), "{name}: markup of people got into the page");
    for twice in ["&#38;#", "&#38;lt;", "&amp;lt;", "&amp;#", "&#38;amp;amp;"] {
        assert!(!html.contains(twice), "{name}: escaped twice");
    }
    assert_eq!(html.matches("<h1").count(), 1, "{name}: headings of the first level");
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{name}: an id stands twice");
    for attribute in [" aria-labelledby=\"", " aria-describedby=\"", " for=\""] {
        for target in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
            for id in target.split(' ') {
                assert!(ids.contains(&id), "{name}: {attribute}{id} points nowhere");
            }
        }
    }
    assert!(!html.contains("admin-") || !html.contains(">admin-"), "{name}: a text is missing");
    assert!(!html.contains("style=\"") && !html.contains("onclick"), "{name}: style or script in the page");
    let posts = html.matches("method=\"post\"").count();
    assert_eq!(html.matches("name=\"csrf\"").count(), posts, "{name}: a form without its token");
}

/// A letter in a frame is escaped once more, whole, as it should be.
fn without_frame(html: String) -> String {
    match html.split_once(" srcdoc=\"") {
        Some((before, frame)) => {
            format!("{before}{}", frame.split_once('"').map_or("", |(_, behind)| behind))
        }
        None => html,
    }
}

fn each(test: impl Fn(Lang, &str, bool)) {
    for lang in Lang::ALL {
        test(lang, "Zarina Yusupova", true);
        test(lang, NASTY, true);
        test(lang, "Viewer", false);
    }
}

fn label(page: &str, word: &str) -> String {
    format!("{page}-{}", if word == NASTY { "nasty" } else { word.split(' ').next().unwrap_or(word) })
}
