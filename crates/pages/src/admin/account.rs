//! One's own account: name, password, second factor, and where one is signed in.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Field, FormErrors};
use crate::texts::{T, dates};
use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::account::{PASSWORD_MAX, PASSWORD_MIN, PasswordRefused};
use std::borrow::Cow;

/// A browser that is signed in.
#[derive(Debug, Clone)]
pub struct SignInLine {
    pub agent: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    /// The one that asks.
    pub current: bool,
}

#[derive(Template)]
#[template(path = "admin/account.html")]
pub struct AccountPage<'a> {
    pub frame: AdminFrame<'a>,
    pub email: String,
    pub name: Field,
    pub password: Field,
    pub new_password: Field,
    /// To switch the second factor off.
    pub totp_password: Field,
    pub has_totp: bool,
    pub sign_ins: Vec<SignInLine>,
    pub errors: FormErrors,
}

impl Page for AccountPage<'_> {}

/// Where the second factor is switched off.
pub const TOTP_OFF: &str = "/admin/account/second-factor/off";

impl AccountPage<'_> {
    fn moment(&self, at: Timestamp) -> String {
        self.frame.t.moment(at, &TimeZone::UTC)
    }

    #[expect(clippy::unused_self, reason = "the template asks the page")]
    fn machine(&self, at: Timestamp) -> String {
        dates::machine_moment(at, &TimeZone::UTC)
    }
}

/// Setting up the second factor.
#[derive(Template)]
#[template(path = "admin/second_factor.html")]
pub struct SecondFactorPage<'a> {
    pub frame: AdminFrame<'a>,
    /// The QR code as SVG, drawn by us.
    pub qr: String,
    /// The same secret in letters, base 32.
    pub secret: String,
    pub password: Field,
    pub code: Field,
    pub errors: FormErrors,
}

impl Page for SecondFactorPage<'_> {}

impl SecondFactorPage<'_> {
    /// In groups of four, to be read and typed.
    fn secret_in_groups(&self) -> String {
        let mut out = String::new();
        for (i, letter) in self.secret.chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                out.push(' ');
            }
            out.push(letter);
        }
        out
    }
}

/// The recovery codes, once.
#[derive(Template)]
#[template(path = "admin/recovery_codes.html")]
pub struct RecoveryCodesPage<'a> {
    pub frame: AdminFrame<'a>,
    pub codes: Vec<String>,
}

impl Page for RecoveryCodesPage<'_> {}

/// Why a new password is not taken, and what would be.
pub fn password_problem(t: T, refused: PasswordRefused) -> Cow<'static, str> {
    match refused {
        PasswordRefused::TooShort => Cow::Owned(t.admin_account_password_short(PASSWORD_MIN)),
        PasswordRefused::TooLong => Cow::Owned(t.admin_account_password_long(PASSWORD_MAX)),
        PasswordRefused::TooCommon => t.admin_account_password_common(),
        PasswordRefused::AboutYou => t.admin_account_password_about_you(),
    }
}
