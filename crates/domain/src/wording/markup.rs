//! The little markup of letters: paragraphs with an empty line between them, lists of lines that begin with a hyphen,
//! `**strong**`, `[words](https://…)` and fields. Everything else is text, whatever it looks like.

use super::Field;

/// A text that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(pub Vec<Block>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Line>),
    List(Vec<Line>),
}

pub type Line = Vec<Piece>;

/// Some of a line that looks the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    pub strong: bool,
    /// An address that begins with `https://`.
    pub link: Option<String>,
    pub runs: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    Text(String),
    Field(Field),
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkupFault {
    /// There is no field of this name.
    UnknownField(String),
    /// These letters don't know it.
    FieldNotHere(Field),
    /// A link to anything but an address that begins with `https://`.
    NotHttps(String),
}

/// The longest address of a link, in bytes: a line of a letter has at most 998.
const LONGEST_LINK: usize = 500;

impl Markup {
    /// Reads a text in which only these fields mean something.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str, has: impl Fn(Field) -> bool) -> Result<Self, MarkupFault> {
        let mut blocks = Vec::new();
        for paragraph in text.split("\n\n") {
            for line in paragraph.lines().filter(|line| !line.trim().is_empty()) {
                add(&mut blocks, line, &has)?;
            }
            blocks.push(None);
        }
        Ok(Self(blocks.into_iter().flatten().collect()))
    }
}

/// Adds a line to the last block, or begins one. `None` stands where an empty line was.
fn add(blocks: &mut Vec<Option<Block>>, line: &str, has: &impl Fn(Field) -> bool) -> Result<(), MarkupFault> {
    let point = line.trim_start().strip_prefix("- ");
    let read = read_line(point.unwrap_or(line).trim(), has)?;
    match (blocks.last_mut(), point.is_some()) {
        (Some(Some(Block::List(lines))), true) | (Some(Some(Block::Paragraph(lines))), false) => {
            lines.push(read);
        }
        (_, true) => blocks.push(Some(Block::List(vec![read]))),
        (_, false) => blocks.push(Some(Block::Paragraph(vec![read]))),
    }
    Ok(())
}

fn read_line(line: &str, has: &impl Fn(Field) -> bool) -> Result<Line, MarkupFault> {
    let mut pieces = Vec::new();
    let mut rest = line;
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        let strong = rest.strip_prefix("**").and_then(|inner| inner.split_once("**")).filter(|(inner, _)| {
            !inner.is_empty()
                && !inner.starts_with(char::is_whitespace)
                && !inner.ends_with(char::is_whitespace)
        });
        if let Some((inner, after)) = strong {
            flush(&mut pieces, &mut plain, has)?;
            for piece in read_line(inner, has)? {
                pieces.push(Piece { strong: true, ..piece });
            }
            rest = after;
        } else if let Some((words, to, after)) = link(rest) {
            flush(&mut pieces, &mut plain, has)?;
            let to = to.trim();
            if !is_https(to) {
                return Err(MarkupFault::NotHttps(to.chars().take(80).collect()));
            }
            pieces.push(Piece { strong: false, link: Some(to.to_owned()), runs: runs(words, has)? });
            rest = after;
        } else {
            plain.push(c);
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    flush(&mut pieces, &mut plain, has)?;
    Ok(pieces)
}

fn flush(pieces: &mut Line, plain: &mut String, has: &impl Fn(Field) -> bool) -> Result<(), MarkupFault> {
    if !plain.is_empty() {
        pieces.push(Piece { strong: false, link: None, runs: runs(plain, has)? });
        plain.clear();
    }
    Ok(())
}

/// `[words](address)` at the beginning: the words, the address, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, behind) = text.strip_prefix('[')?.split_once("](")?;
    let (to, after) = behind.split_once(')')?;
    let plain = !words.trim().is_empty() && !words.contains(['[', ']']);
    plain.then_some((words, to, after))
}

/// An address that a mail program opens without asking itself what it is.
fn is_https(to: &str) -> bool {
    let Some(rest) = to.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let odd = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '{' | '}')
    };
    to.len() <= LONGEST_LINK
        && host.contains('.')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
        && !to.contains(odd)
}

/// The subject of a letter: text and fields, no markup.
///
/// # Errors
/// A field that is none, or not here.
pub fn subject_runs(text: &str, has: impl Fn(Field) -> bool) -> Result<Vec<Run>, MarkupFault> {
    runs(text, &has)
}

