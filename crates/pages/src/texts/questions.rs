//! Words of the form's questions: those of built-in ones are texts of ours, those of an event's own are in the event.

use super::T;
use jiff::civil::Date;
use plenary_domain::Event;
use plenary_domain::registration::{
    AnswerOption, Asked, Form, Question, QuestionKind, StateCode, TypeCode, VisibilityClass, Warning,
};
use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Word = Cow<'static, str>;

macro_rules! built_in {
    ($($key:literal => $label:ident => $purpose:ident $(=> $hint:ident)?),+ $(,)?) => {
        impl T {
            pub(super) fn built_in_label(self, key: &str) -> Option<Word> {
                match key { $($key => Some(self.$label()),)+ _ => None }
            }
            fn built_in_purpose(self, key: &str) -> Option<Word> {
                match key { $($key => Some(self.$purpose()),)+ _ => None }
            }
            fn built_in_hint(self, key: &str) -> Option<Word> {
                match key { $($($key => Some(self.$hint()),)?)+ _ => None }
            }
        }
    };
}

macro_rules! options {
    ($($question:literal, $key:literal => $text:ident),+ $(,)?) => {
        impl T {
            fn built_in_option(self, question: &str, key: &str) -> Option<Word> {
                match (question, key) { $(($question, $key) => Some(self.$text()),)+ _ => None }
            }
        }
    };
}

built_in! {
    "phone" => question_phone => purpose_reach => question_phone_hint,
    "messenger" => question_messenger => purpose_reach => question_messenger_hint,
    "email_copy" => question_email_copy => purpose_copy => question_email_copy_hint,
    "name_native" => question_name_native => purpose_name => question_name_native_hint,
    "other_names" => question_other_names => purpose_name,
    "name_order" => question_name_order => purpose_name,
    "courtesy" => question_courtesy => purpose_protocol,
    "rank" => question_rank => purpose_protocol => question_rank_hint,
    "photo" => question_photo => purpose_badge => question_photo_hint,
    "gender" => question_gender => purpose_statistics => question_gender_hint,
    "gender_term" => question_gender_term => purpose_statistics,
    "age_band" => question_age_band => purpose_statistics,
    "modality" => question_modality => purpose_modality,
    "letter_upload" => question_letter_upload => purpose_letter => question_file_hint,
    "media_outlet" => question_media_outlet => purpose_media,
    "press_card" => question_press_card => purpose_media,
    "bio" => question_bio => purpose_bio => question_bio_hint,
    "arrival" => question_arrival => purpose_travel,
    "departure" => question_departure => purpose_travel,
    "hotel" => question_hotel => purpose_travel,
    "fellowship_request" => question_fellowship_request => purpose_funding => question_fellowship_request_hint,
    "visa_needed" => question_visa_needed => purpose_visa,
    "nationality" => question_nationality => purpose_visa => question_nationality_hint,
    "date_of_birth" => question_date_of_birth => purpose_visa,
    "place_of_birth" => question_place_of_birth => purpose_visa,
    "sex_marker_passport" => question_sex_marker_passport => purpose_visa => question_sex_marker_passport_hint,
    "passport_type" => question_passport_type => purpose_visa,
    "passport_number" => question_passport_number => purpose_visa,
    "passport_issued" => question_passport_issued => purpose_visa,
    "passport_expires" => question_passport_expires => purpose_visa,
    "passport_issuer" => question_passport_issuer => purpose_visa,
    "passport_scan" => question_passport_scan => purpose_visa => question_file_hint,
    "home_address" => question_home_address => purpose_visa,
    "visa_city" => question_visa_city => purpose_visa,
    "visa_entry" => question_visa_entry => purpose_visa,
    "visa_exit" => question_visa_exit => purpose_visa,
    "interpretation" => question_interpretation => purpose_interpretation,
    "diet_detail" => question_diet_detail => purpose_diet,
    "emergency_name" => question_emergency_name => purpose_emergency,
    "emergency_phone" => question_emergency_phone => purpose_emergency,
    "emergency_relation" => question_emergency_relation => purpose_emergency,
}

