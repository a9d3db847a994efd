//! Public pages as bytes: rendered and compressed once for each address, dropped when PostgreSQL says that something
//! public has changed, and never older than two seconds, because seats left and opening times change by themselves.

use crate::ctx::Ctx;
use crate::error::WebError;
use crate::respond::{base64, policy_in};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use jiff::{SignedDuration, Timestamp};
use plenary_pages::Html;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};

/// How old a page may be. Long enough for any rush, short enough that nobody notices.
const MAX_AGE: SignedDuration = SignedDuration::from_secs(2);
/// About 40 MB at most; more addresses than any event has.
const MAX_PAGES: usize = 2_000;

/// One page, ready to send.
struct Kept {
    made_at: Timestamp,
    etag: HeaderValue,
    mime: &'static str,
    policy: HeaderValue,
    open: bool,
    plain: Bytes,
    gzip: Bytes,
}

#[derive(Default)]
pub(crate) struct PageCache {
    pages: RwLock<HashMap<String, Arc<Kept>>>,
    /// Grows with every [`PageCache::clear`]: what was rendered before is not kept after.
    generation: std::sync::atomic::AtomicU64,
}

/// What a handler makes for the cache.
pub(crate) struct Fresh {
    pub(crate) mime: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) style: Option<String>,
    /// For everybody's pages: other sites may frame it, and their programs may read it.
    pub(crate) open: bool,
}

impl From<Html> for Fresh {
    fn from(html: Html) -> Self {
        Self {
            mime: "text/html; charset=utf-8",
            body: html.body.into_bytes(),
            style: html.style,
            open: false,
        }
    }
}

impl PageCache {
    pub(crate) fn clear(&self) {
        self.generation.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        self.pages.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn get(&self, address: &str, now: Timestamp) -> Option<Arc<Kept>> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        pages.get(address).filter(|kept| now.duration_since(kept.made_at) < MAX_AGE).cloned()
    }

    fn put(&self, address: &str, kept: &Arc<Kept>, generation: u64) {
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation() != generation {
            return;
        }
        if pages.len() >= MAX_PAGES {
            pages.clear();
        }
        pages.insert(address.to_owned(), Arc::clone(kept));
    }

    fn generation(&self) -> u64 {
        self.generation.load(std::sync::atomic::Ordering::SeqCst)
    }
}

/// Answers with the kept page, or makes it. The address is the whole key: public pages look the same to everybody.
pub(crate) async fn public<F>(ctx: &Ctx, req: &HttpRequest, make: F) -> Result<HttpResponse, WebError>
where
    F: Future<Output = Result<Fresh, WebError>>,
{
    let address = req.path();
    if let Some(kept) = ctx.site.cache.get(address, ctx.now) {
        return Ok(answer(req.headers(), &kept));
    }
    let generation = ctx.site.cache.generation();
    let kept = Arc::new(keep(make.await?, ctx.now));
    ctx.site.cache.put(address, &kept, generation);
    Ok(answer(req.headers(), &kept))
}

fn keep(fresh: Fresh, now: Timestamp) -> Kept {
    let digest = Sha256::digest(&fresh.body);
    let etag = format!("\"{}\"", base64(digest.get(..12).unwrap_or_default()));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    // Writing to memory can't fail; an empty result would only mean that the plain page is sent.
    let gzip = encoder.write_all(&fresh.body).and_then(|()| encoder.finish()).unwrap_or_default();
    Kept {
        made_at: now,
        etag: HeaderValue::from_str(&etag).unwrap_or_else(|_| HeaderValue::from_static("\"\"")),
        mime: fresh.mime,
        policy: policy_in(fresh.style.as_deref(), if fresh.open { "*" } else { "'none'" }),
        open: fresh.open,
        plain: fresh.body.into(),
        gzip: gzip.into(),
    }
}

fn answer(asked: &HeaderMap, kept: &Kept) -> HttpResponse {
    let same = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == kept.etag));
    let mut response = if same { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, kept.etag.clone()))
        .insert_header((header::CACHE_CONTROL, "public, max-age=0, must-revalidate"))
        .insert_header((header::VARY, "Accept-Encoding"));
    if kept.open {
        response
            .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header(("cross-origin-resource-policy", "cross-origin"));
    }
    if same {
        return response.finish();
    }
    response
        .insert_header((header::CONTENT_TYPE, kept.mime))
        .insert_header((header::CONTENT_SECURITY_POLICY, kept.policy.clone()));
    if !kept.gzip.is_empty() && takes_gzip(asked) {
        return response.insert_header((header::CONTENT_ENCODING, "gzip")).body(kept.gzip.clone());
    }
    response.insert_header((header::CONTENT_ENCODING, "identity")).body(kept.plain.clone())
}

/// Whether the client takes gzip: named, and not with a weight of zero.
pub(crate) fn takes_gzip(asked: &HeaderMap) -> bool {
    takes(asked, "gzip")
}

pub(crate) fn takes(asked: &HeaderMap, coding: &str) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(coding) && !pieces.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}
