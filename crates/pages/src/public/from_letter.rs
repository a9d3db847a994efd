//! What the button of a letter opens: a page with one more button, because programs that scan mail open every address.

use crate::frame::{EventFrame, Frame, Page};

/// What the page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterPurpose {
    /// Going on with a draft.
    GoOn,
    /// Proving an address.
    Prove,
    /// The letter is too old to prove anything: another one can be sent.
    Old,
}

#[derive(askama::Template)]
#[template(path = "registration/letter.html")]
pub struct FromLetterPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub title: String,
    pub lead: String,
    pub button: String,
    pub action: String,
}

impl Page for FromLetterPage<'_> {}

impl<'a> FromLetterPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, purpose: LetterPurpose, action: String) -> Self {
        let t = frame.t;
        let (title, lead, button) = match purpose {
            LetterPurpose::GoOn => {
                (t.from_letter_go_on(), t.from_letter_go_on_lead(), t.from_letter_go_on_do())
            }
            LetterPurpose::Prove => {
                (t.from_letter_prove(), t.from_letter_prove_lead(), t.from_letter_prove_do())
            }
            LetterPurpose::Old => (t.from_letter_old(), t.from_letter_old_lead(), t.from_letter_old_do()),
        };
        let (title, lead, button) = (title.into_owned(), lead.into_owned(), button.into_owned());
        Self { head: head.plain(), title, lead, button, action, frame }
    }
}
