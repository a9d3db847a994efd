//! How often one place on the network may do what costs something.
//!
//! Letters are counted in the database, by all nodes together, for each address and each place
//! ([`plenary_store::Allowance`]), and so are failed sign-ins of each account. Trying out secrets and passwords, and
//! making calendar addresses, is counted in memory on each node, so that whoever does it costs nothing else.

use crate::error::WebError;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use plenary_store::Allowance;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

/// What one place may do. Whole ministries share one, so the numbers are generous.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Letters an hour to one address; 0: no limit. So with the next two.
    pub letters_to_one: u32,
    /// Letters an hour that are asked for from one place; whoever asks for more goes on without.
    pub letters_from_one: u32,
    /// Forms begun and sent, and letters asked for again, an hour from one place; more are refused.
    pub forms_from_one: u32,
    /// Secret addresses that do not exist, a minute.
    pub misses_per_minute: u32,
    /// Passwords and codes that were tried, a minute.
    pub sign_ins_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            letters_to_one: 5,
            letters_from_one: 60,
            forms_from_one: 1_200,
            misses_per_minute: 60,
            sign_ins_per_minute: 30,
        }
    }
}

impl Limits {
    pub(crate) fn allowance(&self, peer: IpAddr) -> Allowance {
        Allowance {
            source: place(peer),
            letters_to_one: self.letters_to_one,
            letters_from_one: self.letters_from_one,
            forms_from_one: self.forms_from_one,
        }
    }
}

/// One subscriber: an address of version 4, or the first half of one of version 6, the rest of which one may choose.
fn place(peer: IpAddr) -> String {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

type Limiter = DefaultKeyedRateLimiter<IpAddr>;

pub(crate) struct Limiters {
    pub(crate) misses: Limiter,
    pub(crate) sign_ins: Limiter,
    pub(crate) feeds: Limiter,
}

/// Calendar addresses of one's own agenda that are made or changed, a minute from one place.
const FEEDS_PER_MINUTE: u32 = 120;

impl Limiters {
    pub(crate) fn new(limits: &Limits) -> Self {
        let per_minute =
            |n: u32| RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN)));
        Self {
            misses: per_minute(limits.misses_per_minute),
            sign_ins: per_minute(limits.sign_ins_per_minute),
            feeds: per_minute(FEEDS_PER_MINUTE),
        }
    }
}

/// Takes one from the allowance of `address`.
pub(crate) fn take(limiter: &Limiter, address: IpAddr) -> Result<(), WebError> {
    limiter.check_key(&address).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        WebError::TooMany { retry_after: wait.as_secs() + 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn whoever_has_half_of_a_long_address_is_one_place() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(address.parse().map(place), Ok(expected.to_owned()));
        }
    }
}
