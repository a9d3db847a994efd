//! Public pages as bytes: rendered and compressed once for each address, dropped when PostgreSQL says that something
//! public has changed, and never older than two seconds, because seats left and opening times change by themselves.

mod front;
mod kept;

pub(crate) use front::front;
pub(crate) use kept::Fresh;

use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse};
use kept::Kept;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// How old a page may be. Long enough for any rush, short enough that nobody notices.
const MAX_AGE: Duration = Duration::from_secs(2);
/// About 40 MB at most; more addresses than any event has.
const MAX_PAGES: usize = 2_000;
/// Pages with filters, searches and zones: whoever tries every word pushes out nothing but these.
const MAX_VARIANTS: usize = 500;

/// Pages by their address.
struct Shelf {
    most: usize,
    pages: RwLock<HashMap<String, Arc<Kept>>>,
}

impl Shelf {
    fn new(most: usize) -> Self {
        Self { most, pages: RwLock::default() }
    }

    fn get(&self, address: &str, now: Instant) -> Option<Arc<Kept>> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        pages.get(address).filter(|kept| now.duration_since(kept.made_at) < MAX_AGE).cloned()
    }

    fn clear(&self) {
        self.pages.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

pub(crate) struct PageCache {
    /// By path: what most people ask for.
    plain: Shelf,
    /// By path and query.
    variants: Shelf,
    /// Grows with every [`PageCache::clear`]: what was rendered before is not kept after.
    generation: AtomicU64,
}

impl Default for PageCache {
    fn default() -> Self {
        let generation = AtomicU64::new(0);
        Self { plain: Shelf::new(MAX_PAGES), variants: Shelf::new(MAX_VARIANTS), generation }
    }
}

impl PageCache {
    pub(crate) fn clear(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        self.plain.clear();
        self.variants.clear();
    }

    fn shelf(&self, address: &str) -> &Shelf {
        if address.contains('?') { &self.variants } else { &self.plain }
    }

    fn put(&self, address: &str, page: &Arc<Kept>, generation: u64) {
        let to = self.shelf(address);
        let mut pages = to.pages.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation() != generation {
            return;
        }
        if pages.len() >= to.most {
            pages.clear();
        }
        pages.insert(address.to_owned(), Arc::clone(page));
    }

    fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }
}

/// Answers with the kept page, or makes it. The path is the whole key: public pages look the same to everybody.
pub(crate) async fn public<F>(ctx: &Ctx, req: &HttpRequest, make: F) -> Result<HttpResponse, WebError>
where
    F: Future<Output = Result<Fresh, WebError>>,
{
    variant(ctx, req, "", make).await
}

/// The same for a page that its query changes. `query` is what the page made of it, in one spelling; empty when it
/// is the page as it is without one.
pub(crate) async fn variant<F>(
    ctx: &Ctx,
    req: &HttpRequest,
    query: &str,
    make: F,
) -> Result<HttpResponse, WebError>
where
    F: Future<Output = Result<Fresh, WebError>>,
{
    let address = if query.is_empty() { req.path().to_owned() } else { format!("{}?{query}", req.path()) };
    let (cache, now) = (&ctx.site.cache, Instant::now());
    if let Some(kept) = cache.shelf(&address).get(&address, now) {
        return Ok(kept.answer(req.headers()));
    }
    let generation = cache.generation();
    let route = req.match_pattern().unwrap_or_default();
    let kept = Arc::new(Kept::new(make.await?, now, route, ctx.site.options.secure()));
    cache.put(&address, &kept, generation);
    Ok(kept.answer(req.headers()))
}

/// Whether the client takes a coding: named, and not with a weight of zero.
pub(crate) fn takes(asked: &HeaderMap, coding: &str) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(coding) && !pieces.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}
