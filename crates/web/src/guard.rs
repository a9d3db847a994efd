//! Around every request: an id, a log line without personal data, figures, security headers, no writes from other
//! sites, and a page for whatever goes wrong, a panic included.

use crate::ctx::{browser_lang, hex, random};
use crate::error::WebError;
use crate::respond::policy;
use crate::sign_in::{forget_notice, safe_next};
use crate::site::Site;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError, web};
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_pages::public::ErrorPage;
use plenary_pages::{Page, urls};
use std::panic::AssertUnwindSafe;
use std::time::Instant;

/// Around everything but pages that are kept.
pub(crate) async fn guard(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody + 'static, BoxBody>>, actix_web::Error> {
    let started = Instant::now();
    let id = hex(&random::<8>());
    let method = req.method().clone();
    let door = Door::of(&req);
    let ready = if foreign(&method, req.headers()) {
        Ok(req.into_response(WebError::Foreign.error_response()).map_into_right_body())
    } else if let Ok(result) = AssertUnwindSafe(next.call(req)).catch_unwind().await {
        result.map(ServiceResponse::map_into_left_body)
    } else {
        tracing::error!(request_id = id, method = %method, "a handler panicked");
        record(&method, "panic", StatusCode::INTERNAL_SERVER_ERROR, started);
        return Err(Panicked::new(&door, id).into());
    };
    let mut response = ready?;
    let status = response.status();
    let route = response.request().match_pattern().unwrap_or_else(|| "none".into());
    record(&method, &route, status, started);
    log(&response, &id, &method, &route, started);
    if let Some(page) = error_page(&response, &door, &id) {
        let (request, _) = response.into_parts();
        response = ServiceResponse::new(request, page).map_into_right_body();
    }
    finish(response.headers_mut(), &id, door.secure);
    if door.admin && door.carries_notice && status == StatusCode::OK {
        let _ = response.response_mut().add_cookie(&forget_notice());
    }
    Ok(response)
}

/// What an error page has to know, read before the request is given away.
struct Door {
    lang: Lang,
    admin: bool,
    secure: bool,
    carries_notice: bool,
    to_sign_in: String,
}

impl Door {
    fn of(req: &ServiceRequest) -> Self {
        let path = req.path();
        let admin = path == urls::admin::HOME || path.starts_with("/admin/");
        let from_path = path.split('/').nth(1).and_then(Lang::parse);
        let site = req.app_data::<web::Data<Site>>();
        Self {
            lang: from_path.unwrap_or_else(|| browser_lang(req.headers())),
            admin,
            secure: site.is_some_and(|site| site.options.secure()),
            carries_notice: admin
                && req.cookie("plenary-notice").is_some_and(|cookie| !cookie.value().is_empty()),
            to_sign_in: if admin { to_sign_in(req) } else { String::new() },
        }
    }

    fn home(&self) -> String {
        if self.admin { urls::admin::HOME.to_owned() } else { urls::events(self.lang) }
    }

    fn page(&self, error: &WebError, id: &str) -> HttpResponse {
        let status = error.status_code();
        let page = ErrorPage::new(self.lang, status.as_u16(), id, self.home());
        let Ok(html) = page.html() else { return HttpResponse::new(status) };
        let mut response = HttpResponse::build(status);
        match error {
            WebError::TooMany { retry_after } => {
                response.insert_header((header::RETRY_AFTER, *retry_after));
            }
            WebError::Busy => {
                response.insert_header((header::RETRY_AFTER, 10));
            }
            _ => {}
        }
        response
            .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::CONTENT_SECURITY_POLICY, policy(None)))
            .body(html.body)
    }
}

/// The sign-in page, which leads back to the page that was asked for.
fn to_sign_in(req: &ServiceRequest) -> String {
    let asked = req.uri().path_and_query().map_or("", |address| address.as_str());
    let next = if *req.method() == Method::GET { safe_next(asked) } else { urls::admin::HOME };
    if next == urls::admin::HOME {
        return urls::admin::SIGN_IN.to_owned();
    }
    let query: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{}?next={query}", urls::admin::SIGN_IN)
}

