//! Answers of the admin panel's forms, made into values; what is wrong is said beside its field.

use crate::error::WebError;
use jiff::civil::{Date, Time};
use plenary_domain::text::{TextRefused, optional_line, optional_lines};
use plenary_domain::{Lang, LocalText};
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::forms::FormErrors;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The identifier in an address; a wrong one is an address that does not exist.
pub(super) fn id_of<I: FromStr>(raw: &str) -> Result<I, WebError> {
    raw.parse().map_err(|_| WebError::NotFound)
}

/// "14:30", "9:05" or "9.05": how people write the time of day.
pub(super) fn time_of(raw: &str) -> Option<Time> {
    let (hour, minute) = raw.trim().split_once([':', '.'])?;
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Reads a form field by field and collects what is wrong.
pub(super) struct Answers<'a> {
    pub(super) t: T,
    typed: &'a Typed,
    pub(super) errors: FormErrors,
}

impl<'a> Answers<'a> {
    pub(super) fn new(t: T, typed: &'a Typed) -> Self {
        Self { t, typed, errors: FormErrors::default() }
    }

    pub(super) fn one(&self, name: &str) -> &'a str {
        self.typed.one(name).trim()
    }

    pub(super) fn all(&self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.typed.all(name)
    }

    pub(super) fn wrong(&mut self, id: impl Into<String>, text: impl Into<String>) {
        self.errors.add(id, text);
    }

    /// A value that was refused: says why and goes on without it.
    pub(super) fn or_wrong<V: Default>(&mut self, id: &str, value: Result<V, TextRefused>) -> V {
        value.unwrap_or_else(|refused| {
            self.errors.add(id, self.t.text_problem(refused));
            V::default()
        })
    }

    /// One line in each language that was asked for; languages that were not stay as they are.
    pub(super) fn line(&mut self, name: &str, old: &LocalText, max: usize) -> LocalText {
        self.text(name, old, |raw| optional_line(raw, max))
    }

    /// The same for paragraphs.
    pub(super) fn lines(&mut self, name: &str, old: &LocalText, max: usize) -> LocalText {
        self.text(name, old, |raw| optional_lines(raw, max))
    }

    fn text(
        &mut self,
        name: &str,
        old: &LocalText,
        parse: impl Fn(&str) -> Result<String, TextRefused>,
    ) -> LocalText {
        let mut text = old.clone();
        for lang in Lang::ALL {
            let field = in_lang(name, lang);
            let Some(raw) = self.typed.all(&field).next() else { continue };
            match self.or_wrong(&field, parse(raw)) {
                words if words.is_empty() => text.0.remove(&lang),
                words => text.0.insert(lang, words),
            };
        }
        text
    }

    /// A whole number; nothing if the field is empty or wrong.
    pub(super) fn number(
        &mut self,
        name: &str,
        range: RangeInclusive<i32>,
        otherwise: impl Into<String>,
    ) -> Option<i32> {
        let raw = self.one(name);
        let number = raw.parse().ok().filter(|number| range.contains(number));
        if !raw.is_empty() && number.is_none() {
            self.wrong(name, otherwise);
        }
        number
    }

    /// A date that has to be there.
    pub(super) fn date(&mut self, name: &str) -> Option<Date> {
        let date = self.one(name).parse().ok();
        if date.is_none() {
            self.wrong(name, self.t.admin_settings_error_date());
        }
        date
    }

    /// A time that has to be there.
    pub(super) fn time(&mut self, name: &str) -> Option<Time> {
        let time = time_of(self.one(name));
        if time.is_none() {
            self.wrong(name, self.t.admin_settings_error_time());
        }
        time
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (raw, at) in
            [("14:30", time(14, 30, 0, 0)), (" 9:05 ", time(9, 5, 0, 0)), ("00.00", time(0, 0, 0, 0))]
        {
            assert_eq!(time_of(raw), Some(at));
        }
        for bad in ["", "24:00", "9", "9:5", "9:60", "+9:00", "9:00 pm", "９:00", "1e1:00", "::"] {
            assert_eq!(time_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn texts_keep_the_languages_that_the_form_does_not_ask_for() {
        let old = LocalText::default().with(Lang::Kk, "Зал").with(Lang::Ru, "Зал").with(Lang::En, "Hall");
        let typed = Typed(vec![("name-en".into(), " Big  hall ".into()), ("name-ru".into(), " ".into())]);
        let mut answers = Answers::new(T::new(Lang::En), &typed);
        let text = answers.line("name", &old, 20);
        assert_eq!(text, LocalText::default().with(Lang::Kk, "Зал").with(Lang::En, "Big hall"));
        assert!(answers.errors.is_empty());
        let short = answers.line("name", &old, 3);
        assert_eq!(short.exact(Lang::En), None);
        assert!(answers.errors.of("name-en").is_some());
    }

    #[test]
    fn numbers_out_of_range_are_told_and_empty_ones_are_none() {
        let typed =
            Typed(vec![("a".into(), "7".into()), ("b".into(), "-1".into()), ("c".into(), " ".into())]);
        let mut answers = Answers::new(T::new(Lang::En), &typed);
        assert_eq!(["a", "b", "c"].map(|name| answers.number(name, 0..=9, "no")), [Some(7), None, None]);
        assert_eq!(answers.errors.0.iter().map(|error| error.id.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
