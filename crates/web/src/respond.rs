//! From a page to an answer: status, headers, content security policy.

use crate::error::WebError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use plenary_pages::{Html, Page};
use sha2::{Digest, Sha256};

/// A personal page: never kept by anybody.
pub(crate) fn page(page: &impl Page) -> Result<HttpResponse, WebError> {
    page_with(StatusCode::OK, page)
}

/// The same form again, with what is wrong beside its fields.
pub(crate) fn again(page: &impl Page) -> Result<HttpResponse, WebError> {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, page)
}

pub(crate) fn page_with(status: StatusCode, page: &impl Page) -> Result<HttpResponse, WebError> {
    let html = page.html().map_err(WebError::internal)?;
    Ok(html_response(status, &html))
}

pub(crate) fn html_response(status: StatusCode, html: &Html) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy(html.style.as_deref())))
        .body(html.body.clone())
}

/// No script and no style but our own files; a page's data-only style is named by its hash.
pub(crate) fn policy(style: Option<&str>) -> HeaderValue {
    policy_in(style, "'none'")
}

/// The same for a page that pages of `ancestors` may frame.
pub(crate) fn policy_in(style: Option<&str>, ancestors: &str) -> HeaderValue {
    let hash =
        style.map(|css| format!(" 'sha256-{}'", base64(&Sha256::digest(css.as_bytes())))).unwrap_or_default();
    let text = format!(
        "default-src 'none'; style-src 'self'{hash}; img-src 'self' data:; font-src 'self'; script-src 'self'; \
         connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    );
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// A few facts for a script of ours.
pub(crate) fn facts(value: &serde_json::Value) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(value.to_string())
}

/// To another page of ours, after a change.
pub(crate) fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, to))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// A file to keep: `name` is made of our own letters only.
pub(crate) fn download(mime: &'static str, name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, mime))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// A file of one person that programs ask for again and again: unchanged, it is not sent.
pub(crate) fn revalidated(req: &HttpRequest, mime: &'static str, bytes: Vec<u8>) -> HttpResponse {
    let digest = Sha256::digest(&bytes);
    // Weak, because it is compressed on the way.
    let tag = format!("W/\"{}\"", base64(digest.get(..12).unwrap_or_default()));
    let asked = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = asked.is_some_and(|tags| tags.split(',').any(|other| other.trim() == tag));
    let mut response = if same { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if same {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, mime)).body(bytes)
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Standard base 64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let six = usize::try_from(word >> (18 - 6 * i) & 63).unwrap_or_default();
            let letter = BASE64.get(six).copied().unwrap_or(b'=');
            out.push(if i <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_the_vectors_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
