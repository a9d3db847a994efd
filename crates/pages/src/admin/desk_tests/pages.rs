//! Every page of the desk, once or more.

use super::merge::duplicate;
use super::*;

#[test]
fn each_decision_about_people_in_every_state() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let frame = AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 24);
        for decision in Decision::ALL {
            let people: Vec<Affected> = Status::ALL
                .into_iter()
                .map(|status| Affected {
                    id: Uuid::from_u128(3).into(),
                    name: word.into(),
                    organisation: word.into(),
                    email: "z@example.org".into(),
                    language: Some(Lang::Kk),
                    status,
                })
                .collect();
            let reason = Field::new("reason", word).with_error(Some(word.to_owned()));
            let page = DecidePage {
                frame: frame.clone(),
                urls: AdminUrls::new(&event),
                decision,
                people,
                list: "status=all&q=%3C".into(),
                reason,
                days: Field::new("days", "7"),
                undo_minutes: 10,
                errors: if decision == Decision::Decline {
                    errors("reason", word)
                } else {
                    FormErrors::default()
                },
                cut: true,
            };
            check(&label(&format!("decide-{}", decision.code()), word), lang, &page);
            check(
                &label("decide-nobody", word),
                lang,
                &DecidePage { people: vec![], errors: FormErrors::default(), ..page },
            );
        }
    });
}

pub(super) fn undo() -> UndoOffer {
    UndoOffer { batch: Uuid::from_u128(8).into(), time: "14:05".into(), back: String::new() }
}

#[test]
fn one_registration_in_every_state() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        for status in Status::ALL {
            let registration = registration(status, word);
            let session = |seat, cancelled| ChosenSession {
                title: word.into(),
                lang: "ru",
                when: "31 May, 09:15–10:00".into(),
                room: word.into(),
                seat,
                cancelled,
            };
            let reason_error = errors("reason", word);
            let open = status == Status::Submitted;
            let page = RegistrationPage {
                frame: AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 0),
                urls: AdminUrls::new(&event),
                event: &event,
                registration: &registration,
                sessions: vec![
                    session(Some(Seat::Kept), false),
                    session(Some(Seat::Waiting(4)), false),
                    session(None, true),
                ],
                own: vec![],
                letters: LetterStage::ALL.iter().map(|stage| letter(*stage, word)).collect(),
                history: audit(word),
                duplicates: [true, false].map(|same| duplicate(same, word)).to_vec(),
                status_address: "https://example.org/ru/almaty-2027/r/abc".into(),
                list: ListPlace {
                    query: "status=all".into(),
                    previous: Some(Uuid::from_u128(9).into()),
                    next: None,
                },
                typed: TypedDecision {
                    decision: Some(Decision::Decline),
                    reason: word.into(),
                    ..TypedDecision::default()
                },
                acts: TypedActs { queue_reason: word.into(), ..TypedActs::default() },
                card: beside::card(word),
                undo: Some(undo()),
                request: open.then(|| ChangeLines {
                    id: "x".into(),
                    asked_at: at(19),
                    lines: vec![(word.into(), word.into(), word.into())],
                }),
                open: may_change.then(|| "?show=protected".into()),
                errors: if open && may_change { reason_error } else { FormErrors::default() },
            };
            check(&label(&format!("registration-{}", status.code()), word), lang, &page);
        }
    });
}

