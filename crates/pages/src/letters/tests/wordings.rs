//! Letters in the words of organisers, and every letter as it is kept in files beside this one.

use super::super::*;
use super::samples::*;
use plenary_domain::message::{MessageText, MessageTexts};
use plenary_domain::registration::Address;
use std::fmt::Write as _;
use std::path::PathBuf;

fn about(kind: LetterKind, edit: impl FnOnce(&mut Registration)) -> AboutFacts {
    let mut registration = registration(status_of(kind));
    edit(&mut registration);
    AboutFacts::Registration(Box::new(registration))
}

fn own() -> Wording {
    Wording {
        subject: "**{event}**: {{7*7}} {name}".into(),
        opening: "Your Excellency {name},\nof {organisation}\n\nwelcome to **{title}**.".into(),
        body: "- See [the map](https://example.org/map?a=1&b=2) of {place}\n- {{7*7}} {% include 'x' %}\n\nWrite to {contact}."
            .into(),
        closing: "Yours,\n{host}".into(),
    }
}

#[test]
fn what_organisers_write_stands_in_place_of_our_words_and_the_facts_stay() {
    let letter =
        worded(Lang::En, LetterKind::Confirmed, &about(LetterKind::Confirmed, |_| {}), (&own(), None));
    assert_eq!(letter.subject, "**Almaty Round Table 2027**: {{7*7}} Dr Zarina Yusupova");
    for needed in [
        "Your Excellency Dr Zarina Yusupova,\nof Institute\n\nwelcome to Round Table on Humanitarian Law.\n",
        "Reference number: ALM27-4K7PX\n",
        "- See the map (https://example.org/map?a=1&b=2) of Almaty, Kazakhstan\n- {{7*7}} {% include 'x' %}\n\nWrite to desk@example.org.\n",
        "Yours,\nThe secretariat of the round table\n",
    ] {
        assert!(letter.text.contains(needed), "{needed} in {}", letter.text);
    }
    for gone in ["Dear ", "What happens next", "Kind regards", "We are glad"] {
        assert!(!letter.text.contains(gone) && !letter.html.contains(gone), "{gone}");
    }
    for needed in [
        "<p>Your Excellency Dr Zarina Yusupova,<br>of Institute</p>",
        "welcome to <b>Round Table on Humanitarian Law</b>.",
        "<a href=\"https://example.org/map?a=1&#38;b=2\">the map</a>",
    ] {
        assert!(letter.html.contains(needed), "{needed} in {}", letter.html);
    }
}

#[test]
fn what_a_delegate_typed_becomes_nothing_else_in_the_words_of_organisers() {
    let hostile = about(LetterKind::Confirmed, |registration| {
        for text in [
            &mut registration.answers.given_names,
            &mut registration.answers.badge_name,
            &mut registration.answers.organisation,
        ] {
            *text = HOSTILE.to_owned();
        }
    });
    for lang in Lang::ALL {
        let letter = worded(lang, LetterKind::Confirmed, &hostile, (&own(), None));
        for body in [&letter.subject, &letter.text, &letter.html] {
            for link in ["www.evil", "http://evil", "//evil", "evil.example"] {
                assert!(!body.contains(link), "{link} in {body}");
            }
        }
        assert!(!letter.html.contains("<a href=/") && letter.html.contains("&#60;a href="));
        assert_eq!(letter.html.matches("https://example.org/map").count(), 1);
    }
}

#[test]
fn what_is_known_of_registrations_only_is_left_out_of_a_letter_to_a_speaker() {
    let [_, speaker, account] = others();
    let opening = "Dear {name} ({organisation}), {reference}".to_owned();
    let own = Wording { opening, ..Wording::default() };
    let said = |about| worded(Lang::En, LetterKind::AgendaChanged, about, (&own, None)).text;
    assert!(said(&speaker).contains(" (),\n"), "{}", said(&speaker));
    assert!(said(&account).contains("ABC27-4K7PX"), "a trial shows a sample");
}

#[test]
fn a_part_that_is_not_written_is_said_in_our_words() {
    let subject = Wording { subject: "Welcome".into(), ..Wording::default() };
    let of = about(LetterKind::Declined, |_| {});
    let letter = worded(Lang::Ru, LetterKind::Declined, &of, (&subject, None));
    assert_eq!(letter.subject, "Welcome");
    assert!(letter.text.contains("Благодарим вас за интерес") && letter.text.contains("Что дальше"));
}

