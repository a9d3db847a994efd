//! Files for other programs: iCalendar, CSV and QR codes. Pure: values in, bytes out; nothing here asks a database,
//! reads a clock or decides anything, so that the same release always makes the same bytes.

pub mod csv;
pub mod ics;
pub mod qr;
