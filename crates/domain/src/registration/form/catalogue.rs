//! The built-in questions: their keys, kinds, steps, and the classes and retention that are usual for them. All of
//! them but one are off until an organiser switches them on.

use super::{AnswerOption, Asked, Condition, Question, QuestionKind, VisibilityClass};
use crate::lang::LocalText;
use crate::registration::Step;
use QuestionKind::{Country, Date, Email, File, LongText, OneOf, Phone, Photo, SeveralOf, ShortText, YesNo};
use Step::{About, Contact, Needs, Organisation, Travel};
use VisibilityClass::{Delicate, Organisers, Participants, Public, Purpose};
use std::sync::LazyLock;

/// Who is asked.
enum Of {
    Everybody,
    /// Those who gave this answer to an earlier question.
    If(&'static str, &'static str),
    /// People of this representation type.
    Type(&'static str),
}

const VISA: Of = Of::If("visa_needed", "yes");

/// Key, kind, step, class, days after the event, who is asked.
type Row = (&'static str, QuestionKind, Step, VisibilityClass, Option<u16>, Of);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("phone", Phone, Contact, Organisers, Some(90), Of::Everybody),
    ("messenger", ShortText, Contact, Organisers, Some(90), Of::Everybody),
    ("email_copy", Email, Contact, Organisers, Some(365), Of::Everybody),
    ("name_native", ShortText, About, Participants, None, Of::Everybody),
    ("other_names", ShortText, About, Organisers, Some(365), Of::Everybody),
    ("name_order", OneOf, About, Public, None, Of::Everybody),
    ("courtesy", OneOf, About, Public, None, Of::Everybody),
    ("rank", ShortText, About, Public, None, Of::Everybody),
    ("photo", Photo, About, Purpose, Some(30), Of::Everybody),
    ("gender", OneOf, About, Delicate, Some(90), Of::Everybody),
    ("gender_term", ShortText, About, Delicate, Some(90), Of::If("gender", "other")),
    ("age_band", OneOf, About, Delicate, Some(90), Of::Everybody),
    ("modality", OneOf, Organisation, Organisers, Some(365), Of::Everybody),
    ("letter_upload", File, Organisation, Organisers, Some(365), Of::Everybody),
    ("media_outlet", ShortText, Organisation, Organisers, Some(90), Of::Type("media")),
    ("press_card", ShortText, Organisation, Purpose, Some(90), Of::Type("media")),
    ("bio", LongText, Organisation, Public, None, Of::Type("speaker")),
    ("arrival", Date, Travel, Organisers, Some(30), Of::Everybody),
    ("departure", Date, Travel, Organisers, Some(30), Of::Everybody),
    ("hotel", ShortText, Travel, Organisers, Some(30), Of::Everybody),
    ("fellowship_request", LongText, Travel, Organisers, Some(730), Of::Everybody),
    ("visa_needed", YesNo, Travel, Purpose, Some(90), Of::Everybody),
    ("nationality", Country, Travel, Purpose, Some(90), VISA),
    ("date_of_birth", Date, Travel, Purpose, Some(90), VISA),
    ("place_of_birth", ShortText, Travel, Purpose, Some(90), VISA),
    ("sex_marker_passport", OneOf, Travel, Purpose, Some(90), VISA),
    ("passport_type", OneOf, Travel, Purpose, Some(30), VISA),
    ("passport_number", ShortText, Travel, Purpose, Some(30), VISA),
    ("passport_issued", Date, Travel, Purpose, Some(30), VISA),
    ("passport_expires", Date, Travel, Purpose, Some(30), VISA),
    ("passport_issuer", ShortText, Travel, Purpose, Some(30), VISA),
    ("passport_scan", File, Travel, Purpose, Some(30), VISA),
    ("home_address", LongText, Travel, Purpose, Some(30), VISA),
    ("visa_city", ShortText, Travel, Purpose, Some(90), VISA),
    ("visa_entry", Date, Travel, Purpose, Some(90), VISA),
    ("visa_exit", Date, Travel, Purpose, Some(90), VISA),
    ("interpretation", SeveralOf, Needs, Organisers, Some(90), Of::Everybody),
    ("diet_detail", LongText, Needs, Delicate, Some(14), Of::Everybody),
    ("emergency_name", ShortText, Needs, Delicate, Some(14), Of::Everybody),
    ("emergency_phone", Phone, Needs, Delicate, Some(14), Of::Everybody),
    ("emergency_relation", ShortText, Needs, Delicate, Some(14), Of::Everybody),
];

fn options(key: &str) -> &'static [&'static str] {
    match key {
        "name_order" => &["family_first", "given_first"],
        "courtesy" => &["excellency", "honourable", "none"],
        "gender" => &["woman", "man", "other", "not_said"],
        "age_band" => &["under_25", "25_34", "35_44", "45_54", "55_64", "over_64"],
        "modality" => &["in_person", "online"],
        "sex_marker_passport" => &["m", "f", "x"],
        "passport_type" => &["ordinary", "service", "diplomatic", "laissez_passer", "other"],
        "interpretation" => &["ar", "en", "es", "fr", "kk", "ru", "zh"],
        _ => &[],
    }
}

fn question((key, kind, step, class, keep_days, of): &Row) -> Question {
    let (condition, for_types) = match of {
        Of::Everybody => (None, Vec::new()),
        Of::If(question, answer) => {
            let one_of = vec![(*answer).to_owned()];
            (Some(Condition { question: (*question).to_owned(), one_of }), Vec::new())
        }
        Of::Type(code) => (None, vec![(*code).to_owned()]),
    };
    let option =
        |key: &&str| AnswerOption { key: (*key).to_owned(), label: LocalText::default(), places: None };
    Question {
        key: (*key).to_owned(),
        kind: *kind,
        step: *step,
        label: LocalText::default(),
        help: LocalText::default(),
        purpose: LocalText::default(),
        asked: if *key == "name_native" { Asked::Optional } else { Asked::Off },
        condition,
        class: *class,
        keep_days: *keep_days,
        options: options(key).iter().map(option).collect(),
        for_types,
        range: None,
    }
}

static CATALOGUE: LazyLock<Vec<Question>> = LazyLock::new(|| ROWS.iter().map(question).collect());

/// Every built-in question, in the order in which it is asked.
pub fn catalogue() -> &'static [Question] {
    &CATALOGUE
}

/// A built-in question as it is before anybody changes it.
pub fn built_in(key: &str) -> Option<&'static Question> {
    CATALOGUE.iter().find(|question| question.key == key)
}