options! {
    "name_order", "family_first" => option_name_order_family_first,
    "name_order", "given_first" => option_name_order_given_first,
    "courtesy", "excellency" => option_courtesy_excellency,
    "courtesy", "honourable" => option_courtesy_honourable,
    "courtesy", "none" => option_courtesy_none,
    "gender", "woman" => option_gender_woman,
    "gender", "man" => option_gender_man,
    "gender", "other" => option_gender_other,
    "gender", "not_said" => option_gender_not_said,
    "age_band", "under_25" => option_age_band_under_25,
    "age_band", "25_34" => option_age_band_25_34,
    "age_band", "35_44" => option_age_band_35_44,
    "age_band", "45_54" => option_age_band_45_54,
    "age_band", "55_64" => option_age_band_55_64,
    "age_band", "over_64" => option_age_band_over_64,
    "modality", "in_person" => option_modality_in_person,
    "modality", "online" => option_modality_online,
    "sex_marker_passport", "m" => option_sex_marker_passport_m,
    "sex_marker_passport", "f" => option_sex_marker_passport_f,
    "sex_marker_passport", "x" => option_sex_marker_passport_x,
    "passport_type", "ordinary" => option_passport_type_ordinary,
    "passport_type", "service" => option_passport_type_service,
    "passport_type", "diplomatic" => option_passport_type_diplomatic,
    "passport_type", "laissez_passer" => option_passport_type_laissez_passer,
    "passport_type", "other" => option_passport_type_other,
}

/// Code and names of languages, tab-separated, one a line.
const TABLE: &str = include_str!("../../data/languages.tsv");

static LANGUAGE_NAMES: LazyLock<BTreeMap<&'static str, [&'static str; 3]>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?, cells.next()?]))
    };
    TABLE.lines().filter_map(row).collect()
});

