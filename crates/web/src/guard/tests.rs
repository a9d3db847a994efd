//! The guard around every request: panics and writes of other sites.

use super::*;
use actix_web::middleware::from_fn;
use actix_web::{App, test};

async fn boom() -> HttpResponse {
    std::panic::resume_unwind(Box::new("a bug"))
}

#[actix_web::test]
async fn a_handler_that_panics_gives_a_page_with_the_id_of_the_request() {
    let app = App::new().route("/ru/boom", web::get().to(boom)).wrap(from_fn(guard));
    let app = test::init_service(app).await;
    let request = test::TestRequest::get().uri("/ru/boom").to_request();
    let answer = test::try_call_service(&app, request).await;
    let response = answer
        .map_or_else(|error| error.error_response(), |answer| answer.into_parts().1.map_into_boxed_body());
    let header = |name: &str| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let id = header("x-request-id");
    assert_eq!((response.status(), id.len()), (StatusCode::INTERNAL_SERVER_ERROR, 16));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(header("cache-control"), "no-store");
    let body = actix_web::body::to_bytes(response.into_body()).await.unwrap_or_default();
    let page = String::from_utf8_lossy(&body).into_owned();
    assert!(page.contains(&id), "{page}");
    assert!(page.contains("lang=\"ru\"") && !page.contains("a bug"), "{page}");
}

#[std::prelude::v1::test]
fn writes_of_other_sites_are_told_by_their_headers() {
    let told = |headers: &[(&'static str, &'static str)]| {
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            all.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        foreign(&Method::POST, &all)
    };
    let host = ("host", "ours.example");
    for ours in [
        &[host][..],
        &[host, ("sec-fetch-site", "same-origin"), ("origin", "https://ours.example")],
        &[host, ("sec-fetch-site", "none")],
        &[host, ("origin", "https://ours.example")],
        &[host, ("referer", "https://ours.example/en/")],
    ] {
        assert!(!told(ours), "{ours:?}");
    }
    for foreign in [
        &[host, ("sec-fetch-site", "cross-site")][..],
        &[host, ("sec-fetch-site", "same-site")],
        &[host, ("origin", "https://evil.example")],
        &[host, ("origin", "https://ours.example.evil.example")],
        &[host, ("origin", "null")],
        &[host, ("referer", "https://evil.example/?ours.example")],
        &[("origin", "https://evil.example")],
    ] {
        assert!(told(foreign), "{foreign:?}");
    }
}
