//! What the program can be told to do, one file for each command.

pub(crate) mod bounce;
pub(crate) mod check;
pub(crate) mod dkim;
pub(crate) mod keys;
pub(crate) mod migrate;
pub(crate) mod organiser;
pub(crate) mod sample;
pub(crate) mod serve;
pub(crate) mod work;
