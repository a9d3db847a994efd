//! The plain-text part: short lines and no heap of empty ones.

/// Columns, as letters in plain text have had since terminals.
const WIDTH: usize = 76;
/// A word that is longer is cut, unless it is one of our addresses: SMTP allows 998 octets in a line, and a
/// character has up to four.
const WORD: usize = 200;

/// Wraps long lines (further lines of a point are indented) and leaves at most one empty line between paragraphs.
pub(super) fn wrapped(text: &str, base_url: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut empty = true;
    for line in text.trim().lines() {
        let line = line.trim_end();
        if line.is_empty() {
            if !empty {
                out.push('\n');
            }
        } else {
            wrap(line, base_url, &mut out);
        }
        empty = line.is_empty();
    }
    out
}

fn wrap(line: &str, base_url: &str, out: &mut String) {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let further = indent + if body.starts_with("- ") { 2 } else { 0 };
    out.extend(std::iter::repeat_n(' ', indent));
    let mut used = indent;
    let mut first = true;
    for word in body.split(' ').flat_map(|word| pieces(word, base_url)) {
        let width = word.chars().count();
        if !first && used + 1 + width > WIDTH {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', further));
            used = further;
        } else if !first {
            out.push(' ');
            used += 1;
        }
        out.push_str(&word);
        used += width;
        first = false;
    }
    out.push('\n');
}

fn pieces(word: &str, base_url: &str) -> Vec<String> {
    // Addresses in what organisers wrote are at most 500 octets long; those that delegates type are none any more.
    let address = word.starts_with(base_url) || word.trim_start_matches('(').starts_with("https://");
    if address || word.chars().nth(WORD).is_none() {
        return vec![word.to_owned()];
    }
    word.chars().collect::<Vec<_>>().chunks(WORD).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_between_words_and_addresses_stay_whole() {
        let address = format!("https://example.org/{}", "a".repeat(300));
        let text = format!("\n\n- {}\n\n\n\n{address}\n{}\n", "слово ".repeat(30), "ы".repeat(450));
        let wrapped = wrapped(&text, "https://example.org");
        let lines: Vec<&str> = wrapped.lines().collect();
        assert_eq!(
            lines.iter().map(|line| line.chars().count()).collect::<Vec<_>>(),
            [73, 73, 37, 0, 320, 200, 200, 50]
        );
        assert!(lines.get(1).is_some_and(|line| line.starts_with("  слово")));
    }
}
