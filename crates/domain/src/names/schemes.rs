//! Latin spellings of Cyrillic names, under the schemes that passports and letters really use.
//!
//! ICAO 9303 is what machine-readable lines have (Shakeeva, Iusupov); BGN/PCGN is what English texts have
//! (Shakeyeva, Yusupov); older Russian passports are between the two; Kazakhstan, Kyrgyzstan, Tajikistan,
//! Uzbekistan and Ukraine have ways of their own. Marks are left out, as in passports.

use super::fold::is_apostrophe;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Icao,
    Bgn,
    /// Russian passports before 2010, and many people ever since.
    Passport,
    /// As newspapers write: `-y` at the end, `x` for `ks`.
    Press,
    Kazakh,
    Kyrgyz,
    Tajik,
    Uzbek,
    Ukrainian,
}

const ALL: [Scheme; 9] = [
    Scheme::Icao,
    Scheme::Bgn,
    Scheme::Passport,
    Scheme::Press,
    Scheme::Kazakh,
    Scheme::Kyrgyz,
    Scheme::Tajik,
    Scheme::Uzbek,
    Scheme::Ukrainian,
];

/// Words between names that stay small when somebody types everything small.
const SMALL: [&str; 12] =
    ["кызы", "қызы", "улы", "ұлы", "уулу", "оглы", "оғлы", "ўғли", "қизи", "бин", "ибн", "де"];

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Latin spellings of a name in Cyrillic letters, each once; nothing for a name in other letters.
///
/// The first is that of ICAO 9303. They are for choosing from: none may replace what somebody has typed.
pub fn suggestions(native: &str) -> Vec<String> {
    let name: String = native.trim().nfc().collect();
    if !name.chars().any(is_cyrillic) {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for scheme in suited(&name.to_lowercase()) {
        let spelt = spell_name(scheme, &name);
        if !found.contains(&spelt) {
            found.push(spelt);
        }
    }
    found
}

/// The three that always make sense, and those of the language that the letters tell.
fn suited(lower: &str) -> Vec<Scheme> {
    let any = |letters: &str| lower.chars().any(|c| letters.contains(c));
    let ukrainian = any("єїґ") || (any("і") && !any("әғқңөұүһ"));
    let kazakh = any("әғқңөұүһі") && !ukrainian && !any("ўӣӯҳҷ");
    let mut schemes = vec![Scheme::Icao, Scheme::Bgn, Scheme::Passport];
    for (suits, scheme) in [
        (kazakh, Scheme::Kazakh),
        (kazakh && any("ңөү") && !any("әғқұһі"), Scheme::Kyrgyz),
        (any("ӣӯҳҷғқ") && !any("ўәңөұүһі"), Scheme::Tajik),
        (any("ўҳғқ") && !any("ӣӯҷәңөұүһі"), Scheme::Uzbek),
        (ukrainian, Scheme::Ukrainian),
    ] {
        if suits {
            schemes.push(scheme);
        }
    }
    schemes
}

/// Whether the Latin form is one that a known scheme gives, word by word and in any order.
///
/// It is for a warning beside the field and never for a refusal: what is in the passport is right. A native form
/// in letters that no scheme here knows fits everything, and so does an empty one.
pub fn fits(native: &str, latin: &str) -> bool {
    let native: String = native.trim().nfc().collect();
    if !native.chars().any(is_cyrillic) {
        return true;
    }
    let known: Vec<String> = words(&native)
        .flat_map(|word| ALL.into_iter().map(move |scheme| plain(&spell_name(scheme, word))))
        .collect();
    let latin: String = latin.nfc().collect();
    words(&latin).all(|word| known.contains(&plain(word)))
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | ',')).filter(|word| !word.is_empty())
}

