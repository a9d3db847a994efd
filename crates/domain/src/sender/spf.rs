//! SPF (RFC 7208): who may send in the name of a domain.

use super::{Finding, Records};

/// Receivers look up at most this much.
const LOOKUPS: usize = 10;

fn is_spf(text: &str) -> bool {
    let mut words = text.split(' ');
    words.next().is_some_and(|first| first.eq_ignore_ascii_case("v=spf1"))
}

/// The terms of a record, in small letters.
fn terms(text: &str) -> impl Iterator<Item = String> {
    text.split(' ').skip(1).filter(|term| !term.is_empty()).map(str::to_ascii_lowercase)
}

/// A term without its sign, and what stands behind the colon or the sign of equality.
fn parts(term: &str) -> (&str, &str) {
    let plain = term.trim_start_matches(['+', '-', '~', '?']);
    let end = plain.find([':', '=', '/']).unwrap_or(plain.len());
    let (name, rest) = plain.split_at_checked(end).unwrap_or((plain, ""));
    (name, rest.trim_start_matches([':', '=']))
}

/// Names whose records belong to the one that was found: included, or named instead of it.
pub fn spf_names(records: &Records) -> Vec<String> {
    let Records::Found(texts) = records else { return Vec::new() };
    let of = |term: String| match parts(&term) {
        ("include" | "redirect", name) if !name.is_empty() && !name.contains('%') => Some(name.to_owned()),
        _ => None,
    };
    texts.iter().filter(|text| is_spf(text)).flat_map(|text| terms(text).filter_map(of)).collect()
}

/// Look-ups that the terms of these records cost.
fn lookups(records: &Records) -> usize {
    let Records::Found(texts) = records else { return 0 };
    let costs =
        |term: &String| matches!(parts(term).0, "include" | "a" | "mx" | "ptr" | "exists" | "redirect");
    texts.iter().filter(|text| is_spf(text)).map(|text| terms(text).filter(costs).count()).sum()
}

/// The record of the domain and those that it includes.
pub fn judge_spf(own: &Records, included: &[Records]) -> Finding {
    let Records::Found(texts) = own else { return Finding::SpfUnknown };
    let records: Vec<&String> = texts.iter().filter(|text| is_spf(text)).collect();
    let record = match records.as_slice() {
        [] => return Finding::SpfMissing,
        [one] => one,
        _ => return Finding::SpfSeveral,
    };
    let known = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists", "redirect", "exp"];
    if terms(record).any(|term| !known.contains(&parts(&term).0)) {
        return Finding::SpfBroken;
    }
    if lookups(own) + included.iter().map(lookups).sum::<usize>() > LOOKUPS {
        return Finding::SpfLookups;
    }
    let redirects = terms(record).any(|term| parts(&term).0 == "redirect");
    match terms(record).find(|term| parts(term).0 == "all").as_deref() {
        Some("all" | "+all") => Finding::SpfOpen,
        Some("-all" | "~all") => Finding::SpfGood,
        None if redirects => Finding::SpfGood,
        _ => Finding::SpfNeutral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str]) -> Records {
        Records::Found(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn a_record_is_judged_as_receivers_read_it() {
        let many = format!("v=spf1 {} -all", "mx ".repeat(11));
        for (texts, expected) in [
            (vec!["v=spf1 mx -all"], Finding::SpfGood),
            (vec!["hello", "V=SPF1 ip4:192.0.2.0/24 include:relay.example ~all"], Finding::SpfGood),
            (vec!["v=spf1 redirect=_spf.example.org"], Finding::SpfGood),
            (vec!["v=spf1 a/24 ?all"], Finding::SpfNeutral),
            (vec!["v=spf1 mx"], Finding::SpfNeutral),
            (vec!["v=spf1 +all"], Finding::SpfOpen),
            (vec!["v=spf1 all"], Finding::SpfOpen),
            (vec!["v=spf1 ipv4:192.0.2.1 -all"], Finding::SpfBroken),
            (vec!["v=spf1 -all", "v=spf1 mx -all"], Finding::SpfSeveral),
            (vec!["v=spf10 -all"], Finding::SpfMissing),
            (vec![], Finding::SpfMissing),
            (vec![many.as_str()], Finding::SpfLookups),
        ] {
            assert_eq!(judge_spf(&found(&texts), &[]), expected, "{texts:?}");
        }
        assert_eq!(judge_spf(&Records::Unknown, &[]), Finding::SpfUnknown);
    }

    #[test]
    fn what_is_included_counts() {
        let own = found(&["v=spf1 include:a.example include:%{i}.b.example redirect=c.example"]);
        assert_eq!(spf_names(&own), ["a.example", "c.example"]);
        let deep = found(&["v=spf1 a mx ptr exists:x.example a a a a -all"]);
        assert_eq!(judge_spf(&own, std::slice::from_ref(&deep)), Finding::SpfLookups);
        assert_eq!(judge_spf(&own, &[found(&["v=spf1 a mx -all"])]), Finding::SpfGood);
    }
}
