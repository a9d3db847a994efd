//! What tables for spreadsheets are made of, whatever their format.

use jiff::civil::{Date, DateTime};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Whatever somebody typed; never a formula.
    Text(String),
    /// A figure of ours, negative ones too.
    Number(i64),
    Day(Date),
    /// On the clock of the event.
    Moment(DateTime),
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
