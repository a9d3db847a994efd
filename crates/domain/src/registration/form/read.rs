//! Answers to the event's own questions: which questions somebody is asked at all, and what is wrong with which
//! answer. An answer to a question whose condition does not hold is dropped without a word.

use super::{Condition, LANGUAGES, Question, QuestionKind};
use crate::registration::{FieldProblem, FormFacts, Problem, RawAnswers, StateCode, Step};
use crate::text::{EmailAddress, TextRefused, optional_line, optional_lines};
use jiff::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Longest answers, in characters.
const LINE: usize = 200;
const LINES: usize = 1_200;
/// Digits of a telephone number, its country's code among them (E.164).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Years of age on the first day of the event.
const AGES: std::ops::RangeInclusive<i16> = 16..=100;
/// Years that a date may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// What a number may be when its question does not say.
const NUMBERS: (i64, i64) = (0, 1_000_000);

/// Worth looking at again, and no reason to refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// A passport should be valid for three months after the event.
    PassportExpiresSoon,
}

pub(in crate::registration) struct OwnRead<'a> {
    pub(in crate::registration) asked: Vec<&'a Question>,
    pub(in crate::registration) answers: BTreeMap<String, Vec<String>>,
    pub(in crate::registration) problems: Vec<FieldProblem>,
}

pub(in crate::registration) fn read_own<'a>(raw: &RawAnswers, facts: &'a FormFacts) -> OwnRead<'a> {
    let mut read = OwnRead { asked: Vec::new(), answers: BTreeMap::new(), problems: Vec::new() };
    for question in facts.form.questions.iter().filter(|question| question.is_asked()) {
        let holds = question.condition.as_ref().is_none_or(|condition| condition.holds(&read.answers));
        if !holds || !facts.can_ask(question) || !question.is_for(raw.one("type")) {
            continue;
        }
        read.asked.push(question);
        match question.read(raw.all(&question.key), facts) {
            Ok(values) if values.is_empty() => {}
            Ok(values) if values.iter().any(|value| facts.is_full(question, value)) => {
                let field = question.key.clone();
                read.problems.push(FieldProblem { field, problem: Problem::OptionFull });
            }
            Ok(values) => {
                read.answers.insert(question.key.clone(), values);
            }
            Err(problem) => read.problems.push(FieldProblem { field: question.key.clone(), problem }),
        }
    }
    read
}

impl FormFacts {
    /// Whether a question can be asked at all: files only where they can be kept.
    pub fn can_ask(&self, question: &Question) -> bool {
        !question.kind.is_file() || (self.files && question.takes_its_answer())
    }

    /// The questions that somebody with these answers is asked.
    pub fn asked(&self, raw: &RawAnswers) -> Vec<&Question> {
        read_own(raw, self).asked
    }

    /// The steps for somebody with these answers: travel only if there is something to ask.
    pub fn steps(&self, raw: &RawAnswers) -> Vec<Step> {
        let travels = self.asked(raw).iter().any(|question| question.step == Step::Travel);
        Step::ALL.into_iter().filter(|step| travels || *step != Step::Travel).collect()
    }

    /// The step after this one.
    pub fn next(&self, step: Step, raw: &RawAnswers) -> Option<Step> {
        self.steps(raw).into_iter().find(|other| *other > step)
    }

    pub fn previous(&self, step: Step, raw: &RawAnswers) -> Option<Step> {
        self.steps(raw).into_iter().rfind(|other| *other < step)
    }

    /// What should be looked at again, by field.
    pub fn warnings(&self, raw: &RawAnswers) -> Vec<(String, Warning)> {
        let own = read_own(raw, self).answers;
        let expires = own.get("passport_expires").and_then(|values| values.first());
        let expires = expires.and_then(|day| day.parse::<Date>().ok());
        let needed = self.days.1.checked_add(Span::new().months(3)).ok();
        match (expires, needed) {
            (Some(expires), Some(needed)) if expires < needed => {
                vec![("passport_expires".to_owned(), Warning::PassportExpiresSoon)]
            }
            _ => Vec::new(),
        }
    }
}

impl Condition {
    fn holds(&self, answers: &BTreeMap<String, Vec<String>>) -> bool {
        answers.get(&self.question).is_some_and(|given| given.iter().any(|value| self.one_of.contains(value)))
    }
}