/// Without marks, apostrophes and capitals: what a machine-readable line keeps.
fn plain(word: &str) -> String {
    word.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c) && !is_apostrophe(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn spell_name(scheme: Scheme, name: &str) -> String {
    let all_small = !name.chars().any(char::is_uppercase);
    let mut spelt = String::new();
    let mut word = String::new();
    for c in name.chars().chain(std::iter::once('\0')) {
        if c.is_alphabetic() || is_apostrophe(c) || unicode_normalization::char::is_combining_mark(c) {
            word.push(c);
            continue;
        }
        spelt.push_str(&spell_word(scheme, &word, all_small));
        word.clear();
        if c != '\0' {
            spelt.push(c);
        }
    }
    spelt
}

fn spell_word(scheme: Scheme, word: &str, all_small: bool) -> String {
    let lower = word.to_lowercase();
    let capital = word.chars().next().is_some_and(char::is_uppercase)
        || (all_small && !SMALL.contains(&lower.as_str()));
    let mut spelt = String::new();
    let mut before = None;
    for c in lower.chars() {
        match letter(scheme, c, before) {
            Some(latin) => spelt.push_str(latin),
            None => spelt.push(c),
        }
        before = Some(c);
    }
    if scheme == Scheme::Press {
        spelt = press(&spelt);
    }
    if capital { capitalised(&spelt) } else { spelt }
}

/// Dmitriy and Belyy are Dmitry and Bely in newspapers, Aleksandr is Alexander.
fn press(word: &str) -> String {
    let word = match word.strip_suffix("iy").or_else(|| word.strip_suffix("yy")) {
        Some(stem) => format!("{stem}y"),
        None => word.to_owned(),
    };
    let word = word.replace("ks", "x");
    match word.strip_suffix("ndr") {
        Some(stem) => format!("{stem}nder"),
        None => word,
    }
}

/// The first letter large; after `O'` and `D'` the next one too.
fn capitalised(word: &str) -> String {
    let mut done = String::new();
    let mut large = true;
    for (place, c) in word.chars().enumerate() {
        if is_apostrophe(c) {
            // The sign of Oʻ and Gʻ belongs to its letter.
            large = place == 1 && !matches!(c, 'ʻ' | 'ʼ');
            done.push(c);
        } else if large {
            done.extend(c.to_uppercase());
            large = false;
        } else {
            done.push(c);
        }
    }
    done
}

/// After these, and at the start, `е` is said with a `y` before it.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| "аеёиоуыэюяәөұүіїєйьъӣӯў'’ʼ".contains(c))
}

fn letter(scheme: Scheme, c: char, before: Option<char>) -> Option<&'static str> {
    own(scheme, c, before).or_else(|| usual(c))
}

/// Where a scheme differs from the usual letter.
fn own(scheme: Scheme, c: char, before: Option<char>) -> Option<&'static str> {
    let soft = matches!(before, Some('ь' | 'ъ'));
    let first = before.is_none();
    Some(match (scheme, c) {
        (Scheme::Icao, 'й' | 'ї') => "i",
        (Scheme::Icao, 'ю') => "iu",
        (Scheme::Icao, 'я') => "ia",
        (Scheme::Icao, 'ъ' | 'є') => "ie",
        (Scheme::Bgn | Scheme::Kazakh | Scheme::Uzbek, 'е') if opens(before) => "ye",
        (Scheme::Tajik, 'е') if first => "ye",
        (Scheme::Passport | Scheme::Press, 'е') if soft => "ye",
        (Scheme::Bgn | Scheme::Press | Scheme::Tajik | Scheme::Uzbek, 'ё') => "yo",
        (Scheme::Bgn | Scheme::Tajik, 'ғ') => "gh",
        (Scheme::Bgn | Scheme::Tajik | Scheme::Uzbek, 'қ') => "q",
        (Scheme::Bgn | Scheme::Kyrgyz, 'ң') => "ng",
        (Scheme::Kyrgyz | Scheme::Uzbek, 'ж') => "j",
        (Scheme::Uzbek, 'ў') => "oʻ",
        (Scheme::Uzbek, 'ғ') => "gʻ",
        (Scheme::Uzbek, 'х') => "x",
        (Scheme::Uzbek, 'ъ') => "ʼ",
        (Scheme::Ukrainian, 'г') => "h",
        (Scheme::Ukrainian, 'и') => "y",
        (Scheme::Ukrainian, 'є') if !first => "ie",
        (Scheme::Ukrainian, 'ї' | 'й') if !first => "i",
        (Scheme::Ukrainian, 'ю') if !first => "iu",
        (Scheme::Ukrainian, 'я') if !first => "ia",
        _ => return None,
    })
}

fn usual(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ӣ' => "i",
        'й' | 'ы' => "y",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ӯ' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ҷ' => "j",
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