#[test]
fn a_letter_to_many_says_what_is_written_and_how_to_stop_it() {
    let text = MessageText { subject: "The bus".into(), body: "It leaves at **9:00**.\n\nBe there.".into() };
    let wording = MessageTexts([(Lang::Kk, text)].into()).wording(Lang::Kk);
    let of = about(LetterKind::Message, |_| {});
    let letter = worded(Lang::Kk, LetterKind::Message, &of, (&wording, Some("f00d")));
    assert_eq!(letter.subject, "The bus");
    let start = "The bus\n\nҚұрметті Зарина Юсупова,\n\nIt leaves at 9:00.\n\nBe there.\n\nТіркелу нөмірі: ALM27-4K7PX\n";
    assert!(letter.text.starts_with(start), "{}", letter.text);
    let stop = "https://events.example.org/kk/almaty-2027/stop-letters/f00d";
    assert!(letter.text.ends_with(&format!("{stop}\n")), "{}", letter.text);
    assert!(letter.html.contains(&format!("href=\"{stop}\"")));
    assert!(letter.html.contains("dir=\"ltr\""));
}

#[test]
fn what_many_get_is_greeted_once() {
    let of = about(LetterKind::Message, |_| {});
    let said = |body: &str| {
        let text = MessageText { subject: "The bus".into(), body: body.into() };
        let wording = MessageTexts([(Lang::En, text)].into()).wording(Lang::En);
        worded(Lang::En, LetterKind::Message, &of, (&wording, None)).text
    };
    let ours = "Dear Dr Zarina Yusupova,";
    for body in [
        "It leaves at 9:00.\n\nBe there, {name}.",
        "It leaves at 9:00, {name}.",
        "For {name} it leaves\nat 9:00.",
    ] {
        assert_eq!(said(body).matches(ours).count(), 1, "{body}");
    }
    assert!(!said("Hello {name}!\n\nIt leaves at 9:00.").contains("Dear"));
    assert_eq!(said("Dear {name},\n\nit leaves at 9:00.").matches(ours).count(), 1);
}

#[test]
fn our_words_are_shown_with_fields_and_can_be_saved_as_they_stand() {
    for lang in Lang::ALL {
        for kind in LetterKind::writable() {
            let ours = default_wording(T::new(lang), kind, &event(), BASE);
            let saved = Wording::parse(|part| ours.part(part), |field| kind.knows(field));
            assert!(saved.is_ok(), "{kind:?} in {lang:?}: {saved:?}");
            assert!(ours.subject.contains("{event}") && ours.closing.ends_with("\n{host}"), "{kind:?}");
            assert_eq!(ours.opening.contains("{name}"), !kind.is_about_draft(), "{kind:?}");
        }
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/letters/snapshots")
}

/// Compares with the file; with `PLENARY_SNAPSHOTS=write` it is written, to be read before it is committed.
fn same_as_file(name: &str, found: &str) {
    let path = folder().join(name);
    if std::env::var("PLENARY_SNAPSHOTS").is_ok_and(|what| what == "write") {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (kept, found)) in kept.lines().zip(found.lines()).enumerate() {
        assert_eq!(
            kept,
            found,
            "line {} of {name}; run with PLENARY_SNAPSHOTS=write and read what changed",
            line + 1
        );
    }
    assert_eq!(kept.lines().count(), found.lines().count(), "{name}");
}

/// A letter about what it is about when it is really sent.
fn kept(lang: Lang, kind: LetterKind) -> Letter {
    if kind.is_about_draft() {
        let [draft, ..] = others();
        return written(lang, kind, &draft, Some(TICKET));
    }
    if kind == LetterKind::SpeakerInvited {
        let [_, speaker, _] = others();
        return invitation(lang, &speaker);
    }
    let of = about(kind, |registration| {
        if !registration.status.is_active() {
            registration.seats.clear();
        }
        if kind == LetterKind::AddressReminder {
            registration.address = Address::Unproven { until: "2027-02-24T11:05:00Z".parse().ok() };
        }
    });
    let none = Wording::default();
    match kind {
        LetterKind::AgendaChanged => news(lang, &of, false),
        LetterKind::AddressReminder => written(lang, kind, &of, Some(TICKET)),
        kind if kind.carries_text() => {
            let text = Wording { subject: "{event}: …".into(), body: "…".into(), ..none };
            worded(lang, kind, &of, (&text, Some("f00d")))
        }
        kind => worded(lang, kind, &of, (&none, None)),
    }
}

#[test]
fn every_letter_reads_as_it_is_kept() {
    for lang in Lang::ALL {
        let mut all = String::new();
        for kind in LetterKind::ALL {
            let letter = kept(lang, kind);
            write!(all, "=== {}\nSubject: {}\n\n{}\n", kind.code(), letter.subject, letter.text).unwrap();
            if kind == LetterKind::Confirmed {
                same_as_file(&format!("confirmed.{}.html", lang.code()), &letter.html);
            }
        }
        same_as_file(&format!("letters.{}.txt", lang.code()), &all);
    }
}