/// A write that another site makes a browser send. Browsers say so in `Sec-Fetch-Site`; older ones name the origin.
fn foreign(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let value = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = value(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let host = value(header::HOST).unwrap_or_default();
    let ours =
        |address: &str| address.split("://").nth(1).and_then(|rest| rest.split('/').next()) == Some(host);
    match (value(header::ORIGIN), value(header::REFERER)) {
        (Some(origin), _) => !ours(origin),
        (None, Some(referer)) => !ours(referer),
        (None, None) => false,
    }
}

/// The page instead of an error or of actix' own empty answers.
fn error_page<B>(response: &ServiceResponse<B>, door: &Door, id: &str) -> Option<HttpResponse> {
    let status = response.status();
    if let Some(error) = response.response().error().and_then(|error| error.as_error::<WebError>()) {
        return Some(match error {
            WebError::SignIn { .. } => crate::respond::see_other(&door.to_sign_in),
            other => door.page(other, id),
        });
    }
    let plain = !response.headers().contains_key(header::CONTENT_TYPE);
    if status.is_client_error() && plain {
        let error = match status {
            StatusCode::FORBIDDEN => WebError::Foreign,
            StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
            StatusCode::BAD_REQUEST => WebError::Unreadable("request"),
            _ => WebError::NotFound,
        };
        return Some(door.page(&error, id));
    }
    (status.is_server_error() && plain).then(|| door.page(&WebError::Internal(status.to_string()), id))
}

/// Headers of every answer. Secret addresses stay with us: another site never learns where somebody came from.
const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
];

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Those that are the same in every answer.
pub(crate) fn standing_headers(secure: bool) -> Vec<(HeaderName, HeaderValue)> {
    let tls = (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    let all = HEADERS.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    all.into_iter().chain(secure.then_some(tls)).collect()
}

fn finish(headers: &mut HeaderMap, id: &str, secure: bool) {
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, value);
    }
    for (name, value) in standing_headers(secure) {
        // What is meant for other sites has said so itself.
        if !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
}

fn log<B>(response: &ServiceResponse<B>, id: &str, method: &Method, route: &str, started: Instant) {
    let status = response.status();
    if status.is_server_error() {
        let ms = started.elapsed().as_millis();
        let cause = response.response().error().map(ToString::to_string).unwrap_or_default();
        tracing::error!(request_id = id, %method, route, status = status.as_u16(), ms, cause, "request failed");
    } else {
        log_answer(id, method, route, status, started);
    }
}

pub(crate) fn log_answer(id: &str, method: &Method, route: &str, status: StatusCode, started: Instant) {
    let ms = started.elapsed().as_millis();
    // The pattern, not the path: paths hold secrets.
    tracing::info!(request_id = id, %method, route, status = status.as_u16(), ms, "request");
}

/// For figures, which want few different words.
pub(crate) fn status_class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

fn record(method: &Method, route: &str, status: StatusCode, started: Instant) {
    let class = status_class(status).to_owned();
    let labels = [("method", method.to_string()), ("route", route.to_owned()), ("status", class)];
    metrics::counter!("plenary_requests_total", &labels).increment(1);
    metrics::histogram!("plenary_request_seconds", "route" => route.to_owned())
        .record(started.elapsed().as_secs_f64());
}

/// A handler that panicked. The request is gone with it: what its page needs was read at the door.
#[derive(Debug)]
struct Panicked {
    lang: Lang,
    home: String,
    secure: bool,
    id: String,
}

impl Panicked {
    fn new(door: &Door, id: String) -> Self {
        Self { lang: door.lang, home: door.home(), secure: door.secure, id }
    }
}

impl std::fmt::Display for Panicked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a handler panicked")
    }
}

impl ResponseError for Panicked {
    fn error_response(&self) -> HttpResponse {
        let page = ErrorPage::new(self.lang, 500, &self.id, self.home.clone());
        let body = page.html().map(|html| html.body).unwrap_or_default();
        let mut response = HttpResponse::InternalServerError()
            .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::CONTENT_SECURITY_POLICY, policy(None)))
            .body(body);
        finish(response.headers_mut(), &self.id, self.secure);
        response
    }
}

#[cfg(test)]
mod tests;
