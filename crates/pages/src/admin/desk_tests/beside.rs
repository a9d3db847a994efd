//! The list of registrations, what organisers keep beside them, and entering somebody.

use super::pages::undo;
use super::*;
use crate::public::{Seats, StepFacts, enter_steps};

pub(super) fn card(word: &str) -> Card {
    Card {
        origin: Origin::Organiser,
        entered_by: word.into(),
        tags: tags(),
        notes: vec![NoteLine {
            id: Uuid::from_u128(31).into(),
            text: word.into(),
            author: word.into(),
            written_at: at(20),
        }],
    }
}

#[test]
fn the_list_of_registrations() {
    each(|lang, word, may_change| {
        let (event, desk, form) = (event(word), desk(lang, word, may_change), Form::standard());
        let frame = AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 24);
        let state = |code| StateCode::parse(code).expect("State");
        let figures = Figures {
            places: 400,
            counts: Status::ALL.into_iter().zip([24, 231, 19, 11, 27]).collect(),
            days: (9..23).map(|day| (date(2027, 2, day), i64::from(day) % 7)).collect(),
            states: vec![
                (state("KZ"), 96),
                (state("UZ"), 41),
                (state("KG"), 38),
                (state("TJ"), 29),
                (state("CH"), 9),
            ],
        };
        let mut page = RegistrationsPage {
            frame,
            urls: AdminUrls::new(&event),
            event: &event,
            listing: Listing {
                search: word.into(),
                page: 2,
                columns: Column::offered(&form),
                ..Listing::new(Some(Status::Submitted))
            },
            figures,
            rows: (1..9).map(|n| line(n, Status::Submitted, word)).collect(),
            total: 60,
            more: true,
            pages: 3,
            sessions: vec![Choice::new("x", word, true)],
            form: &form,
            tags: tags().into_iter().map(|tag| (tag, 3)).collect(),
            views: vec![ViewLink { name: word.into(), query: "status=all".into(), by: word.into() }],
            waiting: 7,
            all_selected: false,
            undo: Some(undo()),
        };
        check(&label("registrations", word), lang, &page);
        page.all_selected = true;
        page.listing = page.listing.waiting();
        check(&label("registrations-all", word), lang, &page);
        page.rows.clear();
        check(&label("registrations-none-match", word), lang, &page);
        page.listing = Listing::new(None);
        page.figures = Figures::default();
        check(&label("registrations-empty", word), lang, &page);
    });
}

fn people(word: &str) -> Vec<Affected> {
    vec![Affected {
        id: Uuid::from_u128(3).into(),
        name: word.into(),
        organisation: word.into(),
        email: "z@example.org".into(),
        language: None,
        status: Status::Submitted,
    }]
}

#[test]
fn a_tag_for_several() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let mut page = TagManyPage {
            frame: AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 24),
            urls: AdminUrls::new(&event),
            people: people(word),
            list: "status=all".into(),
            typed: word.into(),
            errors: errors("tag", word),
            known: tags(),
            cut: true,
        };
        check(&label("tag-many", word), lang, &page);
        page.people.clear();
        page.errors = FormErrors::default();
        check(&label("tag-nobody", word), lang, &page);
    });
}

#[test]
fn saved_views() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let page = ViewsPage {
            frame: AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 24),
            urls: AdminUrls::new(&event),
            list: "status=all".into(),
            name: Field::new("name", word).with_error(Some(word.to_owned())),
            shared: true,
            views: vec![ViewLine {
                id: Uuid::from_u128(5).into(),
                name: Field { id: "name-5".into(), ..Field::new("name", word) },
                query: "status=all&q=%3C".into(),
                shared: true,
                by: word.into(),
            }],
            errors: errors("name", word),
        };
        check(&label("views", word), lang, &page);
    });
}

#[test]
fn entering_somebody_with_every_question_that_there_is() {
    each(|lang, word, may_change| {
        let (event, desk) = (event(word), desk(lang, word, may_change));
        let facts = FormFacts {
            languages: event.languages.clone(),
            types: event.types.clone(),
            by_organiser: true,
            form: Form { version: 1, questions: plenary_domain::registration::catalogue().to_vec() },
            ..FormFacts::default()
        };
        let mut raw = RawAnswers::default();
        for field in ["given", "family", "organisation", "food_note"] {
            raw.0.insert(field.into(), vec![word.into()]);
        }
        let seats = Seats::default();
        let step =
            StepFacts { event: &event, form: &facts, agenda: None, seats: &seats, given: None, files: &[] };
        let problems =
            plenary_domain::registration::parse_answers(&raw, &facts).expect_err("answers are missing");
        let (steps, errors) = enter_steps(lang, &raw, &problems, &step).expect("renders");
        assert_eq!(errors.0.len(), problems.len());
        assert!(steps.iter().all(|step| !step.html.contains("autocomplete=\"email\"")));
        let page = EnterPage {
            frame: AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 24),
            urls: AdminUrls::new(&event),
            steps,
            errors,
            more: true,
            once: Uuid::from_u128(6).to_string(),
            confirmed: true,
            reason: word.into(),
            letter: false,
            outside_times: true,
            list: "status=all".into(),
        };
        check(&label("enter", word), lang, &page);
    });
}
