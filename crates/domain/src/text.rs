//! What people type, made into values that can be trusted: each `parse` takes raw input and gives a value
//! or the one reason why not. Input is trimmed and brought to Unicode NFC; control characters never pass.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRefused {
    Empty,
    /// Longer than so many characters.
    TooLong(usize),
    /// Contains a character that is not text: a control character, or one that turns the writing direction.
    NotText,
    /// Should be in Latin letters, as in the machine-readable line of a passport.
    NotLatin,
    /// Not an e-mail address.
    NotEmail,
    /// Not of the form that an address on our site may have: `a-z`, `0-9`, `-`.
    NotSlug,
}

/// Characters that are invisible or change what is seen around them, other than the two joiners that
/// some scripts need; and the sign that stands where bytes could not be read as text.
fn is_not_text(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

/// Trims, composes and folds white space of a single line; may be empty.
///
/// # Errors
/// [`TextRefused::TooLong`] and [`TextRefused::NotText`].
pub fn optional_line(raw: &str, max: usize) -> Result<String, TextRefused> {
    let text: String = raw.trim().nfc().collect();
    if text.chars().any(is_not_text) {
        return Err(TextRefused::NotText);
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > max { Err(TextRefused::TooLong(max)) } else { Ok(text) }
}

/// As [`optional_line`], but something must be there.
///
/// # Errors
/// [`TextRefused::Empty`] and those of [`optional_line`].
pub fn line(raw: &str, max: usize) -> Result<String, TextRefused> {
    match optional_line(raw, max)? {
        text if text.is_empty() => Err(TextRefused::Empty),
        text => Ok(text),
    }
}

/// Several lines; may be empty. Line ends become `\n`, more than one empty line in a row becomes one.
///
/// # Errors
/// [`TextRefused::TooLong`] and [`TextRefused::NotText`].
pub fn optional_lines(raw: &str, max: usize) -> Result<String, TextRefused> {
    let text: String =
        raw.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ").trim().nfc().collect();
    if text.chars().any(|c| c != '\n' && is_not_text(c)) {
        return Err(TextRefused::NotText);
    }
    let mut out = text;
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    if out.chars().count() > max { Err(TextRefused::TooLong(max)) } else { Ok(out) }
}

/// A name as in the machine-readable zone of a passport: Latin letters (with marks), spaces, hyphens,
/// apostrophes and full stops. May be empty.
///
/// # Errors
/// [`TextRefused::NotLatin`] and those of [`optional_line`].
pub fn optional_latin_name(raw: &str, max: usize) -> Result<String, TextRefused> {
    let name = optional_line(raw, max)?;
    let latin = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(c, ' ' | '-' | '\'' | '’' | 'ʻ' | 'ʼ' | '.')
            || ('\u{C0}'..='\u{24F}').contains(&c) && c.is_alphabetic()
            || ('\u{1E00}'..='\u{1EFF}').contains(&c)
    };
    if name.chars().all(latin) { Ok(name) } else { Err(TextRefused::NotLatin) }
}

/// An address to write to: kept as typed (RFC 6531 letters allowed), compared without regard to case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Strict enough to be safe in SMTP and in headers, liberal enough for every address that people really have:
    /// one `@`, a dot in the domain, no quotes, spaces, brackets or leading hyphen.
    ///
    /// # Errors
    /// [`TextRefused::Empty`], [`TextRefused::TooLong`] over 254 bytes (RFC 5321), [`TextRefused::NotEmail`].
    pub fn parse(raw: &str) -> Result<Self, TextRefused> {
        let text: String = raw.trim().nfc().collect();
        if text.is_empty() {
            return Err(TextRefused::Empty);
        }
        if text.len() > 254 {
            return Err(TextRefused::TooLong(254));
        }
        let (local, domain) = text.rsplit_once('@').ok_or(TextRefused::NotEmail)?;
        let local_ok = (1..=64).contains(&local.len())
            && !local.starts_with(['-', '.'])
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let label_ok = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let domain_ok = domain.contains('.')
            && domain.split('.').all(label_ok)
            && domain
                .rsplit('.')
                .next()
                .is_some_and(|top| top.chars().count() > 1 && !top.chars().all(char::is_numeric));
        if local_ok && domain_ok { Ok(Self(text)) } else { Err(TextRefused::NotEmail) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part of an address on our site that names an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// 2 to 60 of `a-z`, `0-9` and inner hyphens, and not one of the words that our own addresses use.
    ///
    /// # Errors
    /// [`TextRefused::Empty`], [`TextRefused::TooLong`], [`TextRefused::NotSlug`].
    pub fn parse(raw: &str) -> Result<Self, TextRefused> {
        let text = raw.trim().to_lowercase();
        if text.is_empty() {
            return Err(TextRefused::Empty);
        }
        if text.len() > 60 {
            return Err(TextRefused::TooLong(60));
        }
        let shape = text.len() >= 2
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        let ours = [
            "admin",
            "assets",
            "r",
            "healthz",
            "readyz",
            "metrics",
            "events",
            "accessibility",
            "account",
            "invite",
            "invitations",
            "sign-in",
            "sign-out",
        ];
        if shape && !ours.contains(&text.as_str()) { Ok(Self(text)) } else { Err(TextRefused::NotSlug) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_composed_and_free_of_tricks() {
        assert_eq!(line("  Зарина   Юсупова ", 40), Ok("Зарина Юсупова".into()));
        assert_eq!(line("Cafe\u{301}", 40), Ok("Café".into()));
        assert_eq!(line(" \u{a0} ", 40), Err(TextRefused::Empty));
        assert_eq!(line("abc", 2), Err(TextRefused::TooLong(2)));
        for bad in ["a\r\nBcc: b@c.de", "a\u{202E}b", "a\u{2028}b", "a\0b"] {
            assert_eq!(line(bad, 40), Err(TextRefused::NotText), "{bad:?}");
        }
        assert_eq!(optional_lines("a\r\n\r\n\r\n\r\nb\rc", 40), Ok("a\n\nb\nc".into()));
    }

    #[test]
    fn passport_names_keep_their_marks_and_refuse_other_scripts() {
        for good in ["O'Neil", "Oʻgʻiloy", "Núñez-Pérez", "Annamyradova", "", "bin Said"] {
            assert_eq!(optional_latin_name(good, 60), Ok(good.into()));
        }
        for bad in ["Юсупова", "Li4", "<b>", "名"] {
            assert_eq!(optional_latin_name(bad, 60), Err(TextRefused::NotLatin), "{bad}");
        }
    }

    #[test]
    fn addresses_that_people_have_pass_and_attacks_do_not() {
        for good in
            ["a@b.kz", "z.yusupova+kz@example.org", "почта@пример.рф", "o'neil@un.org", "a_b@x-y.example"]
        {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "a@b",
            "a",
            "@b.kz",
            "a@",
            "a b@c.de",
            "a@b.kz\r\nBcc: x@y.zz",
            "-oX@b.kz",
            "\"a b\"@c.de",
            "a@b..de",
            "a@b.de>",
            "a@[127.0.0.1]",
            "a@b.1",
            "a..b@c.de",
            "a@-b.de",
            "<a@b.de>",
            "a@b.de,c@d.ef",
        ] {
            assert_eq!(EmailAddress::parse(bad), Err(TextRefused::NotEmail), "{bad:?}");
        }
        assert_eq!(EmailAddress::parse(&format!("{}@b.kz", "a".repeat(250))), Err(TextRefused::TooLong(254)));
        assert_eq!(EmailAddress::parse("Z@Example.ORG").map(|e| e.key()), Ok("z@example.org".into()));
    }

    #[test]
    fn a_slug_is_plain_and_is_none_of_our_own_words() {
        assert_eq!(Slug::parse(" Almaty-2027 ").map(|s| s.to_string()), Ok("almaty-2027".into()));
        for bad in ["a", "admin", "-a-", "алматы", "a/b", "a.b", "r"] {
            assert_eq!(Slug::parse(bad), Err(TextRefused::NotSlug), "{bad}");
        }
    }
}
