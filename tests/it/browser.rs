//! Whole ways through the site in Chromium. On each page axe finds nothing, nothing scrolls sideways on a telephone,
//! and the console is silent, so that nothing was against the content security policy.

mod delegate;
mod desk_keys;
mod editor;
mod organiser;
mod pages;
mod screen;
