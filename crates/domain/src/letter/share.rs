//! Which of the letters that are due leave next: the oldest first, but no domain of recipients takes more than its
//! share, so that one slow mail server does not hold up the letters to all others.

use crate::ids::LetterId;
use std::collections::BTreeMap;

/// What one domain of recipients may take up, of all workers on all nodes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DomainLimits {
    /// Letters under way at once.
    pub hands: u32,
    /// Letters sent within a minute.
    pub per_minute: u32,
}

impl Default for DomainLimits {
    fn default() -> Self {
        Self { hands: 2, per_minute: 600 }
    }
}

/// What a domain takes up now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DomainUse {
    pub hands: u32,
    pub last_minute: u32,
}

impl DomainLimits {
    /// How many more letters may begin.
    pub fn room(self, used: DomainUse) -> u32 {
        let hands = self.hands.saturating_sub(used.hands);
        hands.min(self.per_minute.saturating_sub(used.last_minute))
    }
}

/// Of letters that are due, in their order, at most `free` whose domains have room.
pub fn share_out(
    due: &[(LetterId, String)],
    used: &BTreeMap<String, DomainUse>,
    limits: DomainLimits,
    free: usize,
) -> Vec<LetterId> {
    let mut room: BTreeMap<&str, u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (id, domain) in due {
        let now = used.get(domain).copied().unwrap_or_default();
        let left = room.entry(domain).or_insert_with(|| limits.room(now));
        if *left > 0 && chosen.len() < free {
            *left -= 1;
            chosen.push(*id);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_oldest_leave_first_and_no_domain_takes_more_than_its_share() {
        let due: Vec<_> = ["a", "a", "a", "b", "a", "c", "b", "b"]
            .iter()
            .zip(0..)
            .map(|(domain, n)| (LetterId(Uuid::from_u128(n)), (*domain).to_owned()))
            .collect();
        let chosen = |used: &[(&str, u32, u32)], free| {
            let used = used.iter().map(|(domain, hands, last_minute)| {
                ((*domain).to_owned(), DomainUse { hands: *hands, last_minute: *last_minute })
            });
            let limits = DomainLimits { hands: 2, per_minute: 10 };
            let found = share_out(&due, &used.collect(), limits, free);
            found.iter().map(|id| id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(chosen(&[], 99), [0, 1, 3, 5, 6]);
        assert_eq!(chosen(&[], 3), [0, 1, 3]);
        assert_eq!(chosen(&[("a", 1, 0), ("b", 2, 0)], 99), [0, 5], "hands");
        assert_eq!(chosen(&[("a", 0, 9), ("b", 0, 99)], 99), [0, 5], "letters in a minute");
        assert_eq!(chosen(&[], 0), [0_u128; 0]);
    }
}
