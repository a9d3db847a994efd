//! DMARC (RFC 7489): what receivers do with letters that fail the other two.

use super::{Finding, Records, tag};

/// The record under `_dmarc.` and the domain, or under the organisation's domain where there is none.
pub fn judge_dmarc(records: &Records) -> Finding {
    let Records::Found(texts) = records else { return Finding::DmarcUnknown };
    let ours = |text: &&String| tag(text, "v").is_some_and(|version| version.eq_ignore_ascii_case("dmarc1"));
    match texts.iter().filter(ours).collect::<Vec<_>>().as_slice() {
        [] => Finding::DmarcMissing,
        [one] => match tag(one, "p").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quarantine" | "reject" => Finding::DmarcGood,
            "none" => Finding::DmarcWatches,
            _ => Finding::DmarcBroken,
        },
        _ => Finding::DmarcSeveral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_strict_or_watches_or_is_none() {
        for (texts, expected) in [
            (vec!["v=DMARC1; p=reject; rua=mailto:d@example.org"], Finding::DmarcGood),
            (vec!["v=DMARC1;p=Quarantine"], Finding::DmarcGood),
            (vec!["v=DMARC1; p=none"], Finding::DmarcWatches),
            (vec!["v=DMARC1; sp=none"], Finding::DmarcBroken),
            (vec!["v=DMARC1; p=maybe"], Finding::DmarcBroken),
            (vec!["v=DMARC1; p=none", "v=DMARC1; p=reject"], Finding::DmarcSeveral),
            (vec!["v=spf1 -all"], Finding::DmarcMissing),
            (vec![], Finding::DmarcMissing),
        ] {
            let records = Records::Found(texts.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!(judge_dmarc(&records), expected, "{texts:?}");
        }
        assert_eq!(judge_dmarc(&Records::Unknown), Finding::DmarcUnknown);
    }
}
