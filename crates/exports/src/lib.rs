//! Files for other programs, and files of other programs: iCalendar, schedules, tables, PDF, QR codes, and pictures made anew. Pure: values in, bytes out; nothing here asks a database,
//! reads a clock or decides anything, so that the same release always makes the same bytes.

pub mod csv;
pub mod ics;
pub mod import;
pub mod json_ld;
pub mod order;
pub mod picture;
pub mod qr;
#[cfg(test)]
mod samples;
pub mod schedule;
pub mod table;
pub mod xlsx;
