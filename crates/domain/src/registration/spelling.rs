//! Latin spellings beside the fields of a name. They are for comparing and choosing from: what somebody typed is never
//! changed, and what stands in the passport is right whatever is said here.

use super::RawAnswers;
use crate::names::{fits, suggestions};

/// Longer than any name: nothing is said about it.
const LONGEST: usize = 200;

/// How a name that was typed in Cyrillic letters is spelt in Latin ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The name as it was typed.
    pub of: String,
    /// The whole of it, in each spelling.
    pub latin: Vec<String>,
    /// What may be chosen for the field.
    pub options: Vec<String>,
}

/// What is worth saying beside `given` or `family`: of what was typed there in Cyrillic letters; otherwise of the name
/// in its own script, where that was typed and the Latin form is missing or is none of its spellings.
pub fn spelling(field: &str, raw: &RawAnswers) -> Option<Spelling> {
    let (typed, native) = (raw.one(field).trim(), raw.one("name_native").trim());
    if [typed, native].iter().any(|text| text.chars().count() > LONGEST) {
        return None;
    }
    let latin = suggestions(typed);
    if !latin.is_empty() {
        return Some(Spelling { of: typed.to_owned(), options: latin.clone(), latin });
    }
    let missing = typed.is_empty() && (field == "family" || raw.one("family").trim().is_empty());
    if !missing && fits(native, typed) {
        return None;
    }
    let latin = suggestions(native);
    let mut options: Vec<String> = Vec::new();
    for option in native.split_whitespace().flat_map(suggestions) {
        if !options.contains(&option) {
            options.push(option);
        }
    }
    (!latin.is_empty()).then(|| Spelling { of: native.to_owned(), latin, options })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(given: &str, family: &str, native: &str) -> [Option<Vec<String>>; 2] {
        let mut raw = RawAnswers::default();
        for (field, value) in [("given", given), ("family", family), ("name_native", native)] {
            raw.0.insert(field.to_owned(), vec![value.to_owned()]);
        }
        ["given", "family"].map(|field| spelling(field, &raw).map(|spelling| spelling.latin))
    }

    fn list(spellings: &[&str]) -> Vec<String> {
        spellings.iter().map(|&spelling| spelling.to_owned()).collect()
    }

    #[test]
    fn what_was_typed_in_cyrillic_letters_is_spelt_beside_its_field() {
        assert_eq!(told("Zarina", "Шакеева", ""), [None, Some(list(&["Shakeeva", "Shakeyeva"]))]);
        assert_eq!(told("", "Юсупов", "Тимур Юсупов"), [None, Some(list(&["Iusupov", "Yusupov"]))]);
    }

    #[test]
    fn a_latin_form_that_is_missing_or_none_of_the_spellings_is_compared_with_the_name_at_home() {
        let both = Some(list(&["Zarina Shakeeva", "Zarina Shakeyeva"]));
        assert_eq!(told("Zarina", "", "Зарина Шакеева"), [None, both.clone()]);
        assert_eq!(told("Zarina", "Shakeva", "Зарина Шакеева"), [None, both.clone()]);
        assert_eq!(told("", "", "Зарина Шакеева"), [both.clone(), both]);
        let options = {
            let mut raw = RawAnswers::default();
            raw.0.insert("name_native".to_owned(), vec!["Шакеева Зарина".to_owned()]);
            spelling("family", &raw).map(|spelling| spelling.options)
        };
        assert_eq!(options, Some(list(&["Shakeeva", "Shakeyeva", "Zarina"])));
    }

    #[test]
    fn nothing_is_said_where_there_is_nothing_to_say() {
        for (given, family, native) in [
            ("Zarina", "Shakeyeva", "Шакеева Зарина"),
            ("Zarina", "Shakeeva", ""),
            ("Wei", "Wang", "王伟"),
            ("", "", ""),
            ("", "Suharto", "Сухарто"),
        ] {
            let expected = if family == "Suharto" { [None, Some(list(&["Sukharto"]))] } else { [None, None] };
            assert_eq!(told(given, family, native), expected, "{given} {family} {native}");
        }
        assert_eq!(told(&"Ы".repeat(201), "", ""), [None, None]);
    }
}
