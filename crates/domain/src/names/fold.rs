//! Keys under which a word is found: all spellings of one name, in Latin or Cyrillic letters, have one in common.
//!
//! A word becomes rough Latin first and is then folded: marks and apostrophes go, `y`, `i` and `j` are one, `kh`,
//! `h` and `x` are one, `yu` and `iu` are `u`, `ye` is `e`, doubled letters are single. Some letters are read in
//! two ways (`j` in Janna is `zh` and in Jana is `y`): then a word has a key for each. Endings stay, so that a
//! beginning finds the whole. Words in other scripts, numbers and addresses are their own keys, in small letters.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More words than these are not looked for: a search box is no place for an essay.
pub const MOST_TERMS: usize = 8;

/// Letters that are read in two ways; a word with more of them than this has keys for the first few only.
const MOST_READINGS: usize = 3;

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | 'ʹ' | '′' | '`' | '´')
}

/// Everything that a text is found by, sorted, each once: words as typed, words folded, and addresses and
/// references whole.
pub fn search_keys(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    let mut keys = BTreeSet::new();
    for chunk in text.split_whitespace() {
        let whole = as_typed(trimmed(chunk));
        let address = whole.contains('@');
        for word in words(chunk) {
            keys.insert(as_typed(word));
            if !address {
                keys.extend(folded(word));
            }
        }
        if let Some((_, domain)) = whole.rsplit_once('@') {
            keys.insert(domain.to_owned());
        }
        keys.insert(whole);
    }
    keys.remove("");
    keys.into_iter().collect()
}

/// What is looked for: every term has to be found, each by the beginning of any of its keys.
pub fn search_terms(text: &str) -> Vec<Vec<String>> {
    let text: String = text.nfc().collect();
    let mut terms: Vec<Vec<String>> = Vec::new();
    for chunk in text.split_whitespace() {
        let whole = as_typed(trimmed(chunk));
        if whole.contains('@') || whole.chars().any(char::is_numeric) {
            terms.push(vec![whole]);
            continue;
        }
        for word in words(chunk) {
            let mut keys = BTreeSet::from_iter(folded(word));
            keys.insert(as_typed(word));
            terms.push(keys.into_iter().collect());
        }
    }
    terms.retain(|keys| keys.iter().all(|key| !key.is_empty()));
    terms.truncate(MOST_TERMS);
    terms
}

fn trimmed(chunk: &str) -> &str {
    chunk.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Runs of letters and digits; an apostrophe is inside of a word.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || is_apostrophe(c) || is_combining_mark(c)))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// In small letters and without apostrophes, of which there are too many kinds.
fn as_typed(word: &str) -> String {
    word.chars().filter(|c| !is_apostrophe(*c)).flat_map(char::to_lowercase).collect()
}

/// The keys of one word; a word that is not in Latin or Cyrillic letters only has one, itself.
pub(super) fn folded(word: &str) -> Vec<String> {
    let lower = as_typed(word);
    let known = |c: char| {
        c.is_ascii_alphabetic()
            || ('\u{c0}'..='\u{24f}').contains(&c)
            || ('\u{400}'..='\u{52f}').contains(&c)
            || ('\u{1e00}'..='\u{1eff}').contains(&c)
            || matches!(c, 'ə')
            || is_combining_mark(c)
    };
    if lower.is_empty() || !lower.chars().all(known) {
        return vec![lower];
    }
    let mut plain = Reading::default();
    let mut keys = BTreeSet::from([plain.key(&lower)]);
    let open: Vec<Two> =
        ALL_TWO.into_iter().filter(|two| plain.met.contains(two)).take(MOST_READINGS).collect();
    for pick in 1..(1_u32 << open.len()) {
        let other = open.iter().enumerate().filter(|(n, _)| pick & (1 << n) != 0).map(|(_, two)| *two);
        keys.insert(Reading { other: other.collect(), met: Vec::new() }.key(&lower));
    }
    keys.remove("");
    keys.into_iter().collect()
}

/// What can be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Two {
    /// Latin `j`: as in Jumabayev, or as in Jana.
    J,
    /// Latin `x`: as in Xasanov, or as in Max.
    X,
    /// `ё`, which is often written `е`, and `yo` after a consonant.
    Yo,
    /// `ä`, `ö`, `ü` and their like: alone, or with the `e` that passports add.
    Umlaut,
    /// Cyrillic `г`: Russian or Ukrainian.
    G,
    /// `ң`: `n` or `ng`.
    Ng,
    /// `ў`: `u` or Uzbek `oʻ`.
    Short,
    /// `ье`: `e` or `ye`.
    Soft,
    /// `-dr` and `-tr` at the end: Aleksandr and Alexander.
    Er,
}

const ALL_TWO: [Two; 9] =
    [Two::J, Two::X, Two::Umlaut, Two::Short, Two::Ng, Two::Soft, Two::Yo, Two::Er, Two::G];

/// One way of reading a word: the second reading of everything in `other`, the first of all else.
#[derive(Default)]
struct Reading {
    other: Vec<Two>,
    met: Vec<Two>,
}

