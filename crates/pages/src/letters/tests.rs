#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
mod samples;
mod wordings;

use super::*;
use plenary_domain::agenda::SpeakerRole;
use plenary_domain::registration::Address;
use samples::*;

#[test]
fn a_letter_about_releases_tells_old_and_new_times_with_their_offset() {
    let [_, speaker, _] = others();
    let registration = AboutFacts::Registration(Box::new(registration(Status::Confirmed)));
    for lang in Lang::ALL {
        for about in [&registration, &speaker] {
            for at_once in [false, true] {
                let letter = news(lang, about, at_once);
                let at = format!("{lang:?} {at_once}");
                well_formed(&letter, lang, &at);
                for body in [&letter.text, &letter.html] {
                    for needed in ["11:45–13:00 (UTC+5)", "09:00–10:15 (UTC+5)", "14:45–16:00", "16:45–18:00"]
                    {
                        assert!(body.contains(needed), "{at} lacks {needed}: {body}");
                    }
                }
                // In plain text a name is as it was typed.
                assert!(!letter.html.contains("<b>"), "{at}");
                let today = T::new(lang).letter_subject_today("");
                assert_eq!(letter.subject.contains(today.trim()), at_once, "{at}: {}", letter.subject);
            }
        }
    }
    let text = news(Lang::En, &registration, false).text;
    for needed in ["Until now: ", "Old hall", "This session does not take place.", "This session is new."] {
        assert!(text.contains(needed), "{needed} in {text}");
    }
}

pub(super) fn letter(lang: Lang, kind: LetterKind, edit: impl FnOnce(&mut Registration)) -> Letter {
    let mut registration = registration(status_of(kind));
    edit(&mut registration);
    written(lang, kind, &AboutFacts::Registration(Box::new(registration)), None)
}

fn plain(_: &mut Registration) {}

fn hostile(registration: &mut Registration) {
    let a = &mut registration.answers;
    for text in [&mut a.title, &mut a.given_names, &mut a.family_name, &mut a.badge_name] {
        *text = HOSTILE.to_owned();
    }
    registration.reason = format!("{HOSTILE}\r\nSecond\u{202E} line");
}

fn long_and_single(registration: &mut Registration) {
    let a = &mut registration.answers;
    a.title.clear();
    a.given_names.clear();
    a.family_name = "Q".repeat(60);
    a.badge_name = "қанағаттандырылмағандықтарыңыздан".into();
    registration.reason = "ұ".repeat(500);
}

/// Every kind in every language with each sample: what no letter may lack, and what none may have.
#[test]
fn every_letter_is_complete_and_well_formed() {
    for lang in Lang::ALL {
        for kind in LetterKind::ALL.into_iter().filter(|kind| !of_others(*kind)) {
            for sample in [plain, hostile, long_and_single] {
                let letter = letter(lang, kind, sample);
                let at = format!("{kind:?} in {lang:?}");
                assert!(letter.subject.contains("ALM27-4K7PX"), "{at}");
                let status = |lang: Lang| format!("{BASE}/{}/almaty-2027/r/{SECRET}", lang.code());
                for body in [&letter.text, &letter.html] {
                    for needed in ["ALM27-4K7PX", &status(lang), &status(Lang::En)] {
                        assert!(body.contains(needed), "{at} lacks {needed}");
                    }
                }
                well_formed(&letter, lang, &at);
            }
        }
    }
}

#[test]
fn every_letter_about_something_else_is_complete_without_a_reference() {
    let [draft, speaker, account] = others();
    let step = |lang: Lang| format!("{BASE}/{}/almaty-2027/letter/{TICKET}", lang.code());
    let home = |lang: Lang| format!("{BASE}/{}/almaty-2027", lang.code());
    for lang in Lang::ALL {
        for kind in [LetterKind::DraftBegun, LetterKind::DraftReminder] {
            for (about, link) in [(&draft, step(lang)), (&speaker, home(lang)), (&account, home(lang))] {
                let letter = written(lang, kind, about, Some(TICKET));
                let at = format!("{kind:?} in {lang:?} about {about:?}");
                for body in [&letter.text, &letter.html] {
                    assert!(body.contains(&link), "{at} lacks {link}");
                    for strange in ["ALM27", "www.evil", "evil.example"] {
                        assert!(!body.contains(strange), "{at} has {strange}");
                    }
                }
                assert!(!letter.html.contains("<b>"), "{at}: a name is no markup");
                well_formed(&letter, lang, &at);
            }
        }
    }
}