#[test]
fn the_dashboard_with_much_and_with_nothing() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let mut page = DashboardPage {
            frame: AdminFrame::new(&desk, AdminNav::Dashboard).of(&event, 24),
            urls: AdminUrls::new(&event),
            event: &event,
            now: at(22),
            facts: DashboardFacts {
                changes: 3,
                waiting: 24,
                oldest_waiting: Some(at(11)),
                letters_queued: 1,
                letters_late: 1,
                letters_failed: 2,
                letters_bounced: 1,
                letters_paused: true,
                unreleased: 5,
                shifted: 2,
                conflicts: 1,
                counts: vec![],
                per_day: (1..80)
                    .map(|d| {
                        (date(2026, 12, 1).checked_add(jiff::Span::new().days(d)).expect("day"), d % 9, d % 5)
                    })
                    .collect(),
                by_type: event.types.iter().zip(1..).map(|(of, n)| (of.code.clone(), n)).collect(),
                by_state: vec![(StateCode::parse("KZ").expect("State"), 96)],
                duplicates: 2,
                duplicate: Some(Uuid::from_u128(9).into()),
            },
            seats: vec![
                SeatLine {
                    id: Uuid::from_u128(5).into(),
                    title: word.into(),
                    lang: "",
                    total: 40,
                    taken: 40,
                    waiting: 3,
                },
                SeatLine {
                    id: Uuid::from_u128(6).into(),
                    title: word.into(),
                    lang: "ru",
                    total: 30,
                    taken: 4,
                    waiting: 0,
                },
            ],
            latest: audit(word),
        };
        check(&label("dashboard", word), lang, &page);
        page.facts = DashboardFacts::default();
        page.seats.clear();
        page.latest.clear();
        check(&label("dashboard-empty", word), lang, &page);
    });
}

/// Letters that are about no registration.
fn other_letters(word: &str) -> [LetterLine; 2] {
    let (draft, speaker) = (Uuid::from_u128(8).into(), Uuid::from_u128(9).into());
    let (name, kind) = (String::new(), LetterKind::DraftBegun);
    let failed = || letter(LetterStage::Failed, word);
    [
        LetterLine { about: LetterAbout::Draft(draft), kind, name, ..failed() },
        LetterLine { about: LetterAbout::Speaker(speaker), ..failed() },
    ]
}

#[test]
fn the_sender_with_every_finding() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let checked = Finding::ALL.iter().map(|finding| Checked {
            name: word.into(),
            finding: *finding,
            found: vec![word.into(), word.into()],
            wanted: Some(word.into()),
        });
        let all = SenderReport { from: word.into(), domain: word.into(), checked: checked.collect() };
        let none = SenderReport { checked: vec![], ..all.clone() };
        for (name, report) in [("all", Some(all)), ("fine", Some(none)), ("captured", None)] {
            let frame = AdminFrame::new(&desk, AdminNav::Letters).of(&event, 0);
            let page = SenderPage { frame, urls: AdminUrls::new(&event), report };
            check(&label(&format!("sender-{name}"), word), lang, &page);
        }
    });
}

#[test]
fn letters_and_the_audit_trail() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let urls = || AdminUrls::new(&event);
        let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 0);
        let [of_draft, of_speaker] = other_letters(word);
        let mut rows: Vec<_> = LetterStage::ALL.iter().map(|stage| letter(*stage, word)).collect();
        rows.extend([of_draft.clone(), of_speaker.clone()]);
        let mut page = LettersPage {
            frame: frame(),
            urls: urls(),
            event: &event,
            letters: None,
            kind: Some(LetterKind::Confirmed),
            pause: Some(PauseLine { reason: word.into(), by: word.into(), since: at(19) }),
            pausing: (word.into(), errors("reason", word)),
            search: word.into(),
            rows,
            total: 60,
            page: 2,
            pages: 3,
            captured: true,
        };
        check(&label("letters", word), lang, &page);
        page.rows.clear();
        page.letters = Some(LettersIn::Open);
        page.pause = None;
        check(&label("letters-empty", word), lang, &page);
        let lines = LetterStage::ALL.iter().map(|stage| letter(*stage, word));
        for line in lines.chain([of_draft, of_speaker]) {
            let attachments = vec![Attachment { name: word.into(), bytes: 1 }];
            let parts = LetterParts {
                subject: word.into(),
                from: word.into(),
                to: word.into(),
                text: word.into(),
                has_html: true,
                attachments,
            };
            let parts = (!line.stage.is_open()).then_some(parts);
            let name = format!("letter-{}-{}", line.stage.code(), line.about.registration().is_some());
            let page =
                LetterPage { frame: frame(), urls: urls(), event: &event, line, parts, captured: false };
            check(&label(&name, word), lang, &page);
        }
        let mut page = AuditPage {
            frame: frame(),
            urls: urls(),
            event: &event,
            rows: audit(word),
            total: 120,
            page: 2,
            pages: 3,
        };
        check(&label("audit", word), lang, &page);
        page.rows.clear();
        check(&label("audit-empty", word), lang, &page);
    });
}
