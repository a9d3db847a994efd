//! What organisers have written, with the facts put in: blocks of a letter that both of its parts can show. Markup was
//! read before anything is put in, so that a name which looks like markup stays a name.

use plenary_domain::wording::{Block, Field, Line, Markup, Run, subject_runs};

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SaidBlock {
    pub(super) list: bool,
    pub(super) lines: Vec<Vec<SaidPiece>>,
}

/// Some words that look the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SaidPiece {
    pub(super) text: String,
    pub(super) strong: bool,
    pub(super) link: Option<String>,
}

impl SaidBlock {
    /// Words of our own, a paragraph for each.
    pub(super) fn paragraphs(words: impl IntoIterator<Item = String>) -> Vec<Self> {
        let plain = |text| SaidPiece { text, ..SaidPiece::default() };
        words.into_iter().map(|text| Self { list: false, lines: vec![vec![plain(text)]] }).collect()
    }

    /// Words of our own, a line for each.
    pub(super) fn lines(words: impl IntoIterator<Item = String>) -> Self {
        let plain = |text| vec![SaidPiece { text, ..SaidPiece::default() }];
        Self { list: false, lines: words.into_iter().map(plain).collect() }
    }

    /// Words of our own as points.
    pub(super) fn points(words: impl IntoIterator<Item = String>) -> Self {
        Self { list: true, ..Self::lines(words) }
    }

    /// Lines of the plain text; an address stands behind the words that lead to it.
    pub(super) fn plain(&self) -> Vec<String> {
        let words = |piece: &SaidPiece| match &piece.link {
            Some(to) if *to != piece.text => format!("{} ({to})", piece.text),
            _ => piece.text.clone(),
        };
        let line = |line: &Vec<SaidPiece>| line.iter().map(words).collect::<String>();
        let bullet = if self.list { "- " } else { "" };
        self.lines.iter().map(|pieces| format!("{bullet}{}", line(pieces))).collect()
    }
}

/// A text with its fields put in. One that can't be read (it was checked when it was saved) is shown as it stands.
pub(super) fn said(source: &str, value: &impl Fn(Field) -> String) -> Vec<SaidBlock> {
    let Ok(markup) = Markup::parse(source, |_| true) else {
        return SaidBlock::paragraphs(source.lines().filter(|line| !line.is_empty()).map(str::to_owned));
    };
    let block = |block: Block| match block {
        Block::Paragraph(lines) => SaidBlock { list: false, lines: put_in(&lines, value) },
        Block::List(lines) => SaidBlock { list: true, lines: put_in(&lines, value) },
    };
    markup.0.into_iter().map(block).collect()
}

fn put_in(lines: &[Line], value: &impl Fn(Field) -> String) -> Vec<Vec<SaidPiece>> {
    let line = |line: &Line| {
        let pieces = line.iter().map(|piece| SaidPiece {
            text: words(&piece.runs, value),
            strong: piece.strong,
            link: piece.link.clone(),
        });
        pieces.collect()
    };
    lines.iter().map(line).collect()
}

fn words(runs: &[Run], value: &impl Fn(Field) -> String) -> String {
    let word = |run: &Run| match run {
        Run::Text(text) => text.clone(),
        Run::Field(field) => value(*field),
    };
    runs.iter().map(word).collect()
}

/// A subject with its fields put in.
pub(super) fn said_line(source: &str, value: &impl Fn(Field) -> String) -> String {
    subject_runs(source, |_| true).map_or_else(|_| source.to_owned(), |runs| words(&runs, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "**x** [a](https://evil.example) {event} <b>";

    #[test]
    fn values_are_put_in_as_they_are_and_read_by_nobody() {
        let value = |field: Field| if field == Field::Name { HOSTILE.to_owned() } else { "E".to_owned() };
        let blocks =
            said("Dear **{name}**,\n{event}\n\n- [map](https://a.example)\n- https://a.example", &value);
        let piece = |text: &str| SaidPiece { text: text.into(), ..SaidPiece::default() };
        let first = SaidBlock {
            list: false,
            lines: vec![
                vec![piece("Dear "), SaidPiece { strong: true, ..piece(HOSTILE) }, piece(",")],
                vec![piece("E")],
            ],
        };
        assert_eq!(blocks.first(), Some(&first));
        let plain: Vec<String> = blocks.iter().flat_map(SaidBlock::plain).collect();
        let dear = format!("Dear {HOSTILE},");
        assert_eq!(plain, [dear.as_str(), "E", "- map (https://a.example)", "- https://a.example"]);
        assert_eq!(said_line("{name}: **x**", &value), format!("{HOSTILE}: **x**"));
    }
}
