//! What is sealed opens with its key, in its place, and nowhere else.

use super::*;

fn keys(names: &[&str]) -> Sealer {
    let line = |name: &&str| Sealer::line(name, [name.as_bytes()[0]; 32]);
    Sealer::parse(&names.iter().map(line).collect::<Vec<_>>().join(",")).unwrap()
}

fn slot(row: u128) -> Slot<'static> {
    Slot::part("sealed_answer.sealed", Uuid::from_u128(row), "passport_number")
}

#[test]
fn what_was_sealed_opens_in_its_own_place_only() {
    let known = keys(&["a"]);
    let sealed = known.seal(slot(1), [7; 24], b"N 1234567").unwrap();
    assert!(!sealed.bytes.windows(4).any(|at| at == b"1234"));
    let open = |slot, bytes: &[u8]| known.open(slot, &sealed.key, bytes);
    assert_eq!(open(slot(1), &sealed.bytes).unwrap(), b"N 1234567");
    assert!(open(slot(2), &sealed.bytes).is_err(), "another row");
    assert!(open(Slot { column: "file.object", ..slot(1) }, &sealed.bytes).is_err(), "another column");
    assert!(open(Slot { part: "nationality", ..slot(1) }, &sealed.bytes).is_err(), "another question");
    for at in [0, 24, sealed.bytes.len() - 1] {
        let mut changed = sealed.bytes.clone();
        changed[at] ^= 1;
        assert!(open(slot(1), &changed).is_err(), "byte {at}");
    }
    assert!(open(slot(1), &sealed.bytes[..20]).is_err() && open(slot(1), b"").is_err());
}

#[test]
fn the_first_key_seals_and_all_of_them_open() {
    let old = keys(&["b"]).seal(slot(1), [1; 24], b"text").unwrap();
    let both = keys(&["c", "b"]);
    assert_eq!(both.open(slot(1), &old.key, &old.bytes).unwrap(), b"text");
    assert_eq!(both.seal(slot(1), [2; 24], b"text").unwrap().key, "c");
    let gone = keys(&["c"]).open(slot(1), &old.key, &old.bytes).unwrap_err();
    assert_eq!(gone.to_string(), "sealed data: the key \"b\" is not configured");
}

#[test]
fn a_list_of_keys_is_understood_or_refused_without_repeating_a_key() {
    let good = Sealer::line("2026-11", [9; 32]);
    let list =
        format!("# the newest first\n{good} # since November\n\n  {},\n", Sealer::line("old", [8; 32]));
    assert_eq!(Sealer::parse(&list).unwrap().names(), ["2026-11", "old"]);
    let secret = good.split(':').nth(1).unwrap();
    for (bad, why) in [
        (String::new(), KeysRefused::Empty),
        (secret.to_owned(), KeysRefused::NotNamed(1)),
        (format!("a b:{secret}"), KeysRefused::BadName(1)),
        (format!("{good},x:AAAA"), KeysRefused::BadKey("x".into())),
        (format!("{good},{good}"), KeysRefused::Twice("2026-11".into())),
    ] {
        let refused = Sealer::parse(&bad).unwrap_err();
        assert!(!refused.to_string().contains(secret));
        assert_eq!(refused, why);
    }
    let shown = format!("{:?}", Sealer::parse(&good).unwrap());
    assert_eq!(shown, "[\"2026-11\"]", "no key is ever printed");
}