#[test]
fn an_invitation_names_the_parts_and_leads_to_the_page_of_the_speaker() {
    let [_, speaker, _] = others();
    for lang in Lang::ALL {
        let (letter, t) = (invitation(lang, &speaker), T::new(lang));
        let page = |lang: Lang| format!("{BASE}/{}/almaty-2027/speaking/{SECRET}", lang.code());
        well_formed(&letter, lang, &format!("{lang:?}"));
        assert!(letter.subject.starts_with(&*t.letter_heading_speaker_invited()), "{}", letter.subject);
        assert!(letter.html.contains(&format!("class=\"button\" href=\"{}\"", page(lang))));
        for body in [&letter.text, &letter.html] {
            let [chair, rapporteur] =
                [SpeakerRole::Chair, SpeakerRole::Rapporteur].map(|r| t.speaker_role(r));
            for needed in ["11:45–13:00 (UTC+5)", &chair, &rapporteur, &t.speaking_no_time(), &page(Lang::En)]
            {
                assert!(body.contains(needed), "{lang:?} lacks {needed}: {body}");
            }
            for strange in ["14:45", "www.evil", "evil.example"] {
                assert!(!body.contains(strange), "{lang:?} has {strange}");
            }
        }
        assert!(!letter.html.contains("<b>"), "a name is no markup");
    }
}

#[test]
fn a_letter_whose_address_is_not_proven_has_the_button_for_it_and_still_the_status_page() {
    for lang in Lang::ALL {
        let mut of = registration(Status::Confirmed);
        of.address = Address::Unproven { until: Some("2027-02-24T11:05:00Z".parse().unwrap()) };
        let about = AboutFacts::Registration(Box::new(of));
        let letter = written(lang, LetterKind::Confirmed, &about, Some(TICKET));
        let (t, base) = (T::new(lang), format!("{BASE}/{}/almaty-2027", lang.code()));
        let button = format!("class=\"button\" href=\"{base}/letter/{TICKET}\"");
        assert!(letter.html.contains(&button) && letter.html.contains(&format!("{base}/r/{SECRET}")));
        assert_eq!(letter.html.matches("class=\"button\"").count(), 1);
        for needed in [&*t.letter_label_prove_by(), &*t.letter_prove(), &format!("{base}/letter/{TICKET}")] {
            assert!(letter.text.contains(needed), "{needed} in {}", letter.text);
        }
    }
}

#[test]
fn a_draft_letter_tells_until_when_and_names_nobody() {
    let [draft, ..] = others();
    let text = written(Lang::En, LetterKind::DraftBegun, &draft, Some(TICKET)).text;
    for needed in ["Hello,\n", "Registration closes: 21 May 2027", "Answers are kept until: 24 March 2027"] {
        assert!(text.contains(needed), "{needed} in {text}");
    }
}

fn well_formed(letter: &Letter, lang: Lang, at: &str) {
    let tricks = |c: char| c.is_control() || ('\u{2066}'..='\u{2069}').contains(&c);
    assert!(!letter.subject.contains(tricks), "{at}: {:?}", letter.subject);
    let notice_url = format!("{BASE}/{}/almaty-2027/data-notice", lang.code());
    for body in [&letter.text, &letter.html] {
        for needed in [&notice_url, "(UTC+5)", "desk@example.org", "Asia/Almaty"] {
            assert!(body.contains(needed), "{at} lacks {needed}");
        }
        assert!(!body.contains("letter-"), "{at} has a text that does not exist");
        assert!(!body.contains(|c: char| c != '\n' && tricks(c)), "{at}");
        assert!(body.contains(&format!("{BASE}/en/almaty-2027")), "{at} lacks English");
    }
    assert!(letter.text.lines().all(|line| line.len() <= 998), "{at}");
    assert!(!letter.text.contains("\n\n\n") && letter.text.ends_with('\n'), "{at}");
    for markup in ["<p", "<div", "&amp;", "&#", "</"] {
        assert!(!letter.text.replace("</a>", "").contains(markup), "{at} has {markup}");
    }
    for foreign in ["<script", "<img", "src=", "url(", "@import", "http-equiv", "{{", "{%"] {
        assert!(!letter.html.replace("{{config}}", "").contains(foreign), "{at} has {foreign}");
    }
    let links: Vec<&str> =
        letter.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.iter().all(|link| link.starts_with("https://events.example.org/")), "{at}: {links:?}");
    let buttons = letter.html.matches("class=\"button\"").count();
    assert_eq!((buttons, links.len()), (1, if lang == Lang::En { 2 } else { 3 }), "{at}");
}

