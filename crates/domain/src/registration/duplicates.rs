//! Two registrations that may be one person. A hint for organisers: nothing merges by itself.

use super::{Answers, StateCode};
use crate::names::{Likeness, likeness};

/// What tells whether two registrations are of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Given names and family name, without a title.
    pub name: String,
    pub email_key: String,
    pub state: Option<StateCode>,
    pub organisation: String,
}

impl Person {
    pub fn of(answers: &Answers) -> Self {
        Self {
            name: format!("{} {}", answers.given_names, answers.family_name).trim().to_owned(),
            email_key: answers.email.key(),
            state: answers.state,
            organisation: answers.organisation.clone(),
        }
    }
}

/// How alike two persons are, where it is worth a look: the same address; a likely name from the same State or
/// organisation; a possible name from the same organisation.
pub fn alike(a: &Person, b: &Person) -> Option<Likeness> {
    let names = likeness(&a.name, &b.name);
    let same_place = a.organisation.to_lowercase() == b.organisation.to_lowercase();
    let same_state = a.state.is_some() && a.state == b.state;
    let shown = a.email_key == b.email_key
        || (names >= Likeness::Likely && (same_place || same_state))
        || (names >= Likeness::Possible && same_place);
    shown.then_some(names)
}

/// The reason that a registration has which was merged into another one, by the reference of that one. A code and
/// not words, because every reader has a language of their own.
pub fn merged_reason(into: &str) -> String {
    format!("{MERGED}{into}")
}

const MERGED: &str = "merged:";

/// The reference of the registration that one with this reason was merged into.
pub fn merged_into(reason: &str) -> Option<&str> {
    let plain = |reference: &&str| {
        (1..=20).contains(&reference.len())
            && reference.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    reason.strip_prefix(MERGED).filter(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, email: &str, state: &str, organisation: &str) -> Person {
        Person {
            name: name.to_owned(),
            email_key: email.to_owned(),
            state: StateCode::parse(state),
            organisation: organisation.to_owned(),
        }
    }

    #[test]
    fn a_name_alone_is_not_enough() {
        let a = person("Zarina Shakeyeva", "z@a.kz", "KZ", "Ministry");
        for (b, expected) in [
            (person("Шакеева Зарина", "other@b.kz", "KZ", "Institute"), Some(Likeness::Same)),
            (person("Шакеева Зарина", "other@b.kz", "TJ", "ministry"), Some(Likeness::Same)),
            (person("Шакеева Зарина", "other@b.kz", "TJ", "Institute"), None),
            (person("Шакеева", "other@b.kz", "KZ", "Ministry"), Some(Likeness::Possible)),
            (person("Шакеева", "other@b.kz", "KZ", "Institute"), None),
            (person("Dilnoza Shakeyeva", "other@b.kz", "KZ", "Ministry"), None),
            (person("Somebody Else", "z@a.kz", "", "Elsewhere"), Some(Likeness::Different)),
        ] {
            assert_eq!(alike(&a, &b), expected, "{b:?}");
            assert_eq!(alike(&b, &a), expected, "{b:?}");
        }
        let (c, d) = (person("Ann Lee", "a@a.aa", "", "A"), person("Ann Lee", "b@b.bb", "", "B"));
        assert_eq!(alike(&c, &d), None, "no State is not the same State");
    }

    #[test]
    fn the_reason_names_where_it_went() {
        assert_eq!(merged_into(&merged_reason("ALM27-4K7PX")), Some("ALM27-4K7PX"));
        assert_eq!(merged_into("I cannot come"), None);
        assert_eq!(merged_into("merged: I am <b>"), None);
    }
}
