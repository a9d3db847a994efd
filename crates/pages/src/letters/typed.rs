//! Text from outside, made harmless for a letter.

/// One line: control characters and line ends become spaces, marks that turn the writing direction go.
pub(super) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let ends = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let flat: String = text.chars().filter(|c| !turns(*c)).map(|c| if ends(c) { ' ' } else { c }).collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Keeps a mail program from making a link of what somebody typed: around every sign that joins the parts of an
/// address stands U+2060 WORD JOINER, which nobody sees, which no address may contain, and which ends what programs
/// recognise as one. Signs at the end of a word stay as they are, so that "Dr. Li" is untouched.
pub(super) fn inert(text: &str) -> String {
    const JOINER: char = '\u{2060}';
    let joins = |c: char| {
        matches!(c, '.' | ':' | '/' | '@' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}' | '\u{FF20}' | '\u{FF1A}')
    };
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut characters = text.chars().filter(|c| *c != JOINER).peekable();
    while let Some(c) = characters.next() {
        let inside = |neighbour: Option<char>| neighbour.is_some_and(|n| !n.is_whitespace());
        if joins(c) && inside(characters.peek().copied()) {
            if inside(before) && before != Some(JOINER) {
                out.push(JOINER);
            }
            out.push(c);
            out.push(JOINER);
            before = Some(JOINER);
        } else {
            out.push(c);
            before = Some(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_looks_like_an_address_and_no_letter_of_it_is_lost() {
        for typed in [
            "www.evil.example",
            "http://evil.example/pay?x=1",
            "https:evil.example",
            "mailto:a@evil.example",
            "a@evil.example",
            "evil。example",
            "//evil.example",
        ] {
            let inert = inert(typed);
            for link in ["://", "www.", ".example", "@evil", "mailto:a", ":e", "//"] {
                assert!(!inert.contains(link), "{link} in {inert:?}");
            }
            assert_eq!(inert.replace('\u{2060}', ""), typed);
        }
        for plain in ["Dr. Li", "Зарина Юсупова", "O'Neil-Núñez", "St. John."] {
            assert_eq!(inert(plain), plain);
        }
    }

    #[test]
    fn a_line_is_one_line_and_cannot_turn_around() {
        assert_eq!(one_line("a\r\nBcc: b\t\u{2028}c\u{202E}d\u{2066}\0"), "a Bcc: b cd");
    }
}
