//! How alike two names are, whatever their script and the order of their parts.
//!
//! Words are compared by their keys. A word that is only nearly the same (Lorett and Lorat) never makes two names
//! more than possibly the same; a family name in common says nothing when given names differ. Patronymics,
//! particles and endings such as `-uly` may be there or not.

use super::fold::{folded, words};
use unicode_normalization::UnicodeNormalization;

/// How likely it is that two names are of one person, by the names alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    Different,
    /// Worth a look where something else agrees too.
    Possible,
    /// The same name with a part more or less, or in a spelling that is hardly another one.
    Likely,
    /// The same parts, in any order and script.
    Same,
}

/// Parts that people write or leave out.
const PARTICLES: [&str; 22] = [
    "al", "el", "ul", "bin", "ibn", "bint", "ben", "abu", "van", "von", "der", "den", "de", "da", "di", "la",
    "uli", "kizi", "ogli", "oglu", "ulu", "gizi",
];

/// Endings that are a part of their own where somebody writes a space or a hyphen.
const ENDINGS: [&str; 5] = ["uli", "kizi", "ogli", "oglu", "gizi"];

const PATRONYMICS: [&str; 6] = ["vich", "vna", "ichna", "ilich", "kizi", "uli"];

struct Part {
    keys: Vec<String>,
    /// It has an ending of a patronymic.
    patronymic: bool,
}

impl Part {
    fn new(word: &str) -> Option<Self> {
        let keys = folded(word);
        if keys.iter().any(|key| PARTICLES.contains(&key.as_str())) {
            return None;
        }
        let patronymic = keys.iter().any(|key| PATRONYMICS.iter().any(|ending| key.ends_with(ending)));
        Some(Self { keys: keys.into_iter().map(stem).collect(), patronymic })
    }

    fn against(&self, other: &Self) -> Match {
        let pairs =
            || self.keys.iter().flat_map(|a| other.keys.iter().map(move |b| (a.as_str(), b.as_str())));
        pairs().map(|(a, b)| compare(a, b)).max().unwrap_or(Match::None)
    }
}

/// Maratuly is Marat, as Marat-uly is.
fn stem(key: String) -> String {
    let stem = ENDINGS.iter().find_map(|ending| key.strip_suffix(ending));
    match stem {
        Some(stem) if stem.chars().count() >= 3 => stem.to_owned(),
        _ => key,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    None,
    /// One slip of the pen apart, or an initial.
    Near,
    /// The same but for a vowel or two in a long word.
    Close,
    Same,
}

fn compare(a: &str, b: &str) -> Match {
    if a == b || a.strip_prefix("al") == Some(b) || b.strip_prefix("al") == Some(a) {
        return Match::Same;
    }
    let (long, short) = if a.chars().count() >= b.chars().count() { (a, b) } else { (b, a) };
    let letters = short.chars().count();
    if letters == 1 {
        return if long.starts_with(short) { Match::Near } else { Match::None };
    }
    let slips = strsim::osa_distance(long, short);
    // Karimov and Karimova may be two people.
    let other_sex = long.strip_suffix('a') == Some(short);
    let alike = consonants(long) == consonants(short);
    // In a short word another consonant is another name: Yerzhan and Yerlan; and so is another first letter.
    let near = (slips <= 1 && letters >= 4 && (alike || letters >= 6)) || (slips <= 2 && letters >= 8);
    if !near || long.chars().next() != short.chars().next() {
        return Match::None;
    }
    let close = letters >= 6 && !other_sex && alike;
    if close && ends_alike(long, short) { Match::Close } else { Match::Near }
}

fn consonants(key: &str) -> String {
    key.chars().filter(|c| !"aeiou".contains(*c)).collect()
}

fn ends_alike(a: &str, b: &str) -> bool {
    a.chars().next_back() == b.chars().next_back()
}

fn parts(name: &str) -> Vec<Part> {
    let name: String = name.nfc().collect();
    let found: Vec<Part> = words(&name).filter_map(Part::new).collect();
    if !found.is_empty() {
        return found;
    }
    // A name that is nothing but a particle is a name all the same.
    words(&name).map(|word| Part { keys: folded(word), patronymic: false }).collect()
}

/// How alike two names are; either may be in any script, and in either order.
pub fn likeness(a: &str, b: &str) -> Likeness {
    let (a, b) = (parts(a), parts(b));
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if few.is_empty() {
        return Likeness::Different;
    }
    let found = Agreement::between(&few, &many);
    if found.unmatched > 0 {
        return unlike(&found, few.len());
    }
    let extra = many.len() - few.len();
    match (found.same, found.close, found.near) {
        (same, 0, 0) if extra == 0 && same == few.len() => Likeness::Same,
        // Half of a name is not yet the name.
        (_, 0, 0) if few.len() == 1 && extra > 0 => Likeness::Possible,
        (_, 0, 0) => Likeness::Likely,
        (same, _, 0) if same > 0 && extra == 0 => Likeness::Likely,
        (0, _, _) if few.len() == 1 && extra > 0 => Likeness::Different,
        _ => Likeness::Possible,
    }
}

/// Some part of the shorter name is not in the longer one.
fn unlike(found: &Agreement, parts: usize) -> Likeness {
    // Somebody may have married; but two patronymics are two fathers.
    if parts >= 3 && found.same >= 2 && found.unmatched == 1 && !found.two_fathers {
        Likeness::Possible
    } else {
        Likeness::Different
    }
}

struct Agreement {
    same: usize,
    close: usize,
    near: usize,
    unmatched: usize,
    two_fathers: bool,
}

impl Agreement {
    /// Each part of the shorter name takes the best that is left, the best pairs first.
    fn between(few: &[Part], many: &[Part]) -> Self {
        let mut pairs: Vec<(Match, usize, usize)> = Vec::new();
        for (i, a) in few.iter().enumerate() {
            pairs.extend(many.iter().enumerate().map(|(j, b)| (a.against(b), i, j)));
        }
        pairs.sort_by_key(|(found, i, j)| (std::cmp::Reverse(*found), *i, *j));
        let (mut mine, mut theirs) = (vec![false; few.len()], vec![false; many.len()]);
        let mut counted = Self { same: 0, close: 0, near: 0, unmatched: 0, two_fathers: false };
        for (found, i, j) in pairs {
            let (Some(a), Some(b)) = (mine.get_mut(i), theirs.get_mut(j)) else { continue };
            if *a || *b || found == Match::None {
                continue;
            }
            (*a, *b) = (true, true);
            match found {
                Match::Same => counted.same += 1,
                Match::Close => counted.close += 1,
                Match::Near | Match::None => counted.near += 1,
            }
        }
        let left = |parts: &[Part], taken: &[bool]| {
            parts.iter().zip(taken).filter(|(part, taken)| !**taken && part.patronymic).count()
        };
        counted.two_fathers = left(few, &mine) > 0 && left(many, &theirs) > 0;
        counted.unmatched = mine.iter().filter(|taken| !**taken).count();
        counted
    }
}
