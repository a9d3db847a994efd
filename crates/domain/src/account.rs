//! Rules for an organiser's account. Hashing and codes are made elsewhere: here is only what is allowed.

/// Why an invitation can't be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationRefused {
    /// Used, expired or never there: nobody is told which.
    Gone,
    /// An account with this address exists: sign in and accept with it.
    EmailTaken,
    NotAllowed,
}

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefused {
    /// Fewer than [`PASSWORD_MIN`] characters.
    TooShort,
    /// More than [`PASSWORD_MAX`] bytes: hashing a megabyte is an attack, not a password.
    TooLong,
    /// One character or one short word over and over, or on the list of the commonest.
    TooCommon,
    /// Contains the account's own name or address.
    AboutYou,
}

/// Characters, as NIST SP 800-63B asks of a password that has a second factor beside it.
pub const PASSWORD_MIN: usize = 12;
/// Bytes.
pub const PASSWORD_MAX: usize = 256;

/// Fragments that guessers try first; a password that is little more than one of them is refused.
const COMMON: [&str; 14] = [
    "password",
    "qwerty",
    "qwertyuiop",
    "123456",
    "1234567890",
    "letmein",
    "welcome",
    "admin",
    "пароль",
    "йцукен",
    "құпиясөз",
    "iloveyou",
    "plenary",
    "abc123",
];

/// Length, variety and nothing about the person; no rules about kinds of characters.
///
/// # Errors
/// The first rule that the password breaks.
pub fn check_password(password: &str, email: &str, name: &str) -> Result<(), PasswordRefused> {
    if password.len() > PASSWORD_MAX {
        return Err(PasswordRefused::TooLong);
    }
    if password.chars().count() < PASSWORD_MIN {
        return Err(PasswordRefused::TooShort);
    }
    let lower = password.to_lowercase();
    let mine = email.split('@').next().into_iter().chain(name.split_whitespace());
    if mine.filter(|part| part.chars().count() > 3).any(|part| rest_is_short(&lower, &part.to_lowercase())) {
        return Err(PasswordRefused::AboutYou);
    }
    let mut kinds: Vec<char> = lower.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < 5 || COMMON.iter().any(|word| rest_is_short(&lower, word)) {
        return Err(PasswordRefused::TooCommon);
    }
    Ok(())
}

/// Whether taking `word` out of `text` leaves less than seven characters to guess.
fn rest_is_short(text: &str, word: &str) -> bool {
    text.contains(word) && text.replace(word, "").chars().count() < 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_unusual_passwords_pass_and_obvious_ones_do_not() {
        let check = |p: &str| check_password(p, "aliya.bekova@example.org", "Aliya Bekova");
        assert_eq!(check("correct horse battery staple"), Ok(()));
        assert_eq!(check("екі көк тау арасы"), Ok(()));
        assert_eq!(check("short"), Err(PasswordRefused::TooShort));
        assert_eq!(check("aaaaaaaaaaaaaa"), Err(PasswordRefused::TooCommon));
        assert_eq!(check("password1234"), Err(PasswordRefused::TooCommon));
        assert_eq!(check("bekova123456"), Err(PasswordRefused::AboutYou));
        assert_eq!(check("aliya.bekova2"), Err(PasswordRefused::AboutYou));
        assert_eq!(check(&"абвгдежз".repeat(40)), Err(PasswordRefused::TooLong));
    }
}
