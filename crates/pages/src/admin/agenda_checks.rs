//! The settings of the checks: for each kind of conflict, how serious it is at this event.

use super::AdminFrame;
use super::form::{EditPage, Link, Part, Section};
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use crate::urls::AdminUrls;
use plenary_domain::agenda::{Level, Rule, Rules};
use plenary_domain::event::Event;
use std::borrow::Cow;

/// The name of the field of a rule.
pub fn field(rule: Rule) -> String {
    format!("rule-{}", rule.code())
}

/// The page; `stale` says that somebody else has edited the agenda since it was opened.
pub fn checks_page<'a>(
    frame: AdminFrame<'a>,
    event: &Event,
    rules: &Rules,
    (version, stale): (i32, bool),
) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let section = |heading: Cow<'static, str>, wanted: &[Rule]| {
        let asked =
            wanted.iter().fold(Section::new(heading), |section, rule| section.ask(part(t, *rule, rules)));
        vec![asked]
    };
    EditPage {
        title: t.admin_checks_title().into_owned(),
        lead: t.admin_checks_lead().into_owned(),
        back: Link::new(urls.agenda(), t.admin_agenda_title()),
        action: urls.agenda_checks(),
        hidden: vec![("version", version.to_string())],
        errors: FormErrors::default(),
        warning: stale.then(|| {
            (t.admin_checks_meanwhile().into_owned(), Link::new(urls.agenda_checks(), t.admin_checks_see()))
        }),
        bands: vec![
            section(t.admin_checks_places(), PLACES),
            section(t.admin_checks_people(), PEOPLE),
            section(t.admin_checks_panels(), PANELS),
        ],
        save: t.admin_checks_save().into_owned(),
        remove: None,
        frame,
    }
}

const PLACES: &[Rule] = &[
    Rule::RoomTwice,
    Rule::RoomTooSmall,
    Rule::TooManyWishes,
    Rule::OutsideHours,
    Rule::OutsideEvent,
    Rule::PublicLink,
];
const PEOPLE: &[Rule] = &[
    Rule::PersonTwice,
    Rule::Turnover,
    Rule::NoChair,
    Rule::Declined,
    Rule::NotRegistered,
    Rule::InterpretationTooLong,
    Rule::TooFewBooths,
];
const PANELS: &[Rule] = &[Rule::OneGender, Rule::ModeratorOnly];

fn part(t: T, rule: Rule, rules: &Rules) -> Part {
    let now = rules.level(rule);
    let choice = |level: &Level| {
        let label = level_word(t, *level);
        let label = if *level == rule.default_level() { t.admin_checks_usual(label).into() } else { label };
        Choice::new(level.code(), label, *level == now)
    };
    let name = field(rule);
    Part::select(Field::new(name, ""), rule_word(t, rule), None, Level::ALL.iter().map(choice).collect())
}

fn level_word(t: T, level: Level) -> Cow<'static, str> {
    match level {
        Level::BlocksSave => t.admin_checks_level_save(),
        Level::BlocksRelease => t.admin_checks_level_release(),
        Level::Warning => t.admin_checks_level_warn(),
        Level::Ignored => t.admin_checks_level_ignore(),
    }
}

fn rule_word(t: T, rule: Rule) -> Cow<'static, str> {
    match rule {
        Rule::RoomTwice => t.admin_checks_room_twice(),
        Rule::PersonTwice => t.admin_checks_person_twice(),
        Rule::OutsideEvent => t.admin_checks_outside_event(),
        Rule::OutsideHours => t.admin_checks_outside_hours(),
        Rule::Turnover => t.admin_checks_turnover(),
        Rule::RoomTooSmall => t.admin_checks_room_too_small(),
        Rule::TooManyWishes => t.admin_checks_too_many_wishes(),
        Rule::NoChair => t.admin_checks_no_chair(),
        Rule::InterpretationTooLong => t.admin_checks_interpretation(),
        Rule::TooFewBooths => t.admin_checks_booths(),
        Rule::PublicLink => t.admin_checks_public_link(),
        Rule::Declined => t.admin_checks_declined(),
        Rule::NotRegistered => t.admin_checks_not_registered(),
        Rule::OneGender => t.admin_checks_one_gender(),
        Rule::ModeratorOnly => t.admin_checks_moderator_only(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_on_the_page_once() {
        let mut asked: Vec<Rule> = [PLACES, PEOPLE, PANELS].concat();
        asked.sort_unstable();
        let mut all = Rule::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(asked, all);
    }
}
