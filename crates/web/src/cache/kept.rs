//! One page that is kept: its bytes in each coding, and every header of its answers, put together once.

use super::takes;
use crate::guard::{standing_headers, status_class};
use crate::respond::{base64, policy_in};
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use metrics::{Counter, Histogram};
use plenary_pages::Html;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::OnceLock;
use std::time::Instant;

const RESOURCE_POLICY: &str = "cross-origin-resource-policy";

type Headers = Vec<(HeaderName, HeaderValue)>;

/// What a handler makes for the cache.
pub(crate) struct Fresh {
    pub(crate) mime: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) style: Option<String>,
    /// For everybody's pages: other sites may frame it, and their programs may read it.
    pub(crate) open: bool,
    /// What this kind of page says besides, such as when to ask again.
    pub(crate) headers: Headers,
}

impl Fresh {
    /// A file that is no page.
    pub(crate) fn file(mime: &'static str, body: Vec<u8>) -> Self {
        Self { mime, body, style: None, open: false, headers: Vec::new() }
    }

    /// Other sites may use it.
    #[must_use]
    pub(crate) fn for_all_sites(mut self) -> Self {
        self.open = true;
        self
    }
}

impl From<Html> for Fresh {
    fn from(html: Html) -> Self {
        Self { style: html.style, ..Self::file("text/html; charset=utf-8", html.body.into_bytes()) }
    }
}

/// In which coding a page is sent.
#[derive(Clone, Copy)]
enum Coding {
    Brotli,
    Gzip,
    Identity,
}

/// One page, ready to send.
pub(super) struct Kept {
    pub(super) made_at: Instant,
    pub(super) route: String,
    etag: HeaderValue,
    /// Of every answer, and those of an answer with the page in it.
    always: Headers,
    with_body: Headers,
    plain: Bytes,
    /// Made when the first client asks for them.
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    figures: [Counter; 2],
    seconds: Histogram,
}

impl Kept {
    pub(super) fn new(fresh: Fresh, made_at: Instant, route: String, secure: bool) -> Self {
        let digest = Sha256::digest(&fresh.body);
        let etag = format!("\"{}\"", base64(digest.get(..12).unwrap_or_default()));
        let etag = HeaderValue::from_str(&etag).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        let mut always = standing_headers(secure);
        always.push((header::ETAG, etag.clone()));
        always.push((header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate")));
        always.push((header::VARY, HeaderValue::from_static("Accept-Encoding")));
        always.extend(fresh.headers);
        if fresh.open {
            always.retain(|(name, _)| name.as_str() != RESOURCE_POLICY);
            let other = HeaderName::from_static(RESOURCE_POLICY);
            always.push((other, HeaderValue::from_static("cross-origin")));
            always.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
        }
        let ancestors = if fresh.open { "*" } else { "'none'" };
        let with_body = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static(fresh.mime)),
            (header::CONTENT_SECURITY_POLICY, policy_in(fresh.style.as_deref(), ancestors)),
        ];
        let counter = |status| {
            let labels = [("method", "GET".to_owned()), ("route", route.clone()), ("status", status)];
            metrics::counter!("plenary_requests_total", &labels)
        };
        Self {
            made_at,
            etag,
            always,
            with_body,
            plain: fresh.body.into(),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            figures: [StatusCode::OK, StatusCode::NOT_MODIFIED].map(|s| counter(status_class(s).to_owned())),
            seconds: metrics::histogram!("plenary_request_seconds", "route" => route.clone()),
            route,
        }
    }

    pub(super) fn answer(&self, asked: &HeaderMap) -> HttpResponse {
        if self.is_same(asked) {
            return self.head(StatusCode::NOT_MODIFIED, &[]).finish();
        }
        let (body, coding) = match coding(asked) {
            Coding::Brotli => (self.brotli.get_or_init(|| brotli(&self.plain)), "br"),
            Coding::Gzip => (self.gzip.get_or_init(|| gzip(&self.plain)), "gzip"),
            Coding::Identity => (&self.plain, "identity"),
        };
        // Writing to memory can't fail; an empty result would only mean that the plain page is sent.
        let (body, coding) = if body.is_empty() { (&self.plain, "identity") } else { (body, coding) };
        let mut response = self.head(StatusCode::OK, &self.with_body);
        response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(coding)));
        response.body(BoxBody::new(body.clone()))
    }

    fn head(&self, status: StatusCode, more: &[(HeaderName, HeaderValue)]) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        for (name, value) in self.always.iter().chain(more) {
            response.insert_header((name.clone(), value.clone()));
        }
        response
    }

    /// The client has this page already.
    fn is_same(&self, asked: &HeaderMap) -> bool {
        let Some(tags) = asked.get(header::IF_NONE_MATCH) else { return false };
        if tags.as_bytes() == self.etag.as_bytes() {
            return true;
        }
        let tags = tags.to_str().unwrap_or_default();
        tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == self.etag)
    }

    /// What the guard counts for every other answer.
    pub(super) fn count(&self, status: StatusCode, started: Instant) {
        let [sent, unchanged] = &self.figures;
        let counter = if status == StatusCode::NOT_MODIFIED { unchanged } else { sent };
        counter.increment(1);
        self.seconds.record(started.elapsed().as_secs_f64());
    }
}

/// The smallest that the client takes.
fn coding(asked: &HeaderMap) -> Coding {
    match asked.get(header::ACCEPT_ENCODING).map(HeaderValue::as_bytes) {
        // What browsers send, and what most other programs send.
        Some(b"gzip, deflate, br, zstd" | b"gzip, deflate, br") => Coding::Brotli,
        Some(b"gzip" | b"gzip, deflate") => Coding::Gzip,
        Some(_) if takes(asked, "br") => Coding::Brotli,
        Some(_) if takes(asked, "gzip") => Coding::Gzip,
        _ => Coding::Identity,
    }
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(plain).and_then(|()| encoder.finish()).unwrap_or_default().into()
}

/// Of the qualities the fifth is as quick as gzip and a fifth smaller.
fn brotli(plain: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    let (mut from, mut to) = (plain, Vec::new());
    brotli::BrotliCompress(&mut from, &mut to, &parameters).map(|_| to).unwrap_or_default().into()
}
