//! The event's own questions: each kind with good and bad answers, conditions, versions, and what is no form.

use super::*;
use crate::lang::Lang;
use crate::registration::{
    FieldProblem, FormFacts, Problem, RawAnswers, check_step, parse_answers, parse_change,
};
use crate::text::TextRefused;
use jiff::civil::date;

fn text(words: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, words))
}

fn own(key: &str, kind: QuestionKind) -> Question {
    let option = |key: &str| AnswerOption { key: key.into(), label: text(key), places: None };
    let options = if kind.has_options() { vec![option("bus"), option("train")] } else { vec![] };
    Question {
        key: format!("own_{key}"),
        kind,
        step: Step::Travel,
        label: text("What"),
        help: LocalText::default(),
        purpose: text("To plan"),
        asked: Asked::Required,
        condition: None,
        class: VisibilityClass::Organisers,
        keep_days: Some(30),
        options,
        for_types: vec![],
        range: None,
    }
}

fn facts(questions: Vec<Question>) -> FormFacts {
    let mut form = Form { version: 1, questions };
    form.arrange();
    FormFacts {
        types: crate::registration::built_in_types(|| uuid::Uuid::from_u128(7).into()),
        languages: Lang::ALL.to_vec(),
        form,
        days: (date(2027, 5, 31), date(2027, 6, 1)),
        ..FormFacts::default()
    }
}

fn switched_on(keys: &[&str]) -> Vec<Question> {
    let on = |question: &&Question| keys.contains(&question.key.as_str());
    let asked = |question: &Question| Question { asked: Asked::Required, ..question.clone() };
    catalogue().iter().filter(on).map(asked).collect()
}