impl Reading {
    fn pick(&mut self, two: Two, first: &'static str, second: &'static str) -> &'static str {
        if !self.met.contains(&two) {
            self.met.push(two);
        }
        if self.other.contains(&two) { second } else { first }
    }

    fn key(&mut self, lower: &str) -> String {
        let latin = self.latin(lower);
        let mut key = self.fold(&latin);
        if key.ends_with("dr") || key.ends_with("tr") {
            let extra = self.pick(Two::Er, "", "e");
            key.pop();
            key.push_str(extra);
            key.push('r');
        }
        // Abdullah and Abdulla.
        if key.len() > 4 && key.ends_with("ah") {
            key.pop();
        }
        key
    }

    /// Rough Latin: Cyrillic spelt out, marks off.
    fn latin(&mut self, lower: &str) -> String {
        let mut latin = String::new();
        let mut before = ' ';
        for c in lower.nfc() {
            match self.letter(c, before) {
                Some(letters) => latin.push_str(letters),
                None => latin.extend(c.nfkd().filter(|c| !is_combining_mark(*c))),
            }
            before = c;
        }
        latin
    }

    fn letter(&mut self, c: char, before: char) -> Option<&'static str> {
        Some(match c {
            'ё' => self.pick(Two::Yo, "e", "io"),
            'г' => self.pick(Two::G, "g", "h"),
            'ң' => self.pick(Two::Ng, "n", "ng"),
            'ў' => self.pick(Two::Short, "u", "o"),
            'е' if matches!(before, 'ь' | 'ъ') => self.pick(Two::Soft, "e", "ye"),
            'ä' | 'æ' => self.pick(Two::Umlaut, "a", "ae"),
            'ö' | 'ø' | 'œ' => self.pick(Two::Umlaut, "o", "oe"),
            'ü' => self.pick(Two::Umlaut, "u", "ue"),
            'å' => self.pick(Two::Umlaut, "a", "aa"),
            _ => return cyrillic(c).or_else(|| marked(c)),
        })
    }

    fn fold(&mut self, latin: &str) -> String {
        let mut key = Key::default();
        let mut rest = latin;
        while let Some(c) = rest.chars().next() {
            let taken = if let Some((taken, letters)) = self.step(&key, c, rest) {
                key.push(letters);
                taken
            } else {
                key.push_letter(c);
                c.len_utf8()
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        // т+х and с+х came out as these.
        key.0.replace("th", "t")
    }

    /// How many bytes are read, and what they become; nothing for a letter that stays.
    fn step(&mut self, key: &Key, c: char, rest: &str) -> Option<(usize, &'static str)> {
        const GROUPS: [(&str, &str); 17] = [
            ("shch", "sh"),
            ("tsch", "ch"),
            ("sch", "sh"),
            ("tch", "ch"),
            ("dzh", "j"),
            ("dj", "j"),
            ("zh", "j"),
            ("kh", "h"),
            ("gh", "g"),
            ("ph", "f"),
            ("ck", "k"),
            ("tz", "ts"),
            ("ou", "u"),
            ("oo", "u"),
            ("w", "v"),
            ("q", "k"),
            ("ch", "ch"),
        ];
        if let Some((group, letters)) = GROUPS.into_iter().find(|(group, _)| rest.starts_with(group)) {
            return Some((group.len(), letters));
        }
        let next = rest.chars().nth(1).unwrap_or(' ');
        Some(match c {
            'j' => match self.pick(Two::J, "j", "y") {
                "y" => self.glide(key, rest, true),
                hard => (1, hard),
            },
            'y' => self.glide(key, rest, true),
            'i' => self.glide(key, rest, false),
            'x' => (1, self.pick(Two::X, "h", "ks")),
            'c' if matches!(next, 'e' | 'i' | 'y') => (1, "s"),
            'c' => (1, "k"),
            _ => return None,
        })
    }

    /// `i`, `y`, and `j` where it is one of them.
    fn glide(&mut self, key: &Key, rest: &str, written_y: bool) -> (usize, &'static str) {
        let after = rest.get(1..).unwrap_or_default();
        let vowel_before = key.0.ends_with(['a', 'e', 'o', 'u']);
        let start = key.0.is_empty();
        if after.starts_with('u') || after.starts_with("ou") {
            return (1, "");
        }
        if after.starts_with('e') && (start || vowel_before) {
            return (1, "");
        }
        if written_y && after.starts_with('o') && !start && !vowel_before {
            return match self.pick(Two::Yo, "io", "e") {
                "e" => (2, "e"),
                _ => (1, "i"),
            };
        }
        (1, "i")
    }
}

/// The key as it grows; no letter stands twice in a row.
#[derive(Default)]
struct Key(String);

impl Key {
    fn push(&mut self, letters: &str) {
        for c in letters.chars() {
            self.push_letter(c);
        }
    }

    fn push_letter(&mut self, c: char) {
        if c.is_ascii_alphabetic() && !self.0.ends_with(c) {
            self.0.push(c);
        }
    }
}

fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'ґ' => "g",
        'ғ' => "gh",
        'д' => "d",
        'е' | 'э' => "e",
        'ж' | 'ҷ' => "zh",
        'з' => "z",
        'и' | 'і' | 'ӣ' => "i",
        'й' | 'ы' => "y",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ӯ' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'є' => "ye",
        'ї' => "yi",
        _ => return None,
    })
}

/// Latin letters whose mark makes another sound, and those that no decomposition takes apart.
fn marked(c: char) -> Option<&'static str> {
    Some(match c {
        'ç' | 'č' | 'ć' => "ch",
        'ş' | 'š' | 'ș' | 'ś' => "sh",
        'ž' | 'ż' | 'ź' => "zh",
        'ğ' => "g",
        'ı' => "i",
        'ə' => "a",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "t",
        'ß' => "ss",
        _ => return None,
    })
}
