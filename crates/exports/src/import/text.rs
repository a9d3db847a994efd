//! Texts of other programs made plain: tags go, paragraphs stay, references to characters become the characters.

use super::MAX_TEXT;

/// One line without tags.
pub(super) fn line(raw: &str) -> String {
    paragraphs(raw).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines, with one empty line between paragraphs at most.
pub(super) fn paragraphs(raw: &str) -> String {
    let text: String = raw.chars().take(MAX_TEXT).collect();
    let text = if text.contains('<') { without_tags(&text) } else { text };
    let text = if text.contains('&') { with_characters(&text) } else { text };
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let line: String = line.chars().filter(|c| !is_hidden(*c)).collect();
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}

/// Invisible, or turning what is around: what our own forms don't take either.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

/// A `<` that begins no tag is a `<`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let tag = behind.split_once('>').filter(|(tag, _)| {
            tag.len() < 2_000 && tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
        });
        let Some((tag, after)) = tag else {
            out.push('<');
            rest = behind;
            continue;
        };
        out.push_str(instead_of(tag));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn instead_of(tag: &str) -> &'static str {
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    match name.to_ascii_lowercase().as_str() {
        "p" | "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "table" | "pre" | "blockquote" => "\n\n",
        "br" | "tr" => "\n",
        "li" if !tag.starts_with('/') => "\n• ",
        "td" | "th" => " ",
        _ => "",
    }
}

fn with_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let named = behind.split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        // What names no character is only text.
        let (c, after) = named.unwrap_or(('&', behind));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The character that a name or number stands for. Nothing stands for more than one: nothing can grow.
pub(super) fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "copy" => '©',
        "eacute" => 'é',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        _ => return None,
    })
}
