//! The standard form: what is wrong with which answers.

use super::*;
use jiff::civil::date;
use uuid::Uuid;

fn session(n: u128, from: i8, to: i8) -> SignUpSession {
    let at = |hour| date(2027, 5, 31).at(hour, 0, 0, 0);
    SignUpSession { id: Uuid::from_u128(n).into(), starts: at(from), ends: at(to) }
}

fn facts() -> FormFacts {
    FormFacts {
        now: Timestamp::UNIX_EPOCH,
        types: super::super::built_in_types(|| Uuid::from_u128(7).into()),
        kept_type: None,
        by_organiser: false,
        languages: Lang::ALL.to_vec(),
        sign_up: vec![session(1, 10, 12), session(2, 10, 11), session(3, 11, 13)],
        ..FormFacts::default()
    }
}

fn complete() -> RawAnswers {
    let mut raw = RawAnswers::default();
    for (field, value) in [
        ("email", "z.yusupova@example.org"),
        ("language", "ru"),
        ("given", "Zarina"),
        ("family", "Yusupova"),
        ("badge", "Зарина Юсупова"),
        ("type", "academia"),
        ("state", "TJ"),
        ("organisation", "Institute"),
        ("position", "Research fellow"),
        ("notice", "yes"),
    ] {
        raw.set(field, value);
    }
    raw
}

fn problems_with(field: &str, value: &str) -> Vec<(Step, FieldProblem)> {
    let mut raw = complete();
    raw.set(field, value);
    parse_answers(&raw, &facts()).err().unwrap_or_default()
}

#[test]
fn complete_answers_pass_and_survive_the_way_back_to_the_form() {
    let mut raw = complete();
    raw.set("slot-20270531-1000", Uuid::from_u128(2).to_string());
    raw.0.insert("food".into(), vec!["vegan".into(), "halal".into()]);
    let answers = parse_answers(&raw, &facts());
    let again = answers
        .as_ref()
        .map_err(Vec::len)
        .and_then(|a| parse_answers(&a.to_raw(&facts()), &facts()).map_err(|e| e.len()));
    assert_eq!(answers.as_ref().ok(), again.as_ref().ok());
    assert_eq!(
        answers.map(|a| (a.sessions.len(), a.food.len(), a.consents)),
        Ok((1, 2, Consents::default()))
    );
}

#[test]
fn each_wrong_field_is_named_with_its_step() {
    let one = |field: &str, value: &str, step, problem| {
        let expected = vec![(step, FieldProblem { field: field.into(), problem })];
        assert_eq!(problems_with(field, value), expected, "{field}={value}");
    };
    one("email", "nope", Step::Contact, Problem::Text(TextRefused::NotEmail));
    one("language", "fr", Step::Contact, Problem::UnknownChoice);
    one("family", "", Step::About, Problem::Text(TextRefused::Empty));
    one("given", "Зарина", Step::About, Problem::Text(TextRefused::NotLatin));
    one("badge", &"x".repeat(41), Step::About, Problem::Text(TextRefused::TooLong(40)));
    one("type", "king", Step::Organisation, Problem::UnknownChoice);
    one("type", "", Step::Organisation, Problem::NotChosen);
    one("state", "XX", Step::Organisation, Problem::UnknownChoice);
    one("organisation", " ", Step::Organisation, Problem::Text(TextRefused::Empty));
    one("slot-20270531-1000", "nonsense", Step::Sessions, Problem::UnknownChoice);
    one("food", "people", Step::Needs, Problem::UnknownChoice);
    one("notice", "", Step::Check, Problem::NoticeNotRead);
}

#[test]
fn a_state_is_needed_from_those_who_represent_one_and_only_from_them() {
    let mut raw = complete();
    raw.set("state", "");
    assert!(parse_answers(&raw, &facts()).is_ok());
    raw.set("type", "member_state");
    let problems = parse_answers(&raw, &facts()).err().unwrap_or_default();
    assert_eq!(problems.iter().map(|(_, p)| p.problem).collect::<Vec<_>>(), [Problem::StateNeeded]);
}

#[test]
fn overlapping_sessions_are_refused_and_adjacent_ones_are_not() {
    let mut raw = complete();
    raw.set("slot-20270531-1100", Uuid::from_u128(3).to_string());
    raw.set("slot-20270531-1000", Uuid::from_u128(2).to_string());
    assert!(parse_answers(&raw, &facts()).is_ok());
    raw.set("slot-20270531-1000", Uuid::from_u128(1).to_string());
    let problems = parse_answers(&raw, &facts()).err().unwrap_or_default();
    assert_eq!(problems.iter().map(|(_, p)| p.problem).collect::<Vec<_>>(), [Problem::Overlaps]);
}

#[test]
fn one_name_is_enough_and_fills_the_badge() {
    let mut raw = complete();
    raw.set("given", "");
    raw.set("badge", "");
    assert_eq!(parse_answers(&raw, &facts()).map(|a| a.badge_name), Ok("Yusupova".into()));
}

#[test]
fn fields_that_no_step_asks_for_are_dropped() {
    let mut raw = complete();
    let mut typed = RawAnswers::default();
    typed.set("status", "confirmed");
    typed.set("email", "other@example.org");
    typed.set("family", "Rahimova");
    raw.replace_step(Step::About, &typed, &Form::default());
    assert_eq!(
        (raw.one("status"), raw.one("email"), raw.one("family")),
        ("", "z.yusupova@example.org", "Rahimova")
    );
    assert_eq!(raw.one("badge"), "", "a field of the step that was sent empty is emptied");
}
