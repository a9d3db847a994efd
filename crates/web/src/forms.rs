//! Forms as they arrive: read with a limit of size and of time, decoded, and handed on as names and values.

use crate::error::WebError;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use plenary_domain::registration::RawAnswers;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The largest form, in bytes; the longest of ours is a tenth of it.
const MAX_BYTES: usize = 128 * 1024;
/// The most fields of one form: an agenda session in every language has about a hundred.
const MAX_FIELDS: usize = 2_000;
/// A form of this size that takes longer is not being sent by a browser.
const MAX_TIME: Duration = Duration::from_secs(15);

/// Names and values in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct RawForm(pub(crate) Vec<(String, String)>);

impl RawForm {
    /// The first value of a field; empty if there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str())
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All of it as answers of the registration form; fields that no step asks for are dropped there.
    pub(crate) fn answers(&self) -> RawAnswers {
        let mut raw = RawAnswers::default();
        for (name, value) in &self.0 {
            raw.0.entry(name.clone()).or_default().push(value.clone());
        }
        raw
    }
}

impl FromRequest for RawForm {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind =
            req.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        let mut payload = payload.take();
        Box::pin(async move {
            if !kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
                return Err(WebError::Encoding);
            }
            let body =
                tokio::time::timeout(MAX_TIME, read(&mut payload)).await.map_err(|_| WebError::TooSlow)??;
            Ok(Self(url::form_urlencoded::parse(&body).into_owned().take(MAX_FIELDS).collect()))
        })
    }
}

async fn read(payload: &mut Payload) -> Result<Vec<u8>, WebError> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| WebError::Unreadable("the request ended too early"))?;
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(WebError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
