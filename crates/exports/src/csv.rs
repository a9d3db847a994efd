//! Tables for spreadsheets as text: UTF-8 with its mark (Excel takes the file for an old code page without it), CRLF, a
//! separator to choose, and no cell that a spreadsheet would run as a formula. Made piece by piece, so that a long table
//! takes no more memory than a short one.

use crate::table::Cell;
use std::borrow::Cow;

/// What tells a program that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What stands between two cells. Excel splits at the list separator of the language that the computer is set to:
/// a comma in English, a semicolon in Russian and Kazakh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    #[default]
    Comma,
    Semicolon,
    Tab,
}

impl Separator {
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|separator| separator.code() == code)
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// The beginning of a file: its mark and the headings.
pub fn head(separator: Separator, headings: &[String]) -> Vec<u8> {
    let headings = headings.iter().map(|heading| disarmed(separator, heading).into_owned()).collect();
    lines(separator, BYTE_ORDER_MARK.to_vec(), std::iter::once(headings))
}

/// Some more lines of a file.
pub fn rows<'a>(separator: Separator, rows: impl IntoIterator<Item = &'a Vec<Cell>>) -> Vec<u8> {
    let written = |cell: &Cell| written(separator, cell);
    lines(separator, Vec::new(), rows.into_iter().map(|row| row.iter().map(written).collect()))
}

fn lines(separator: Separator, begun: Vec<u8>, rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .delimiter(separator.byte())
        // Rows may be of different length; a missing cell is no reason to lose a file.
        .flexible(true)
        .from_writer(begun);
    for row in rows {
        // Writing into memory can't fail, and a record of any bytes is allowed.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Dates as every spreadsheet reads them, in any language.
fn written(separator: Separator, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => disarmed(separator, text).into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// The text with an apostrophe before everything that a spreadsheet could take for the start of a formula.
///
/// Not only at the start of the cell: a spreadsheet that splits at another separator than ours does not understand our
/// quotes and sees cells inside of a cell.
fn disarmed(separator: Separator, text: &str) -> Cow<'_, str> {
    if is_telephone_number(text) {
        return Cow::Borrowed(text);
    }
    let splits = |c: char| matches!(c, ';' | '\t' | '\r' | '\n') || c == ',' && separator != Separator::Comma;
    let mut out = String::new();
    for (index, piece) in text.split_inclusive(splits).enumerate() {
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

    fn write(headings: &[String], all: impl Iterator<Item = Vec<Cell>>) -> Vec<u8> {
        let all: Vec<Vec<Cell>> = all.collect();
        // Piece by piece is the same as at once.
        let pieces = all.chunks(1).map(|piece| rows(Separator::Comma, piece));
        [head(Separator::Comma, headings)].into_iter().chain(pieces).flatten().collect()
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

    #[test]
    fn a_file_for_excel_in_russian_has_semicolons_and_is_as_safe() {
        let row = vec![Cell::from("Ә; Ұ"), "tea,=1+1".into(), "+7 701 123 45 67".into(), "=1".into()];
        let text = String::from_utf8(rows(Separator::Semicolon, [&row])).unwrap();
        assert_eq!(text, "\"Ә; Ұ\";tea,'=1+1;+7 701 123 45 67;'=1\r\n");
        let head = head(Separator::Semicolon, &["Имя".into(), "Ұйым".into()]);
        assert_eq!(head, "\u{FEFF}Имя;Ұйым\r\n".as_bytes());
        assert_eq!(rows(Separator::Tab, [&vec!["a".into(), Cell::Number(-1)]]), b"a\t-1\r\n");
    }

    #[test]
    fn dates_are_written_as_every_spreadsheet_reads_them() {
        let moment = jiff::civil::date(2027, 5, 31).at(9, 5, 0, 0);
        let row = vec![Cell::Day(moment.date()), Cell::Moment(moment)];
        assert_eq!(rows(Separator::Comma, [&row]), b"2027-05-31,2027-05-31 09:05\r\n");
    }
}
