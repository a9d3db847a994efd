//! Before everything else: a page that is kept goes out without the table of addresses, the guard or a handler.
//!
//! It is logged and counted like any other answer, and has the same headers.

use super::Kept;
use crate::ctx::{hex, random};
use crate::guard::{REQUEST_ID, log_answer};
use crate::site::Site;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::HeaderValue;
use actix_web::middleware::Next;
use actix_web::{HttpResponse, web};
use std::sync::Arc;
use std::time::Instant;

/// The outermost layer of all.
pub(crate) async fn front(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody + 'static, BoxBody>>, actix_web::Error> {
    let started = Instant::now();
    if let Some(kept) = find(&req, started) {
        let response = send(&kept, &req, started);
        return Ok(req.into_response(response).map_into_right_body());
    }
    Ok(next.call(req).await?.map_into_left_body())
}

/// Addresses with a query are left to their handlers, which know what it means.
fn find(req: &ServiceRequest, now: Instant) -> Option<Arc<Kept>> {
    if *req.method() != Method::GET || !req.query_string().is_empty() {
        return None;
    }
    req.app_data::<web::Data<Site>>()?.cache.plain.get(req.path(), now)
}

fn send(kept: &Kept, req: &ServiceRequest, started: Instant) -> HttpResponse {
    let id = hex(&random::<8>());
    let mut response = kept.answer(req.headers());
    let status = response.status();
    kept.count(status, started);
    log_answer(&id, &Method::GET, &kept.route, status, started);
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