impl Question {
    /// The answer, brought to its one form; empty for none.
    fn read(&self, typed: &[String], facts: &FormFacts) -> Result<Vec<String>, Problem> {
        let values: Vec<&str> = typed.iter().map(|value| value.trim()).filter(|v| !v.is_empty()).collect();
        let Some(first) = values.first().copied() else {
            return if self.is_required() { Err(self.kind.missing()) } else { Ok(Vec::new()) };
        };
        if self.kind == QuestionKind::SeveralOf {
            // In the order of the form, each once, whatever was sent.
            let known = values.iter().all(|value| self.option(value).is_some());
            let chosen = self.options.iter().filter(|option| values.contains(&option.key.as_str()));
            return if known {
                Ok(chosen.map(|option| option.key.clone()).collect())
            } else {
                Err(Problem::UnknownChoice)
            };
        }
        self.read_one(first, facts).map(|value| vec![value])
    }

    fn read_one(&self, value: &str, facts: &FormFacts) -> Result<String, Problem> {
        let one_of = |known: bool| if known { Ok(value.to_owned()) } else { Err(Problem::UnknownChoice) };
        match self.kind {
            QuestionKind::ShortText => optional_line(value, LINE).map_err(Problem::Text),
            QuestionKind::LongText => optional_lines(value, LINES).map_err(Problem::Text),
            QuestionKind::Email => {
                EmailAddress::parse(value).map(|address| address.to_string()).map_err(Problem::Text)
            }
            QuestionKind::Number => self.number(value),
            QuestionKind::Date => self.date(value, facts),
            QuestionKind::Phone => phone(value).ok_or(Problem::NotPhone),
            QuestionKind::YesNo => one_of(matches!(value, "yes" | "no")),
            QuestionKind::Statement => one_of(value == "yes"),
            QuestionKind::OneOf | QuestionKind::SeveralOf => one_of(self.option(value).is_some()),
            QuestionKind::Country => one_of(StateCode::parse(value).is_some()),
            QuestionKind::Language => one_of(LANGUAGES.contains(&value)),
            QuestionKind::File | QuestionKind::Photo => {
                value.parse::<Uuid>().map(|id| id.to_string()).map_err(|_| Problem::NotFile)
            }
        }
    }

    fn number(&self, value: &str) -> Result<String, Problem> {
        let (least, most) = self.range.unwrap_or(NUMBERS);
        let plain: String = value.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
        match plain.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Ok(number.to_string()),
            _ => Err(Problem::NotNumber { least, most }),
        }
    }

    fn date(&self, value: &str, facts: &FormFacts) -> Result<String, Problem> {
        let day = civil_date(value).filter(|day| YEARS.contains(&day.year())).ok_or(Problem::NotDate)?;
        if self.key == "date_of_birth" {
            let first = facts.days.0;
            let had_birthday = (first.month(), first.day()) >= (day.month(), day.day());
            let age = first.year() - day.year() - i16::from(!had_birthday);
            if !AGES.contains(&age) {
                return Err(Problem::AgeOutOfRange);
            }
        }
        Ok(day.to_string())
    }
}

impl QuestionKind {
    /// What is wrong with no answer.
    const fn missing(self) -> Problem {
        match self {
            Self::Statement => Problem::NotAccepted,
            Self::File | Self::Photo => Problem::NotFile,
            Self::YesNo | Self::OneOf | Self::SeveralOf | Self::Country | Self::Language => {
                Problem::NotChosen
            }
            _ => Problem::Text(TextRefused::Empty),
        }
    }
}

/// `2027-05-31` as browsers send it, or `31.05.2027` and `31/05/2027` as people write it where there is no calendar.
fn civil_date(value: &str) -> Option<Date> {
    if let Ok(day) = value.parse::<Date>() {
        return Some(day);
    }
    let mut parts = value.split(['.', '/']).map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `+77011234567`: the plus stays, everything that people put between the digits goes.
fn phone(value: &str) -> Option<String> {
    let value = value.strip_prefix("00").map_or_else(|| value.to_owned(), |rest| format!("+{rest}"));
    let rest = value.strip_prefix('+')?;
    let filler = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '(' | ')' | '.' | '/');
    let digits: String = rest.chars().filter(|c| !filler(*c)).collect();
    let plausible = PHONE_DIGITS.contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0');
    plausible.then(|| format!("+{digits}"))
}
