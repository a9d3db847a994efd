//! Topics that come with the program: themes, resolutions, treaties and policies, with their names in every language.
//! An event takes what it needs and adds its own.

use plenary_domain::agenda::{Symbol, Tone, TopicInput};
use plenary_domain::{Lang, LocalText};
use std::sync::LazyLock;

/// Tab-separated: code, code of the theme above it, kind, symbol, date, colour of a theme, name in three languages, and
/// the full title in three languages where it differs.
const TABLE: &str = include_str!("../../data/topics.tsv");

/// One topic of the list.
#[derive(Debug, Clone)]
pub struct ListedTopic {
    pub code: &'static str,
    /// The theme that it belongs to; empty for a theme.
    pub theme: &'static str,
    pub symbol: Option<Symbol>,
    /// As precisely as it is known: "2000-10-31" or "1907"; empty for a theme.
    pub date: &'static str,
    pub tone: Tone,
    pub name: LocalText,
    pub full_title: LocalText,
}

static TOPICS: LazyLock<Vec<ListedTopic>> = LazyLock::new(|| {
    let mut found: Vec<ListedTopic> = Vec::new();
    for line in TABLE.lines() {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let [code, theme, _, symbol, date, tone, name @ .., en, ru, kk] = cells.as_slice() else { continue };
        let own = Tone::parse(tone);
        let above = found.iter().find(|topic| topic.code == *theme).map(|topic| topic.tone);
        found.push(ListedTopic {
            code,
            theme,
            symbol: Symbol::parse(symbol),
            date,
            tone: own.or(above).unwrap_or_default(),
            name: texts(name),
            full_title: texts(&[en, ru, kk]),
        });
    }
    found
});

fn texts(words: &[&str]) -> LocalText {
    let pairs = Lang::ALL.into_iter().zip(words).filter(|(_, words)| !words.is_empty());
    pairs.fold(LocalText::default(), |text, (lang, words)| text.with(lang, *words))
}

/// All of them, each theme before what belongs to it.
pub fn listed_topics() -> &'static [ListedTopic] {
    &TOPICS
}

impl ListedTopic {
    pub fn input(&self) -> TopicInput {
        TopicInput {
            name: self.name.clone(),
            full_title: self.full_title.clone(),
            symbol: self.symbol.clone(),
            code: Some(self.code.to_owned()),
            tone: self.tone,
            position: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_is_a_topic_with_names_in_every_language() {
        assert_eq!(listed_topics().len(), TABLE.lines().count());
        let codes: BTreeSet<_> = listed_topics().iter().map(|topic| topic.code).collect();
        assert_eq!(codes.len(), listed_topics().len(), "each once");
        for topic in listed_topics() {
            for lang in Lang::ALL {
                assert!(topic.name.exact(lang).is_some(), "{} in {lang:?}", topic.code);
                assert!(
                    topic.full_title.is_empty() || topic.full_title.exact(lang).is_some(),
                    "{}",
                    topic.code
                );
            }
            assert!(topic.theme.is_empty() || codes.contains(topic.theme), "{}", topic.code);
            assert!(topic.code.starts_with("s-res") == topic.symbol.is_some(), "{}", topic.code);
        }
    }

    #[test]
    fn the_resolutions_on_women_peace_and_security_have_their_true_years() {
        let symbols: BTreeSet<_> =
            listed_topics().iter().filter_map(|t| t.symbol.as_ref()).map(|s| s.as_str().to_owned()).collect();
        for (number, year) in [
            (1325, 2000),
            (1820, 2008),
            (1888, 2009),
            (1889, 2009),
            (1960, 2010),
            (2106, 2013),
            (2122, 2013),
            (2242, 2015),
            (2467, 2019),
            (2493, 2019),
        ] {
            assert!(symbols.contains(&format!("S/RES/{number} ({year})")), "{number}");
        }
    }
}