fn runs(text: &str, has: &impl Fn(Field) -> bool) -> Result<Vec<Run>, MarkupFault> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = field(rest) {
            let field = Field::parse(name).ok_or_else(|| MarkupFault::UnknownField(name.to_owned()))?;
            if !has(field) {
                return Err(MarkupFault::FieldNotHere(field));
            }
            if !plain.is_empty() {
                found.push(Run::Text(std::mem::take(&mut plain)));
            }
            found.push(Run::Field(field));
            rest = after;
        } else {
            plain.push(c);
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    if !plain.is_empty() {
        found.push(Run::Text(plain));
    }
    Ok(found)
}

/// `{name}` at the beginning, and what follows. Anything that is not one word stays text: `{{7*7}}`, `{% x %}`, `{ }`.
fn field(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let word = name.starts_with(char::is_alphabetic)
        && name.chars().count() <= 40
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    word.then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Piece {
        Piece { runs: vec![Run::Text(words.into())], ..Piece::default() }
    }

    fn parsed(source: &str) -> Vec<Block> {
        Markup::parse(source, |_| true).map(|markup| markup.0).unwrap_or_default()
    }

    #[test]
    fn paragraphs_lists_strong_words_links_and_fields_are_read() {
        let source = "Dear {name},\nsecond line\n\nBring:\n- your **passport**\n- [the map](https://example.org/map)\n\nEnd";
        let strong = Piece { strong: true, ..text("passport") };
        let map = Piece { link: Some("https://example.org/map".into()), ..text("the map") };
        let dear = vec![Run::Text("Dear ".into()), Run::Field(Field::Name), Run::Text(",".into())];
        assert_eq!(
            parsed(source),
            vec![
                Block::Paragraph(vec![
                    vec![Piece { runs: dear, ..Piece::default() }],
                    vec![text("second line")],
                ]),
                Block::Paragraph(vec![vec![text("Bring:")]]),
                Block::List(vec![vec![text("your "), strong], vec![map]]),
                Block::Paragraph(vec![vec![text("End")]]),
            ]
        );
    }

    #[test]
    fn a_strong_link_is_both() {
        let piece =
            Piece { strong: true, link: Some("https://a.example".into()), runs: vec![Run::Text("x".into())] };
        assert_eq!(parsed("**[x](https://a.example)**"), vec![Block::Paragraph(vec![vec![piece]])]);
    }

    #[test]
    fn what_looks_like_another_language_stays_text() {
        for source in [
            "{{7*7}}",
            "{% include 'x' %}",
            "${7*7}",
            "#{7*7}",
            "{ name }",
            "{}",
            "{0.__class__}",
            "<b>x</b>",
            "a ** b ** c",
            "**",
            "[x] (y)",
            "[](https://a.example)",
            "2 * 3 [sic]",
            "&lt;",
        ] {
            assert_eq!(parsed(source), vec![Block::Paragraph(vec![vec![text(source)]])], "{source}");
        }
    }

    #[test]
    fn unknown_fields_and_links_elsewhere_are_refused() {
        let fault = |source: &str| Markup::parse(source, |field| field != Field::Deadline).err();
        assert_eq!(fault("{config}"), Some(MarkupFault::UnknownField("config".into())));
        assert_eq!(fault("{{config}}"), Some(MarkupFault::UnknownField("config".into())));
        assert_eq!(fault("{имя}"), Some(MarkupFault::UnknownField("имя".into())));
        assert_eq!(fault("until {deadline}"), Some(MarkupFault::FieldNotHere(Field::Deadline)));
        for to in [
            "http://a.example",
            "javascript:alert(1",
            "//a.example",
            "https://a",
            "https://a.example/\"x",
            "https://u@a.example",
            "mailto:a@b.kz",
            "data:text/html,x",
            "HTTPS://a.example",
            "",
            "https://{name}.example",
        ] {
            let found = fault(&format!("**see [x]({to})**"));
            assert!(matches!(found, Some(MarkupFault::NotHttps(_))), "{to}: {found:?}");
        }
        assert!(fault(&format!("[x](https://a.example/{})", "a".repeat(600))).is_some());
    }

    #[test]
    fn a_subject_has_fields_and_no_markup() {
        let read = subject_runs("**{event}**: [x](http://y)", |_| true);
        let wanted =
            vec![Run::Text("**".into()), Run::Field(Field::Event), Run::Text("**: [x](http://y)".into())];
        assert_eq!(read, Ok(wanted));
    }
}
