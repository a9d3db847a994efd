//! Tables as Excel's own files: the headings stay in view and can be filtered by, dates are dates, and a text is always
//! a text, whatever it begins with: a formula of a delegate is only its letters, and `+7 701 …` can be dialled.
//!
//! Rows go to a temporary file of the library as they come, so that memory does not grow with their number.

use crate::table::Cell;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::io::{Seek, Write};

/// The longest text of one cell, in characters: Excel's own limit.
const LONGEST: usize = 32_767;
/// Rows of one sheet, the headings among them: Excel's own limit.
const MOST_ROWS: u32 = 1_048_576;
/// In characters.
const NARROWEST: f64 = 12.0;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum SheetFailed {
    #[error("too many rows for one sheet")]
    TooManyRows,
    #[error("xlsx: {0}")]
    Writer(#[from] XlsxError),
}

/// A heading with the width of its column in characters.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    pub text: String,
    pub width: f64,
}

/// One sheet that is being written.
pub struct Sheet {
    book: Workbook,
    columns: u16,
    next: u32,
    day: Format,
    moment: Format,
}

impl Sheet {
    /// Begins with the headings. `name` is that of the sheet.
    ///
    /// # Errors
    /// When the temporary file can't be made.
    pub fn new(name: &str, headings: &[Heading]) -> Result<Self, SheetFailed> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(name))?;
        sheet.set_freeze_panes(1, 0)?;
        for (heading, column) in headings.iter().zip(0..) {
            sheet.set_column_width(column, heading.width.max(NARROWEST))?;
        }
        for (heading, column) in headings.iter().zip(0..) {
            sheet.write_string_with_format(0, column, shortened(&heading.text), &bold)?;
        }
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        let columns = u16::try_from(headings.len()).unwrap_or(u16::MAX);
        Ok(Self { book, columns, next: 1, day, moment })
    }

    /// Some more rows.
    ///
    /// # Errors
    /// When there are too many, or the temporary file takes no more.
    pub fn rows(&mut self, rows: &[Vec<Cell>]) -> Result<(), SheetFailed> {
        let sheet = self.book.worksheet_from_index(0)?;
        for row in rows {
            if self.next >= MOST_ROWS {
                return Err(SheetFailed::TooManyRows);
            }
            for (cell, column) in row.iter().zip(0..) {
                write(sheet, (self.next, column), cell, (&self.day, &self.moment))?;
            }
            self.next += 1;
        }
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    /// When `file` can't be written.
    pub fn finish(mut self, file: impl Write + Seek + Send) -> Result<(), SheetFailed> {
        let sheet = self.book.worksheet_from_index(0)?;
        if self.columns > 0 {
            sheet.autofilter(0, 0, self.next.saturating_sub(1), self.columns - 1)?;
        }
        self.book.save_to_writer(file)?;
        Ok(())
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (day, moment): (&Format, &Format),
) -> Result<(), SheetFailed> {
    match cell {
        Cell::Text(text) if text.is_empty() => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, shortened(text))?;
        }
        // Figures of ours are far below the 2^53 up to which a float is exact.
        Cell::Number(number) => {
            let figure = i32::try_from(*number).map_or(f64::from(i32::MAX), f64::from);
            sheet.write_number(row, column, figure)?;
        }
        Cell::Day(date) => {
            sheet.write_datetime_with_format(row, column, excel_day(*date)?, day)?;
        }
        Cell::Moment(at) => {
            sheet.write_datetime_with_format(row, column, excel_moment(*at)?, moment)?;
        }
    }
    Ok(())
}

fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), part(date.month()), part(date.day()))
}

fn excel_moment(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let (hour, minute) = (u16::try_from(at.hour()).unwrap_or(0), part(at.minute()));
    excel_day(at.date())?.and_hms(hour, minute, f64::from(part(at.second())))
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Excel refuses some letters in the name of a sheet, and more than 31 of them.
fn sheet_name(name: &str) -> String {
    let plain = name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''));
    let plain: String = plain.take(31).collect();
    if plain.trim().is_empty() { "Sheet1".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing test is meant to panic")]
    use super::*;
    use std::io::{Cursor, Read};

    /// The texts of the parts of the file.
    fn parts(rows: &[Vec<Cell>]) -> String {
        let headings = ["Имя", "Ұйым", "Day"].map(|text| Heading { text: text.to_owned(), width: 20.0 });
        let mut sheet = Sheet::new("Тіркелулер: [1]", &headings).unwrap();
        for row in rows {
            sheet.rows(std::slice::from_ref(row)).unwrap();
        }
        let mut file = Cursor::new(Vec::new());
        sheet.finish(&mut file).unwrap();
        let mut zip = zip::ZipArchive::new(file).unwrap();
        let mut all = String::new();
        for index in 0..zip.len() {
            zip.by_index(index).unwrap().read_to_string(&mut all).unwrap();
        }
        all
    }

    #[test]
    fn texts_are_texts_dates_are_dates_and_the_headings_stay() {
        let day = jiff::civil::date(2027, 5, 31);
        let all = parts(&[
            vec!["=1+1".into(), "+77011234567".into(), Cell::Day(day)],
            vec!["@SUM(A1)".into(), Cell::Number(-5), Cell::Moment(day.at(12, 0, 0, 0))],
        ]);
        assert!(!all.contains("<f>") && !all.contains("<f "), "no formula");
        for text in
            [">=1+1</t>", ">+77011234567</t>", ">@SUM(A1)</t>", "<v>-5</v>", "<v>46538</v>", "<v>46538.5</v>"]
        {
            assert!(all.contains(text), "{text} in {all}");
        }
        assert!(all.contains("state=\"frozen\"") && all.contains("<autoFilter ref=\"A1:C3\"/>"));
        assert!(all.contains("Имя") && all.contains("Ұйым") && all.contains("name=\"Тіркелулер 1\""));
    }

    #[test]
    fn what_no_cell_can_hold_is_cut_and_what_no_xml_can_hold_is_no_error() {
        let all = parts(&[vec!["я".repeat(LONGEST + 10).into(), "a\u{1}b\u{FFFE}<&>".into()]]);
        assert!(all.contains(&"я".repeat(LONGEST)) && !all.contains(&"я".repeat(LONGEST + 1)));
        assert!(all.contains("&lt;&amp;&gt;"));
    }
}
