//! Pages about accounts: people and invitations, the own account, and every door.

use super::*;

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
