//! Names of States: the UN's short names where the UN has the language, CLDR's otherwise, sorted as that language sorts.

use super::T;
use icu::collator::Collator;
use icu::collator::options::CollatorOptions;
use plenary_domain::Lang;
use plenary_domain::registration::StateCode;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Code and names, tab-separated, one State a line.
const TABLE: &str = include_str!("../../data/states.tsv");

type Names = BTreeMap<StateCode, &'static str>;

static NAMES: LazyLock<BTreeMap<Lang, Names>> = LazyLock::new(|| {
    let column = |index: usize| {
        TABLE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let code = StateCode::parse(cells.next()?)?;
                Some((code, cells.nth(index)?))
            })
            .collect()
    };
    BTreeMap::from([(Lang::En, column(0)), (Lang::Ru, column(1)), (Lang::Kk, column(2))])
});

static SORTED: LazyLock<BTreeMap<Lang, Vec<(StateCode, &'static str)>>> = LazyLock::new(|| {
    Lang::ALL
        .into_iter()
        .map(|lang| {
            let mut list: Vec<_> =
                NAMES.get(&lang).into_iter().flatten().map(|(code, name)| (*code, *name)).collect();
            T::new(lang).sort_by_text(&mut list, |(_, name)| (*name).to_owned());
            (lang, list)
        })
        .collect()
});

impl T {
    /// The name of a State.
    pub fn state(&self, code: impl Borrow<StateCode>) -> &'static str {
        NAMES.get(&self.lang).and_then(|names| names.get(code.borrow())).copied().unwrap_or_default()
    }

    /// All States in the order of this language's alphabet.
    pub fn states(&self) -> &'static [(StateCode, &'static str)] {
        SORTED.get(&self.lang).map_or(&[], Vec::as_slice)
    }

    /// Sorts by the rules of this language.
    pub fn sort_by_text<X>(&self, list: &mut [X], text: impl Fn(&X) -> String) {
        let locale = self.lang.code().parse::<icu::locale::Locale>().unwrap_or(icu::locale::Locale::UNKNOWN);
        match Collator::try_new(locale.into(), CollatorOptions::default()) {
            Ok(collator) => list.sort_by(|a, b| collator.compare(&text(a), &text(b))),
            Err(_) => list.sort_by_key(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_sorts_the_states_of_central_asia_by_its_own_alphabet() {
        let order = |lang: Lang| {
            let names = T::new(lang).states().iter();
            names
                .filter(|(c, _)| ["KZ", "KG", "TJ", "TM", "UZ"].contains(&c.as_str()))
                .map(|(_, n)| *n)
                .collect::<Vec<_>>()
        };
        assert_eq!(order(Lang::En), ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"]);
        assert_eq!(order(Lang::Ru), ["Казахстан", "Кыргызстан", "Таджикистан", "Туркменистан", "Узбекистан"]);
        assert_eq!(order(Lang::Kk), ["Қазақстан", "Қырғызстан", "Өзбекстан", "Тәжікстан", "Түрікменстан"]);
    }

    #[test]
    fn the_un_name_is_used_and_every_state_has_one_in_every_language() {
        let korea = StateCode::parse("KR").map(|code| T::new(Lang::En).state(code));
        assert_eq!(korea, Some("Republic of Korea"));
        for lang in Lang::ALL {
            let t = T::new(lang);
            assert_eq!(t.states().len(), 197);
            assert!(t.states().iter().all(|(_, name)| !name.is_empty()));
        }
    }
}