#[test]
fn what_a_delegate_typed_is_shown_literally_and_becomes_neither_markup_nor_link() {
    for lang in Lang::ALL {
        let letter = letter(lang, LetterKind::Withdrawn, hostile);
        let seen = letter.text.replace('\u{2060}', "").replace('\n', " ");
        assert!(seen.contains(HOSTILE), "{seen}");
        for body in [&letter.text, &letter.html] {
            for link in ["www.evil", "http://evil", "//evil", "evil.example"] {
                assert!(!body.contains(link), "{link} in {body}");
            }
        }
        assert!(!letter.html.contains("<a href=/") && letter.html.contains("&#60;a href="));
    }
}

#[test]
fn each_kind_says_what_has_happened_and_what_comes_next() {
    let text = |kind| letter(Lang::En, kind, plain).text.replace('\n', " ");
    for (kind, needed) in [
        (LetterKind::Received, "not yet confirmed"),
        (LetterKind::Received, "We answer within 3 working days."),
        (LetterKind::Confirmed, "Your registration is confirmed"),
        (LetterKind::Confirmed, "The attached calendar file"),
        (LetterKind::Confirmed, "31 May 2027, 11:45–13:00 (UTC+5)   Panel 1   Medeu Room   Seat kept"),
        (LetterKind::Confirmed, "Panel 2   Medeu Room   Waiting list, place 4"),
        (LetterKind::WaitingList, "number 12 today"),
        (LetterKind::Declined, "Reason: All places of this group are taken."),
        (LetterKind::Offered, "Answer by"),
        (LetterKind::InfoRequested, "The question: All places of this group are taken."),
        (LetterKind::Cancelled, "Reason: All places of this group are taken."),
        (LetterKind::Withdrawn, "The reason you gave: All places of this group are taken."),
    ] {
        assert!(text(kind).contains(needed), "{kind:?} lacks {needed}: {}", text(kind));
    }
    assert!(!text(LetterKind::Declined).contains("Panel 1"));
    assert!(!text(LetterKind::Received).contains("All places of this group"));
    let late = letter(Lang::En, LetterKind::Declined, |r| r.status = Status::Submitted);
    assert!(!late.text.contains("All places of this group"), "the reason of another state is not told");
}

#[test]
fn names_are_as_typed_in_the_script_of_the_letter() {
    let greeting = |lang, edit: fn(&mut Registration)| {
        letter(lang, LetterKind::Received, edit).text.lines().nth(2).unwrap().to_owned()
    };
    assert_eq!(greeting(Lang::En, plain), "Dear Dr Zarina Yusupova,");
    assert_eq!(greeting(Lang::Ru, plain), "Здравствуйте, Зарина Юсупова.");
    assert_eq!(greeting(Lang::Kk, plain), "Құрметті Зарина Юсупова,");
    assert_eq!(
        greeting(Lang::Ru, |r| r.answers.badge_name = "Zarina".into()),
        "Здравствуйте, Dr Zarina Yusupova."
    );
}

#[test]
fn working_days_follow_the_plural_rules_of_the_language() {
    let said = |lang, days: u16| T::new(lang).letter_next_answer(days);
    assert!(said(Lang::En, 1).contains("1 working day."));
    assert!(said(Lang::Ru, 1).contains("1 рабочего дня."));
    assert!(said(Lang::Ru, 21).contains("21 рабочего дня."));
    assert!(said(Lang::Ru, 5).contains("5 рабочих дней."));
    assert!(said(Lang::Kk, 5).contains("5 жұмыс күні ішінде"));
}
