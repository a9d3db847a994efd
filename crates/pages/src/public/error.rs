//! The page for whatever went wrong: what happened, whether anything was changed, and what to do now.

use crate::frame::{Frame, Page};
use plenary_domain::Lang;
use std::borrow::Cow;

#[derive(askama::Template)]
#[template(path = "public/error.html")]
pub struct ErrorPage {
    pub frame: Frame,
    pub title: Cow<'static, str>,
    pub text: Cow<'static, str>,
    /// Told to the visitor only where we are at fault.
    pub request_id: Option<String>,
    pub home: String,
}

impl Page for ErrorPage {}

impl ErrorPage {
    pub fn new(lang: Lang, status: u16, request_id: &str, home: String) -> Self {
        let frame = Frame::new(lang, &[], |_| String::new());
        let t = frame.t;
        let (title, text) = match status {
            400 => (t.problem_400(), t.problem_400_text()),
            403 => (t.problem_403(), t.problem_403_text()),
            404 | 405 => (t.problem_404(), t.problem_404_text()),
            408 => (t.problem_408(), t.problem_408_text()),
            413 => (t.problem_413(), t.problem_413_text()),
            415 => (t.problem_415(), t.problem_415_text()),
            429 => (t.problem_429(), t.problem_429_text()),
            503 => (t.problem_503(), t.problem_503_text()),
            _ => (t.problem_500(), t.problem_500_text()),
        };
        let ours = status == 500;
        Self { frame, title, text, request_id: ours.then(|| request_id.to_owned()), home }
    }
}