impl T {
    /// The name of a language by its code.
    pub fn language_name(&self, code: &str) -> &'static str {
        let [en, ru, kk] = LANGUAGE_NAMES.get(code).copied().unwrap_or_default();
        match self.lang {
            plenary_domain::Lang::En => en,
            plenary_domain::Lang::Ru => ru,
            plenary_domain::Lang::Kk => kk,
        }
    }

    /// What is asked.
    pub fn question(&self, question: &Question) -> String {
        let own = || question.label.get(self.lang).to_owned();
        self.built_in_label(&question.key).map_or_else(own, Cow::into_owned)
    }

    /// What helps to answer; empty if nothing has to.
    pub fn question_help(&self, question: &Question) -> String {
        let own = || question.help.get(self.lang).to_owned();
        self.built_in_hint(&question.key).map_or_else(own, Cow::into_owned)
    }

    pub fn question_purpose(&self, question: &Question) -> String {
        let own = || question.purpose.get(self.lang).to_owned();
        self.built_in_purpose(&question.key).map_or_else(own, Cow::into_owned)
    }

    pub fn question_option(&self, question: &Question, option: &AnswerOption) -> String {
        if question.key == "interpretation" {
            return self.language_name(&option.key).to_owned();
        }
        let own = || option.label.get(self.lang).to_owned();
        self.built_in_option(&question.key, &option.key).map_or_else(own, Cow::into_owned)
    }

    /// One answer in words; a value that nothing is known of stays itself.
    pub fn question_answer(&self, question: &Question, values: &[String]) -> String {
        let word = |value: &String| match question.kind {
            QuestionKind::YesNo if value == "yes" => self.answer_yes().into_owned(),
            QuestionKind::YesNo if value == "no" => self.answer_no().into_owned(),
            QuestionKind::Statement => self.answer_accepted().into_owned(),
            QuestionKind::File | QuestionKind::Photo => self.answer_file().into_owned(),
            QuestionKind::Date => {
                value.parse().map_or_else(|_| value.clone(), |day: Date| self.date_long(day))
            }
            QuestionKind::Country => {
                StateCode::parse(value).map_or_else(|| value.clone(), |code| self.state(code).to_owned())
            }
            QuestionKind::Language => self.language_name(value).to_owned(),
            QuestionKind::OneOf | QuestionKind::SeveralOf => question
                .option(value)
                .map_or_else(|| value.clone(), |option| self.question_option(question, option)),
            _ => value.clone(),
        };
        values.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// Who sees an answer, in a sentence.
    pub fn who_sees(&self, class: impl Borrow<VisibilityClass>) -> Word {
        match class.borrow() {
            VisibilityClass::Public => self.class_public(),
            VisibilityClass::Participants => self.class_participants(),
            VisibilityClass::Organisers => self.class_organisers(),
            VisibilityClass::Purpose => self.class_purpose(),
            VisibilityClass::Delicate => self.class_delicate(),
            VisibilityClass::Security => self.class_security(),
        }
    }

    /// How long an answer is kept, in a sentence.
    pub fn how_long(&self, keep_days: Option<u16>) -> String {
        keep_days.map_or_else(|| self.keep_with_record().into_owned(), |days| self.keep_days(days))
    }

    pub fn question_kind(&self, kind: QuestionKind) -> Word {
        match kind {
            QuestionKind::ShortText => self.question_kind_short_text(),
            QuestionKind::LongText => self.question_kind_long_text(),
            QuestionKind::Number => self.question_kind_number(),
            QuestionKind::Date => self.question_kind_date(),
            QuestionKind::YesNo => self.question_kind_yes_no(),
            QuestionKind::OneOf => self.question_kind_one_of(),
            QuestionKind::SeveralOf => self.question_kind_several_of(),
            QuestionKind::Country => self.question_kind_country(),
            QuestionKind::Language => self.question_kind_language(),
            QuestionKind::File => self.question_kind_file(),
            QuestionKind::Photo => self.question_kind_picture(),
            QuestionKind::Email => self.question_kind_email(),
            QuestionKind::Phone => self.question_kind_phone(),
            QuestionKind::Statement => self.question_kind_statement(),
        }
    }

    pub fn question_asked(&self, asked: impl Borrow<Asked>) -> Word {
        match asked.borrow() {
            Asked::Off => self.asked_off(),
            Asked::Optional => self.asked_optional(),
            Asked::Required => self.asked_required(),
        }
    }

    /// Of whom a question is asked, where it is not everybody: its condition and its representation types.
    pub fn question_when(&self, event: &Event, form: &Form, question: &Question) -> String {
        let mut parts = Vec::new();
        if let Some(condition) = &question.condition {
            let decider = form.or_built_in(&condition.question);
            let words = decider.map(|decider| {
                let answers = self.question_answer(&decider, &condition.one_of);
                self.question_only_if(answers, self.question(&decider))
            });
            parts.extend(words);
        }
        if !question.for_types.is_empty() {
            let code = |code: &String| TypeCode::parse(code).map(|code| self.type_of(event, &code));
            let types = question.for_types.iter().filter_map(code);
            parts.push(self.question_only_types(types.collect::<Vec<_>>().join(", ")));
        }
        parts.join(" ")
    }

    pub fn answer_warning(&self, warning: Warning) -> Word {
        match warning {
            Warning::PassportExpiresSoon => self.warning_passport_expires(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::Lang;
    use plenary_domain::registration::{LANGUAGES, catalogue};

    #[test]
    fn every_built_in_question_has_its_words_in_every_language() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for question in catalogue() {
                assert!(!t.question(question).is_empty(), "{}", question.key);
                assert!(!t.question_purpose(question).is_empty(), "{}", question.key);
                for option in &question.options {
                    let words = t.question_option(question, option);
                    assert!(!words.is_empty(), "{} {}", question.key, option.key);
                }
            }
            for code in LANGUAGES {
                assert!(!t.language_name(code).is_empty(), "{code}");
            }
        }
    }

    #[test]
    fn the_answers_of_each_kind_are_told_in_words() {
        let t = T::new(Lang::En);
        let told = |key: &str, value: &str| {
            let question = catalogue().iter().find(|question| question.key == key).unwrap();
            t.question_answer(question, &[value.to_owned()])
        };
        assert_eq!(told("visa_needed", "yes"), "Yes");
        assert_eq!(told("nationality", "KZ"), "Kazakhstan");
        assert_eq!(told("date_of_birth", "1984-03-09"), "9 March 1984");
        assert_eq!(told("modality", "online"), "Online");
        assert_eq!(told("modality", "by_telepathy"), "by_telepathy");
        assert_eq!(told("interpretation", "kk"), "Kazakh");
    }
}
