//! Tables for spreadsheets: UTF-8 with its mark (Excel takes the file for an old code page without it), commas, CRLF,
//! and no cell that a spreadsheet would run as a formula.

use std::borrow::Cow;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Whatever somebody typed; a formula is disarmed.
    Text(String),
    /// A figure of ours, negative ones too.
    Number(i64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// What tells a program that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A whole file: the headings, then one line for each row.
pub fn write(headings: &[String], rows: impl Iterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // Rows may be of different length; a missing cell is no reason to lose a file.
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    // Writing into memory can't fail, and a record of any bytes is allowed.
    let _ = writer.write_record(headings.iter().map(|heading| disarmed(heading).into_owned()));
    for row in rows {
        let _ = writer.write_record(row.iter().map(written));
    }
    writer.into_inner().unwrap_or_default()
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => disarmed(text).into_owned(),
        Cell::Number(number) => number.to_string(),
    }
}

/// The text with an apostrophe before everything that a spreadsheet could take for the start of a formula.
///
/// Not only at the start of the cell: a spreadsheet that was told to split at semicolons or tabs (Excel in most of
/// Europe and Central Asia is, from birth) does not understand our quotes and sees cells inside of a cell.
fn disarmed(text: &str) -> Cow<'_, str> {
    if is_telephone_number(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for (index, piece) in text.split_inclusive([';', '\t', '\r', '\n']).enumerate() {
        if starts_a_formula(piece) || (index == 0 && piece.starts_with(['\t', '\r', '\n'])) {
            out.push('\'');
        }
        out.push_str(piece);
    }
    if out.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Spaces, invisible characters and quotes before the sign do not make it harmless everywhere.
fn starts_a_formula(piece: &str) -> bool {
    let skipped = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '«' | '»' | '`')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
    };
    let sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    piece.trim_start_matches(skipped).starts_with(sign)
}

/// A plus and then nothing but digits, spaces, hyphens and brackets: people want to dial it.
fn is_telephone_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|rest| {
        rest.contains(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing test is meant to panic")]
    use super::*;

    fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn one(text: &str) -> String {
        let bytes = write(&["Name".into()], [vec![Cell::from(text), "end".into()]].into_iter());
        read_back(&bytes).pop().unwrap().swap_remove(0)
    }

    #[test]
    fn none_of_thirteen_hostile_names_starts_a_formula() {
        for name in [
            "=1+1",
            "+1+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(A1:A9)",
            "\t=1+1",
            "\r=1+1",
            "\n=1+1",
            "＝1+1",
            "＋1+1",
            "－1+1",
            "＠SUM(A1)",
            "  =HYPERLINK(\"https://evil.example\")",
            "\"=1+1\"",
        ] {
            let cell = one(name);
            assert!(cell.starts_with('\''), "{name:?}");
            assert_eq!(cell.replace('\'', ""), name.replace('\'', ""), "nothing else is changed");
        }
        for hidden in ["\u{200B}=1", "'=1", "«=1»", "\u{A0}=1", "\u{FEFF}-1"] {
            assert!(one(hidden).starts_with('\''), "{hidden:?}");
        }
    }

    #[test]
    fn a_formula_behind_a_semicolon_or_a_line_end_is_disarmed_too() {
        assert_eq!(one("tea;=1+1"), "tea;'=1+1");
        assert_eq!(one("tea\n=1+1"), "tea\n'=1+1");
        assert_eq!(one("tea;\t@x"), "tea;\t'@x");
        assert_eq!(one("vegan; no nuts"), "vegan; no nuts");
    }

    #[test]
    fn plain_text_and_telephone_numbers_stay_as_they_are() {
        for plain in
            ["+7 (701) 123-45-67", "+998901234567", "Зарина Юсупова", "O'Neil", "a+b@c.de", "Núñez-Pérez", ""]
        {
            assert_eq!(one(plain), plain);
        }
        for not_a_number in ["+", "+ ", "+7,1", "+1/2", "+7 ext 5"] {
            assert_eq!(one(not_a_number), format!("'{not_a_number}"));
        }
    }

    #[test]
    fn quotes_commas_and_line_ends_survive_the_way_there_and_back() {
        let typed = "a \"b\", c\nd";
        let bytes = write(
            &["Имя".into(), "N".into()],
            [vec![typed.into(), Cell::Number(-5)], vec!["Ә".into(), 7.into()]].into_iter(),
        );
        assert!(bytes.starts_with("\u{FEFF}Имя,N\r\n".as_bytes()));
        assert!(bytes.ends_with("Ә,7\r\n".as_bytes()));
        assert_eq!(read_back(&bytes), [["Имя", "N"], [typed, "-5"], ["Ә", "7"]]);
    }
}
