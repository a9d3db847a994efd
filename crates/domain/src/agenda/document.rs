//! Documents of a meeting: what they are called in the United Nations' way, in which languages they exist, and who may
//! have them from when on.

use super::link::WebAddress;
use crate::codes::codes;
use crate::ids::{DocumentId, FileId};
use crate::lang::{Lang, LocalText};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A document symbol, such as `S/RES/1325 (2000)`: the same in all languages. Regional meetings often have none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Symbol(String);

/// The longest symbol, in bytes.
const LONGEST: usize = 60;
/// Parts that are not written in capitals.
const MIXED: [&str; 6] = ["Add", "Amend", "Corr", "Rev", "Sub", "Summary"];

impl Symbol {
    /// Takes small letters and a year without a blank before it, and keeps the symbol as it is written officially.
    pub fn parse(raw: &str) -> Option<Self> {
        let canonical = canonical(raw);
        (canonical.len() <= LONGEST && is_symbol(&canonical)).then_some(Self(canonical))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Capitals where there have to be some, and one blank before the year or the session.
fn canonical(raw: &str) -> String {
    let plain = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cased = String::with_capacity(plain.len() + 1);
    for part in plain.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        match MIXED.iter().find(|mixed| mixed.eq_ignore_ascii_case(word)) {
            Some(mixed) => cased.push_str(mixed),
            None => cased.push_str(&word.to_ascii_uppercase()),
        }
        cased.push_str(part.trim_start_matches(|c: char| c.is_ascii_alphanumeric()));
    }
    let body = cased.trim_end_matches('*');
    let stars = cased.len() - body.len();
    match session_of(body) {
        Some((before, session)) => format!("{before} ({session}){}", "*".repeat(stars)),
        None => cased,
    }
}

/// What stands before the year or the session in brackets at the end, and that year or session.
fn session_of(body: &str) -> Option<(&str, &str)> {
    let (before, session) = body.strip_suffix(')')?.rsplit_once('(')?;
    is_session(session).then(|| (before.strip_suffix(' ').unwrap_or(before), session))
}

/// `2000`, `V` or `S-VII`.
fn is_session(text: &str) -> bool {
    let roman = |text: &str| !text.is_empty() && text.chars().all(|c| "IVXLC".contains(c));
    let year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let special = text.split_once('-').is_some_and(|(kind, number)| {
        !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_uppercase()) && roman(number)
    });
    year || roman(text) || special
}

/// The grammar: an organ, at least one part behind a slash, perhaps a year or session, perhaps one or two asterisks.
fn is_symbol(text: &str) -> bool {
    let body = text.strip_suffix('*').unwrap_or(text);
    let body = body.strip_suffix('*').unwrap_or(body);
    let body = session_of(body).map_or(body, |(before, _)| before);
    let mut parts = body.split('/');
    let organ = parts.next().is_some_and(is_organ);
    let rest: Vec<&str> = parts.collect();
    organ && !rest.is_empty() && rest.into_iter().all(is_part)
}

/// `CCW`, `PC.GAL`, `MIN(86)`: capitals and digits with dots between them.
fn is_organ(text: &str) -> bool {
    let name = without_number(text);
    let upper = |piece: &str| {
        !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.split('.').all(upper)
}

/// `RES`, `Rev.2`, `CICT(2)`, `DIV.`.
fn is_part(text: &str) -> bool {
    let name = without_number(text);
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.bytes().all(fits)
}

/// Without digits in brackets at the end; as it is, if there are none.
fn without_number(text: &str) -> &str {
    let Some((name, digits)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return text;
    };
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) { name } else { text }
}

codes! {
    /// Who may have a document.
    Visibility { Public = "public", Participants = "participants", Organisers = "organisers" }
}

/// One document in all its languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub id: DocumentId,
    pub symbol: Option<Symbol>,
    pub title: LocalText,
    /// In the order in which they are offered.
    pub versions: Vec<DocumentVersion>,
    pub visibility: Visibility,
    /// Nobody but organisers learns of it before.
    pub embargo_until: Option<Timestamp>,
    pub position: i32,
}

