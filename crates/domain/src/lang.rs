//! The languages of the product, and texts that exist in several of them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language in which every page and letter exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    En,
    Ru,
    Kk,
}

impl Lang {
    pub const ALL: [Self; 3] = [Self::En, Self::Ru, Self::Kk];

    /// BCP 47 code, as in addresses and `lang` attributes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
            Self::Kk => "Қазақша",
        }
    }

    /// The value of `dir` attributes.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::En | Self::Ru | Self::Kk => "ltr",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The best of `offered` for an `Accept-Language` header; the first one offered if none fits.
    pub fn negotiate(header: &str, offered: &[Self]) -> Self {
        let mut wishes: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(';');
                let tag = pieces.next()?.split('-').next()?.to_ascii_lowercase();
                let weight = pieces
                    .find_map(|p| p.trim().strip_prefix("q="))
                    .map_or(1.0, |q| q.parse().unwrap_or(0.0));
                let lang = Self::parse(&tag)?;
                (weight > 0.0 && offered.contains(&lang)).then_some((weight, lang))
            })
            .collect();
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
        wishes.first().map(|(_, lang)| *lang).or_else(|| offered.first().copied()).unwrap_or(Self::En)
    }
}

/// Templates hand everything over by reference.
impl From<&Self> for Lang {
    fn from(lang: &Self) -> Self {
        *lang
    }
}

/// One text in one or several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<Lang, String>);

impl LocalText {
    /// The text in `lang`, else in English, else in any language it has, else nothing.
    pub fn get(&self, lang: impl Into<Lang>) -> &str {
        self.exact(lang.into())
            .or_else(|| self.exact(Lang::En))
            .or_else(|| self.0.values().map(String::as_str).find(|text| !text.is_empty()))
            .unwrap_or_default()
    }

    /// The text in exactly this language, if it is not empty.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        self.0.get(&lang).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The language that [`LocalText::get`] answers in: what a `lang` attribute must say.
    pub fn lang_of(&self, lang: impl Into<Lang>) -> Lang {
        let lang = lang.into();
        [lang, Lang::En]
            .into_iter()
            .find(|l| self.exact(*l).is_some())
            .or_else(|| self.0.iter().find(|(_, text)| !text.is_empty()).map(|(l, _)| *l))
            .unwrap_or(lang)
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }

    #[must_use]
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        self.0.insert(lang, text.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_gets_the_language_it_likes_best_of_those_offered() {
        assert_eq!(Lang::negotiate("kk-KZ,ru;q=0.9,en;q=0.8", &Lang::ALL), Lang::Kk);
        assert_eq!(Lang::negotiate("fr,ru;q=0.4,en;q=0.5", &Lang::ALL), Lang::En);
        assert_eq!(Lang::negotiate("fr", &[Lang::Ru, Lang::En]), Lang::Ru);
        assert_eq!(Lang::negotiate("ru;q=0, en;q=0.1", &Lang::ALL), Lang::En);
        assert_eq!(Lang::negotiate("", &Lang::ALL), Lang::En);
    }

    #[test]
    fn a_text_falls_back_to_english_and_then_to_what_there_is() {
        let text = LocalText::default().with(Lang::Ru, "Зал");
        assert_eq!((text.get(Lang::Kk), text.lang_of(Lang::Kk)), ("Зал", Lang::Ru));
        let text = text.with(Lang::En, "Hall").with(Lang::Kk, "");
        assert_eq!((text.get(Lang::Kk), text.lang_of(Lang::Kk)), ("Hall", Lang::En));
        assert_eq!(LocalText::default().get(Lang::En), "");
    }
}
