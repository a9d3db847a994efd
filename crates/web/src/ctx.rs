//! What a request is: when, from where, in which language. Built once, at the door.

use crate::error::WebError;
use crate::site::Site;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::ids::Ids;
use plenary_store::{Act, Allowance};
use rand::RngExt;
use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr};

/// One request.
#[derive(Clone)]
pub(crate) struct Ctx {
    pub(crate) site: web::Data<Site>,
    pub(crate) now: Timestamp,
    /// Where the client is on the network.
    pub(crate) peer: IpAddr,
    /// The best of our languages for this browser; used at the root and for error pages only.
    pub(crate) browser_lang: Lang,
    /// Path and query, as asked for.
    pub(crate) address: String,
}

/// The present moment. The one place of this crate that reads the clock.
#[expect(clippy::disallowed_methods, reason = "the request context is where a moment enters")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Bytes that nobody can guess. The one place of this crate that reads the random source.
#[expect(clippy::disallowed_methods, reason = "the request context is where chance enters")]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill(&mut bytes);
    bytes
}

/// Bytes as pairs of hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| DIGITS.get(usize::from(n)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// 160 random bits in 32 letters and digits that survive being read aloud and put in capitals.
pub(crate) fn new_secret() -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    random::<32>()
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
        .map(|b| char::from(*b))
        .collect()
}

impl Ctx {
    pub(crate) fn of(req: &HttpRequest) -> Result<Self, WebError> {
        let site = req.app_data::<web::Data<Site>>().cloned().ok_or(WebError::Internal("no site".into()))?;
        Ok(Self {
            now: now(),
            peer: peer(req, &site.options.trusted_proxies),
            browser_lang: browser_lang(req.headers()),
            address: req.uri().path_and_query().map_or_else(String::new, ToString::to_string),
            site,
        })
    }

    /// How many letters may be asked for from where this request comes from.
    pub(crate) fn allowance(&self) -> Allowance {
        self.site.options.limits.allowance(self.peer)
    }

    /// Who, when, and new ids: what every command takes first.
    pub(crate) fn act(&self, actor: Actor) -> Act {
        Act::new(actor, self.now, Ids::new(self.now, random()))
    }

    /// Runs a write to its end on the main runtime: a client that goes away in the middle stops nothing.
    pub(crate) async fn write<F>(&self, work: F) -> Result<F::Output, WebError>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.site.home().spawn(work).await.map_err(|error| WebError::internal(format!("write: {error}")))
    }
}

impl FromRequest for Ctx {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(req))
    }
}

/// The best of our languages for a browser.
pub(crate) fn browser_lang(headers: &header::HeaderMap) -> Lang {
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    Lang::negotiate(languages, &Lang::ALL)
}

/// The client's address: the peer, or what a trusted proxy says about it. What others claim is not believed.
fn peer(req: &HttpRequest, trusted: &[IpAddr]) -> IpAddr {
    let direct = req.peer_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip());
    if !trusted.contains(&direct) {
        return direct;
    }
    let forwarded = req.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or("");
    let hops = forwarded.rsplit(',').filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.into_iter().find(|hop| !trusted.contains(hop)).unwrap_or(direct)
}
