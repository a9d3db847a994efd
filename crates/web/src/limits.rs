//! How often one address on the network may do what costs something. Counted in memory on each node;
//! failed sign-ins are also counted for each account in the database, by all nodes together.

use crate::error::WebError;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// Requests a minute from one address. Whole ministries share one, so the numbers are generous.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Registrations begun, letters asked for again.
    pub registrations_per_minute: u32,
    /// Secret addresses that do not exist.
    pub misses_per_minute: u32,
    /// Passwords and codes that were tried.
    pub sign_ins_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { registrations_per_minute: 120, misses_per_minute: 60, sign_ins_per_minute: 30 }
    }
}

type Limiter = DefaultKeyedRateLimiter<IpAddr>;

pub(crate) struct Limiters {
    pub(crate) registrations: Limiter,
    pub(crate) misses: Limiter,
    pub(crate) sign_ins: Limiter,
}

impl Limiters {
    pub(crate) fn new(limits: &Limits) -> Self {
        let per_minute =
            |n: u32| RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN)));
        Self {
            registrations: per_minute(limits.registrations_per_minute),
            misses: per_minute(limits.misses_per_minute),
            sign_ins: per_minute(limits.sign_ins_per_minute),
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