fn raw(pairs: &[(&str, &str)]) -> RawAnswers {
    let core = [
        ("email", "z@example.org"),
        ("language", "ru"),
        ("given", "Zarina"),
        ("family", "Yusupova"),
        ("type", "academia"),
        ("organisation", "Institute"),
        ("position", "Fellow"),
        ("notice", "yes"),
    ];
    let mut raw = RawAnswers::default();
    for (field, value) in core.iter().chain(pairs) {
        raw.0.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    raw
}

fn problem(facts: &FormFacts, pairs: &[(&str, &str)]) -> Option<Problem> {
    let problems = parse_answers(&raw(pairs), facts).err()?;
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.first().map(|(_, problem)| problem.problem)
}

fn kept(facts: &FormFacts, pairs: &[(&str, &str)], key: &str) -> Option<String> {
    let answers = parse_answers(&raw(pairs), facts).expect("good answers");
    answers.own.get(key).map(|values| values.join(","))
}

#[test]
fn each_kind_keeps_good_answers_in_one_form() {
    use QuestionKind as K;
    let birth = facts(switched_on(&["visa_needed", "date_of_birth"]));
    let born = kept(&birth, &[("visa_needed", "yes"), ("date_of_birth", "31.05.2011")], "date_of_birth");
    assert_eq!(born.as_deref(), Some("2011-05-31"));
    for (kind, typed, good) in [
        (K::ShortText, "  Юсупова   Зарина ", "Юсупова Зарина"),
        (K::LongText, "a\r\nb", "a\nb"),
        (K::Number, "1 200", "1200"),
        (K::Date, "2027-06-02", "2027-06-02"),
        (K::Date, "2.6.2027", "2027-06-02"),
        (K::YesNo, "no", "no"),
        (K::OneOf, "bus", "bus"),
        (K::SeveralOf, "train", "train"),
        (K::Country, "KZ", "KZ"),
        (K::Language, "tg", "tg"),
        (K::Email, " a@b.kz ", "a@b.kz"),
        (K::Phone, "+7 (701) 123-45-67", "+77011234567"),
        (K::Phone, "00996 555 123456", "+996555123456"),
        (K::Statement, "yes", "yes"),
    ] {
        let facts = facts(vec![own("question", kind)]);
        assert_eq!(
            kept(&facts, &[("own_question", typed)], "own_question").as_deref(),
            Some(good),
            "{kind:?}"
        );
    }
}

#[test]
fn each_kind_refuses_what_is_no_answer_and_names_the_reason() {
    use QuestionKind as K;
    let number = Problem::NotNumber { least: 0, most: 1_000_000 };
    for (kind, typed, wrong) in [
        (K::ShortText, "", Problem::Text(TextRefused::Empty)),
        (K::ShortText, "a\u{202E}b", Problem::Text(TextRefused::NotText)),
        (K::LongText, &"x".repeat(1_201), Problem::Text(TextRefused::TooLong(1_200))),
        (K::Number, "-1", number),
        (K::Number, "two", number),
        (K::Number, "99999999999999999999", number),
        (K::Date, "2027-02-30", Problem::NotDate),
        (K::Date, "soon", Problem::NotDate),
        (K::Date, "0001-01-01", Problem::NotDate),
        (K::YesNo, "perhaps", Problem::UnknownChoice),
        (K::YesNo, "", Problem::NotChosen),
        (K::OneOf, "plane", Problem::UnknownChoice),
        (K::SeveralOf, "plane", Problem::UnknownChoice),
        (K::Country, "XX", Problem::UnknownChoice),
        (K::Language, "xx", Problem::UnknownChoice),
        (K::Email, "nope", Problem::Text(TextRefused::NotEmail)),
        (K::Phone, "87011234567", Problem::NotPhone),
        (K::Phone, "+7701", Problem::NotPhone),
        (K::Phone, "+7701123456a", Problem::NotPhone),
        (K::Statement, "", Problem::NotAccepted),
    ] {
        let facts = facts(vec![own("question", kind)]);
        assert_eq!(problem(&facts, &[("own_question", typed)]), Some(wrong), "{kind:?} {typed}");
    }
    let ages = facts(switched_on(&["visa_needed", "date_of_birth"]));
    for born in ["2011-06-01", "1926-05-30"] {
        let typed = [("visa_needed", "yes"), ("date_of_birth", born)];
        assert_eq!(problem(&ages, &typed), Some(Problem::AgeOutOfRange), "{born}");
    }
}

#[test]
fn a_question_that_need_not_be_answered_may_be_left_and_is_still_checked() {
    let mut question = own("question", QuestionKind::Phone);
    question.asked = Asked::Optional;
    let facts = facts(vec![question]);
    assert_eq!(kept(&facts, &[("own_question", " ")], "own_question"), None);
    assert_eq!(problem(&facts, &[("own_question", "1")]), Some(Problem::NotPhone));
}

#[test]
fn what_is_asked_only_after_an_answer_is_dropped_with_that_answer_and_never_refused() {
    let facts = facts(switched_on(&["visa_needed", "passport_number", "nationality"]));
    assert_eq!(kept(&facts, &[("visa_needed", "no"), ("passport_number", "N1")], "passport_number"), None);
    let yes = raw(&[("visa_needed", "yes"), ("passport_number", "N1")]);
    let field = |field: &str, problem| FieldProblem { field: field.into(), problem };
    assert_eq!(check_step(Step::Travel, &yes, &facts), [field("nationality", Problem::NotChosen)]);
    assert_eq!(check_step(Step::About, &yes, &facts), []);
    let wrong = raw(&[("visa_needed", "maybe"), ("passport_number", "N1")]);
    assert_eq!(check_step(Step::Travel, &wrong, &facts), [field("visa_needed", Problem::UnknownChoice)]);
}

#[test]
fn a_question_for_one_type_is_asked_of_that_type() {
    let facts = facts(switched_on(&["press_card"]));
    assert_eq!(problem(&facts, &[("type", "media")]), Some(Problem::Text(TextRefused::Empty)));
    assert_eq!(kept(&facts, &[("press_card", "7")], "press_card"), None);
}

#[test]
fn files_are_asked_for_only_where_they_can_be_kept() {
    let mut facts = facts(vec![own("paper", QuestionKind::File)]);
    assert!(parse_answers(&raw(&[]), &facts).is_ok());
    facts.files = true;
    assert_eq!(problem(&facts, &[("own_paper", "../../etc")]), Some(Problem::NotFile));
    let id = "0190163d-8694-739b-aea5-966c26f8ad91";
    assert_eq!(kept(&facts, &[("own_paper", id)], "own_paper").as_deref(), Some(id));
}

#[test]
fn the_step_of_travel_is_there_only_for_those_who_are_asked_something() {
    let mut media = own("visa", QuestionKind::YesNo);
    media.for_types = vec!["media".into()];
    let facts = facts(vec![media]);
    let someone = raw(&[]);
    assert_eq!(facts.steps(&someone).len(), 6);
    assert_eq!(facts.next(Step::Sessions, &someone), Some(Step::Needs));
    assert_eq!(facts.previous(Step::Needs, &someone), Some(Step::Sessions));
    let journalist = raw(&[("type", "media")]);
    assert_eq!(facts.next(Step::Sessions, &journalist), Some(Step::Travel));
    assert_eq!(facts.previous(Step::Needs, &journalist), Some(Step::Travel));
}

#[test]
fn a_passport_that_expires_soon_is_a_warning_and_no_refusal() {
    let facts = facts(switched_on(&["visa_needed", "passport_expires"]));
    for (expires, warned) in [("2027-08-31", true), ("2027-09-01", false)] {
        let raw = raw(&[("visa_needed", "yes"), ("passport_expires", expires)]);
        assert!(parse_answers(&raw, &facts).is_ok());
        assert_eq!(!facts.warnings(&raw).is_empty(), warned, "{expires}");
    }
}

#[test]
fn a_change_of_one_step_keeps_old_answers_and_is_not_held_up_by_new_questions() {
    let before = facts(vec![own("removed", QuestionKind::ShortText), own("stays", QuestionKind::OneOf)]);
    let old = parse_answers(&raw(&[("own_removed", "old words"), ("own_stays", "bus")]), &before).unwrap();
    let mut stays = own("stays", QuestionKind::OneOf);
    stays.options.remove(0);
    stays.options.push(AnswerOption { key: "ship".into(), label: text("ship"), places: None });
    let after = facts(vec![stays, own("fresh", QuestionKind::YesNo)]);
    let name = raw(&[("family", "Rahimova")]);
    let new = parse_change(&old, (Step::About, &name), &after).unwrap();
    assert_eq!((new.family_name.as_str(), &new.own), ("Rahimova", &old.own));
    let refused = parse_change(&old, (Step::Travel, &raw(&[("own_stays", "bus")])), &after);
    assert_eq!(refused.map_err(|problems| problems.len()), Err(2));
    let typed = raw(&[("own_stays", "ship"), ("own_fresh", "no")]);
    let new = parse_change(&old, (Step::Travel, &typed), &after).unwrap();
    let own: Vec<(&str, &str)> = new.own.iter().map(|(key, v)| (key.as_str(), v[0].as_str())).collect();
    assert_eq!(own, [("own_fresh", "no"), ("own_removed", "old words"), ("own_stays", "ship")]);
}

#[test]
fn a_change_that_ends_a_condition_in_another_step_drops_what_hung_on_it() {
    let facts = facts(switched_on(&["press_card"]));
    let old = parse_answers(&raw(&[("type", "media"), ("press_card", "7")]), &facts).unwrap();
    let typed = raw(&[("type", "academia")]);
    let new = parse_change(&old, (Step::Organisation, &typed), &facts).unwrap();
    assert_eq!(new.own.len(), 0);
}

#[test]
fn what_is_no_form_is_told() {
    let fault = |question: Question| {
        let form = Form { version: 1, questions: vec![question] };
        form.faults(&Form::default(), &Lang::ALL).into_iter().map(|fault| fault.fault).collect::<Vec<_>>()
    };
    let good = || own("question", QuestionKind::OneOf);
    assert_eq!(fault(good()), []);
    let with = |change: &dyn Fn(&mut Question)| {
        let mut question = good();
        change(&mut question);
        fault(question)
    };
    assert_eq!(with(&|q| q.label = LocalText::default().with(Lang::En, "What")), [Fault::NoLabel(Lang::Ru)]);
    assert_eq!(with(&|q| q.purpose = LocalText::default()), [Fault::NoPurpose(Lang::En)]);
    assert_eq!(with(&|q| q.options.truncate(1)), [Fault::Options]);
    assert_eq!(with(&|q| q.options[1].key = "bus".into()), [Fault::OptionLabel(Lang::En)]);
    assert_eq!(with(&|q| q.options[1].places = Some(0)), [Fault::Places]);
    assert_eq!(with(&|q| q.key = "email".into()), [Fault::BadKey]);
    assert_eq!(with(&|q| q.step = Step::Sessions), [Fault::Step]);
    assert_eq!(with(&|q| q.keep_days = Some(9_999)), [Fault::Retention]);
    let early = with(&|q| (q.step, q.for_types) = (Step::About, vec!["media".into()]));
    assert_eq!(early, [Fault::TypesTooEarly]);
    let gender = || Question { asked: Asked::Optional, ..built_in("gender").unwrap().clone() };
    assert_eq!(fault(gender()), []);
    assert_eq!(fault(Question { asked: Asked::Required, ..gender() }), [Fault::NeverRequired]);
    assert_eq!(fault(Question { kind: QuestionKind::Date, ..gender() }), [Fault::BuiltInChanged]);
}

#[test]
fn a_condition_names_an_answer_to_a_question_that_is_asked_before() {
    let condition = |question: &str, answer: &str| {
        Some(Condition { question: question.to_owned(), one_of: vec![answer.to_owned()] })
    };
    let decider = own("decider", QuestionKind::OneOf);
    let hangs = |answer: &str| Question {
        condition: condition("own_decider", answer),
        ..own("hangs", QuestionKind::ShortText)
    };
    let faults = |questions: Vec<Question>| {
        let form = Form { version: 1, questions };
        form.faults(&Form::default(), &Lang::ALL).into_iter().map(|fault| fault.fault).collect::<Vec<_>>()
    };
    let not_earlier = [Fault::ConditionNotEarlier("own_decider".into())];
    assert_eq!(faults(vec![decider.clone(), hangs("bus")]), []);
    assert_eq!(faults(vec![hangs("bus"), decider.clone()]), not_earlier);
    assert_eq!(faults(vec![hangs("bus")]), not_earlier);
    assert_eq!(faults(vec![Question { asked: Asked::Off, ..decider.clone() }, hangs("bus")]), not_earlier);
    assert_eq!(faults(vec![decider.clone(), hangs("plane")]), [Fault::ConditionAnswer("own_decider".into())]);
    let form = Form { version: 1, questions: vec![decider, hangs("bus")] };
    assert_eq!(form.needed_by("own_decider").len(), 1);
    let mut other = form.clone();
    other.questions[0].kind = QuestionKind::SeveralOf;
    let kinds: Vec<Fault> = other.faults(&form, &Lang::ALL).into_iter().map(|fault| fault.fault).collect();
    assert_eq!(kinds, [Fault::KindChanged]);
}

#[test]
fn the_whole_catalogue_can_be_switched_on_and_a_new_event_asks_for_one_name() {
    let standard: Vec<String> = Form::standard().questions.into_iter().map(|q| q.key).collect();
    assert_eq!(standard, ["name_native"]);
    let mut form = Form::standard();
    for question in catalogue() {
        form.put(Question { asked: Asked::Optional, ..question.clone() });
    }
    assert_eq!(form.faults(&Form::standard(), &Lang::ALL), []);
    assert_eq!(form.questions.len(), catalogue().len());
    let again: Vec<Question> =
        serde_json::from_value(serde_json::to_value(&form.questions).unwrap()).unwrap();
    assert_eq!(again, form.questions);
}

#[test]
fn editing_moves_within_a_step_and_tells_what_changed() {
    let mut form = Form { version: 1, questions: vec![own("aaaa", QuestionKind::Date)] };
    let before = form.clone();
    form.put(own("bbbb", QuestionKind::Date));
    form.put(Question { asked: Asked::Optional, ..built_in("phone").unwrap().clone() });
    let keys = |form: &Form| form.questions.iter().map(|q| q.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&form), ["phone", "own_aaaa", "own_bbbb"]);
    assert_eq!(form.changes_since(&before).added, ["phone", "What"]);
    let added = form.clone();
    assert!(form.shift("own_bbbb", true) && !form.shift("own_bbbb", true) && !form.shift("phone", false));
    assert_eq!(keys(&form), ["phone", "own_bbbb", "own_aaaa"]);
    assert_eq!(form.changes_since(&added).moved.len(), 2);
    assert!(added.changes_since(&added).is_empty());
    form.put(Question { asked: Asked::Off, ..built_in("phone").unwrap().clone() });
    form.remove("own_aaaa");
    assert_eq!(form.changes_since(&added).removed, ["phone", "What"]);
    assert_eq!(form.or_built_in("phone").map(|q| q.asked), Some(Asked::Off));
}
