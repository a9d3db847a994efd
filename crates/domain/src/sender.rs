//! Whether receivers will believe the sender of our letters: what SPF, DKIM and DMARC say in the DNS, judged without
//! looking anything up.

mod dmarc;
mod spf;

pub use dmarc::judge_dmarc;
pub use spf::{judge_spf, spf_names};

use crate::codes::codes;

/// What the DNS has under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Records {
    /// All texts; none if there is nothing.
    Found(Vec<String>),
    /// Nobody answered.
    Unknown,
}

codes! {
    /// How serious it is.
    Weight { Good = "good", Doubtful = "doubtful", Bad = "bad", Unknown = "unknown" }
}

codes! {
    /// What was found out about one of the three.
    Finding {
        SpfGood = "spf_good",
        SpfMissing = "spf_missing",
        SpfSeveral = "spf_several",
        SpfBroken = "spf_broken",
        /// Lets everybody send in our name.
        SpfOpen = "spf_open",
        /// Says nothing about others (`?all`, or no `all`).
        SpfNeutral = "spf_neutral",
        /// More than ten look-ups: receivers stop counting and refuse.
        SpfLookups = "spf_lookups",
        SpfUnknown = "spf_unknown",
        /// We don't sign; a relay may.
        DkimUnsigned = "dkim_unsigned",
        DkimGood = "dkim_good",
        DkimMissing = "dkim_missing",
        DkimDifferent = "dkim_different",
        DkimRevoked = "dkim_revoked",
        DkimUnknown = "dkim_unknown",
        DmarcGood = "dmarc_good",
        DmarcMissing = "dmarc_missing",
        DmarcSeveral = "dmarc_several",
        DmarcBroken = "dmarc_broken",
        /// `p=none`: only watches.
        DmarcWatches = "dmarc_watches",
        DmarcUnknown = "dmarc_unknown",
    }
}

impl Finding {
    pub const fn weight(self) -> Weight {
        match self {
            Self::SpfGood | Self::DkimGood | Self::DmarcGood => Weight::Good,
            Self::SpfNeutral | Self::DkimUnsigned | Self::DmarcWatches | Self::DmarcMissing => {
                Weight::Doubtful
            }
            Self::SpfUnknown | Self::DkimUnknown | Self::DmarcUnknown => Weight::Unknown,
            Self::SpfMissing
            | Self::SpfSeveral
            | Self::SpfBroken
            | Self::SpfOpen
            | Self::SpfLookups
            | Self::DkimMissing
            | Self::DkimDifferent
            | Self::DkimRevoked
            | Self::DmarcSeveral
            | Self::DmarcBroken => Weight::Bad,
        }
    }
}

/// One thing that was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Where it was looked for.
    pub name: String,
    pub finding: Finding,
    /// What stands there.
    pub found: Vec<String>,
    /// What should stand there, where we know.
    pub wanted: Option<String>,
}

/// The page about the sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderReport {
    /// The address that letters come from.
    pub from: String,
    pub domain: String,
    pub checked: Vec<Checked>,
}

impl SenderReport {
    /// Nothing is wrong, and nothing is unknown.
    pub fn fine(&self) -> bool {
        self.checked.iter().all(|one| matches!(one.finding.weight(), Weight::Good | Weight::Doubtful))
    }
}

/// A DKIM record beside the public key that we sign with.
pub fn judge_dkim(records: &Records, public: &str) -> Finding {
    let Records::Found(texts) = records else { return Finding::DkimUnknown };
    let keys: Vec<String> = texts.iter().filter_map(|text| tag(text, "p")).collect();
    match keys.as_slice() {
        [] => Finding::DkimMissing,
        [one] if one.is_empty() => Finding::DkimRevoked,
        all if all.iter().any(|key| key == public) => Finding::DkimGood,
        _ => Finding::DkimDifferent,
    }
}

/// The value of a tag in `a=b; c=d`, without spaces.
fn tag(text: &str, name: &str) -> Option<String> {
    let mut pairs = text.split(';').filter_map(|part| part.split_once('='));
    let (_, value) = pairs.find(|(key, _)| key.trim() == name)?;
    Some(value.chars().filter(|c| !c.is_whitespace()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_dns_is_ours_or_it_is_not() {
        let found = |texts: &[&str]| Records::Found(texts.iter().map(|text| (*text).to_owned()).collect());
        for (records, expected) in [
            (found(&["v=DKIM1; k=rsa; p=AB CD"]), Finding::DkimGood),
            (found(&["p=ABCD"]), Finding::DkimGood),
            (found(&["v=DKIM1; p=other"]), Finding::DkimDifferent),
            (found(&["v=DKIM1; p="]), Finding::DkimRevoked),
            (found(&["hello"]), Finding::DkimMissing),
            (found(&[]), Finding::DkimMissing),
            (Records::Unknown, Finding::DkimUnknown),
        ] {
            assert_eq!(judge_dkim(&records, "ABCD"), expected, "{records:?}");
        }
    }
}