impl Document {
    /// Whether its embargo is over, if there was one.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.embargo_until.is_none_or(|until| until <= now)
    }

    /// Whether everybody may have it now: what feeds and public pages ask.
    pub fn is_public(&self, now: Timestamp) -> bool {
        self.visibility == Visibility::Public && self.is_open(now)
    }

    /// The version in a language, or the English one, or the first one.
    pub fn version(&self, lang: Lang) -> Option<&DocumentVersion> {
        let of = |code: &str| self.versions.iter().find(|version| version.lang == code);
        of(lang.code()).or_else(|| of(Lang::En.code())).or_else(|| self.versions.first())
    }
}

/// A document in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentVersion {
    /// BCP 47: documents exist in languages that the pages don't have.
    pub lang: String,
    pub source: DocumentSource,
}

/// Where a version is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentSource {
    /// Kept by somebody else.
    Link(WebAddress),
    /// A PDF that we keep.
    File { id: FileId, name: String, bytes: u64 },
}

/// Everything that can be edited of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInput {
    pub symbol: Option<Symbol>,
    pub title: LocalText,
    pub versions: Vec<DocumentVersion>,
    pub visibility: Visibility,
    pub embargo_until: Option<Timestamp>,
    pub position: i32,
}

impl From<&Document> for DocumentInput {
    fn from(document: &Document) -> Self {
        Self {
            symbol: document.symbol.clone(),
            title: document.title.clone(),
            versions: document.versions.clone(),
            visibility: document.visibility,
            embargo_until: document.embargo_until,
            position: document.position,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const SYMBOLS: [&str; 15] = [
        "S/RES/1325 (2000)",
        "A/RES/491 (V)",
        "A/RES/3362 (S-VII)",
        "A/RES/64/293",
        "A/CONF.211/5",
        "CCW/P.V/CONF/2019/INF.1",
        "E/ESCAP/CICT(2)/INF/1",
        "A75/DIV./2",
        "PC.GAL/149/15/Rev.2",
        "A/65/32*",
        "BWC/MSP/2007/WP.9*",
        "FCCC/CP/2021/4",
        "MIN(86)/INF/1",
        "JIU/REP/2018/6",
        "S/PRST/2024/4",
    ];

    #[test]
    fn the_grammar_takes_what_is_a_symbol_and_nothing_else() {
        for symbol in SYMBOLS {
            assert!(is_symbol(symbol), "{symbol}");
        }
        for other in
            ["Resolution 1325", "s/res/1325", "http://x/y", "", "S", "S/", "/RES", "S//1", "A/65/32***"]
        {
            assert!(!is_symbol(other), "{other}");
        }
    }

    #[test]
    fn a_symbol_is_kept_as_it_is_written_officially() {
        let kept = |raw: &str| Symbol::parse(raw).map(|symbol| symbol.as_str().to_owned());
        for symbol in SYMBOLS {
            assert_eq!(kept(symbol).as_deref(), Some(symbol));
            assert_eq!(kept(&symbol.to_lowercase()).as_deref(), Some(symbol), "in small letters");
            assert_eq!(kept(&symbol.replace(' ', "")).as_deref(), Some(symbol), "without the blank");
        }
        assert_eq!(kept("  s/res/1325  (2000) ").as_deref(), Some("S/RES/1325 (2000)"));
        for bad in ["Resolution 1325", "http://x/y", "", "резолюция 1325", &format!("A/{}", "1".repeat(80))]
        {
            assert_eq!(kept(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_document_is_for_everybody_only_after_its_embargo() {
        let at = |s| Timestamp::from_second(s).unwrap();
        let mut document = Document {
            id: Uuid::from_u128(1).into(),
            symbol: None,
            title: LocalText::default(),
            versions: Vec::new(),
            visibility: Visibility::Public,
            embargo_until: Some(at(10)),
            position: 1,
        };
        assert_eq!([9, 10, 11].map(|s| document.is_public(at(s))), [false, true, true]);
        document.visibility = Visibility::Participants;
        assert!(document.is_open(at(10)) && !document.is_public(at(10)));
    }
}
