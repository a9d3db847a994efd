//! Pages before the desk: signing in, the second factor, and accepting an invitation. They have no side bar.

use crate::Page;
use crate::forms::{Field, FormErrors};
use crate::frame::LangLink;
use crate::texts::T;
use askama::Template;

/// What every door has around its form.
#[derive(Clone)]
pub struct Door {
    pub t: T,
    /// The same door in other languages.
    pub languages: Vec<LangLink>,
    /// Empty where nobody is signed in yet.
    pub csrf: String,
}

impl Door {
    /// The mountains of this house; every event has its own.
    pub fn ridges(&self) -> String {
        crate::ridge::ridges(27)
    }
}

#[derive(Template)]
#[template(path = "admin/sign_in.html")]
pub struct SignInPage {
    pub frame: Door,
    pub email: Field,
    pub password: Field,
    pub errors: FormErrors,
    /// Where to go then: a path of the desk, or empty.
    pub next: String,
    /// Said on top: signed out, or too many tries.
    pub note: Option<String>,
}

impl Page for SignInPage {}

#[derive(Template)]
#[template(path = "admin/code.html")]
pub struct CodePage {
    pub frame: Door,
    pub code: Field,
    pub errors: FormErrors,
    pub next: String,
    /// A recovery code is asked for instead of the six digits.
    pub recovery: bool,
    /// The other way in, with `next` kept.
    pub other_way: String,
}

impl Page for CodePage {}

/// Why somebody was invited: told in words on top of the form.
#[derive(Debug, Clone)]
pub enum InvitedTo {
    /// To run everything.
    Administer,
    /// To one event, by its title, in a role that is already a word.
    Event { title: String, role: String },
}

#[derive(Template)]
#[template(path = "admin/invitation.html")]
pub struct InvitationPage {
    pub frame: Door,
    /// Where the form goes: the page itself.
    pub action: String,
    pub to: InvitedTo,
    /// Somebody is signed in: the invitation can be accepted with that account.
    pub signed_in_as: Option<String>,
    /// To sign in first and come back.
    pub sign_in: String,
    pub name: Field,
    pub email: Field,
    pub password: Field,
    pub errors: FormErrors,
}

impl Page for InvitationPage {}

/// The invitation was used, has run out or never was.
#[derive(Template)]
#[template(path = "admin/invitation_gone.html")]
pub struct InvitationGonePage {
    pub frame: Door,
}

impl Page for InvitationGonePage {}
