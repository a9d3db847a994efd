//! Every page of the desk, once or more.

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
                letters: LetterState::ALL.map(|state| letter(state, word)).to_vec(),
                history: audit(word),
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
                letters_failed: 2,
                unreleased: 5,
                conflicts: 1,
                counts: vec![],
                per_day: (1..80)
                    .map(|d| {
                        (date(2026, 12, 1).checked_add(jiff::Span::new().days(d)).expect("day"), d % 9, d % 5)
                    })
                    .collect(),
                by_type: event.types.iter().zip(1..).map(|(of, n)| (of.code.clone(), n)).collect(),
                by_state: vec![(StateCode::parse("KZ").expect("State"), 96)],
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

#[test]
fn letters_and_the_audit_trail() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let urls = || AdminUrls::new(&event);
        let frame = || AdminFrame::new(&desk, AdminNav::Letters).of(&event, 0);
        let rows = LetterState::ALL.map(|state| letter(state, word)).to_vec();
        let mut page = LettersPage {
            frame: frame(),
            urls: urls(),
            event: &event,
            state: None,
            search: word.into(),
            rows,
            total: 60,
            page: 2,
            pages: 3,
            captured: true,
        };
        check(&label("letters", word), lang, &page);
        page.rows.clear();
        page.state = Some(LetterState::Failed);
        check(&label("letters-empty", word), lang, &page);
        for state in LetterState::ALL {
            let attachments = vec![Attachment { name: word.into(), bytes: 1 }];
            let parts = LetterParts {
                subject: word.into(),
                from: word.into(),
                to: word.into(),
                text: word.into(),
                has_html: true,
                attachments,
            };
            let parts = (state != LetterState::Queued).then_some(parts);
            let page = LetterPage {
                frame: frame(),
                urls: urls(),
                event: &event,
                line: letter(state, word),
                parts,
                captured: false,
            };
            check(&label(&format!("letter-{}", state.code()), word), lang, &page);
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

#[test]
fn people_and_invitations() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let person = |n: u128, administrator, role| PersonLine {
            account: Uuid::from_u128(n).into(),
            name: word.into(),
            email: "a@example.org".into(),
            administrator,
            role,
            has_totp: n == 1,
            me: n == 1,
        };
        let form = || {
            let errors = if may_change { errors("email", word) } else { FormErrors::default() };
            let roles = Role::ALL
                .map(|role| Choice::new(role.code(), desk.t.account_role(role), false).note(word))
                .to_vec();
            InviteForm { email: errors.field("email", word), role: Field::new("role", ""), roles, errors }
        };
        let invited = || {
            Some(NewInvitation {
                link: format!("https://example.org/{word}"),
                email: word.into(),
                expires_at: at(28),
            })
        };
        let page = PeoplePage {
            frame: AdminFrame::new(&desk, AdminNav::People).of(&event, 0),
            urls: AdminUrls::new(&event),
            event: &event,
            people: vec![
                person(1, true, None),
                person(2, true, Some(Role::Viewer)),
                person(3, false, Some(Role::Organiser)),
                person(4, false, None),
            ],
            form: form(),
            invited: invited(),
        };
        check(&label("people", word), lang, &page);
        let page = InvitePage {
            frame: AdminFrame::new(&desk, AdminNav::Dashboard),
            form: form(),
            invited: invited(),
        };
        check(&label("invite", word), lang, &page);
    });
}

#[test]
fn the_account_and_the_list_of_events() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let frame = || AdminFrame::new(&desk, AdminNav::Settings);
        for has_totp in [true, false] {
            let errors = errors("password", word);
            let sign_in =
                |current| SignInLine { agent: word.into(), created_at: at(1), seen_at: at(2), current };
            let page = AccountPage {
                frame: frame(),
                email: "a@example.org".into(),
                name: Field::new("name", word),
                password: errors.field("password", ""),
                new_password: Field::new("new_password", ""),
                totp_password: Field::new("totp_password", ""),
                has_totp,
                sign_ins: vec![sign_in(true), sign_in(false)],
                errors,
            };
            check(&label(if has_totp { "account-totp" } else { "account" }, word), lang, &page);
        }
        let errors = errors("code", word);
        let page = SecondFactorPage {
            frame: frame(),
            qr: "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h1v1H0z\"/></svg>".into(),
            secret: "JBSWY3DPEHPK3PXP".into(),
            password: Field::new("password", ""),
            code: errors.field("code", ""),
            errors,
        };
        check(&label("second-factor", word), lang, &page);
        let page = RecoveryCodesPage { frame: frame(), codes: vec!["abcde-fghij".into(); 10] };
        check(&label("recovery", word), lang, &page);
        let line = EventLine { event, places: 60, taken: 12, to_decide: 3 };
        let page = HomePage { frame: frame(), events: vec![line.clone(), line], now: at(22) };
        check(&label("home", word), lang, &page);
        check(&label("home-empty", word), lang, &HomePage { events: vec![], ..page });
    });
}

#[test]
fn every_door() {
    each(|lang, word, may_change| {
        let wrong = errors("email", word);
        let page = SignInPage {
            frame: door(lang),
            email: wrong.field("email", word),
            password: Field::new("password", ""),
            errors: wrong.clone(),
            next: "/admin/x?y=1&z=2".into(),
            note: Some(word.into()),
        };
        check(&label("sign-in", word), lang, &page);
        for recovery in [true, false] {
            let errors = errors("code", word);
            let page = CodePage {
                frame: door(lang),
                code: errors.field("code", ""),
                errors,
                next: String::new(),
                recovery,
                other_way: "?with=recovery".into(),
            };
            check(&label(if recovery { "code-recovery" } else { "code" }, word), lang, &page);
        }
        let to = if may_change {
            InvitedTo::Event { title: word.into(), role: word.into() }
        } else {
            InvitedTo::Administer
        };
        let mut page = InvitationPage {
            frame: door(lang),
            action: "/admin/invitations/abc".into(),
            to,
            signed_in_as: None,
            sign_in: "/admin/sign-in?next=/admin/invitations/abc".into(),
            name: Field::new("name", word),
            email: wrong.field("email", word),
            password: Field::new("password", ""),
            errors: wrong,
        };
        check(&label("invitation", word), lang, &page);
        page.signed_in_as = Some(word.into());
        page.errors = FormErrors::default();
        check(&label("invitation-mine", word), lang, &page);
        check(&label("invitation-gone", word), lang, &InvitationGonePage { frame: door(lang) });
    });
}
