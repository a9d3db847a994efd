//! The ceiling of a page: a bare actix-web handler that answers with the same bytes and the same headers.

use crate::Failure;
use crate::load::Answer;
use actix_web::http::KeepAlive;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// What is answered, whatever is asked.
#[derive(Clone)]
struct Ready {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Ready {
    /// actix writes date and length by itself, there as here.
    fn like(answer: &Answer) -> Result<Self, Failure> {
        let mut headers = Vec::new();
        for (name, value) in &answer.headers {
            if name != "date" && name != "content-length" {
                headers.push((name.parse()?, value.parse()?));
            }
        }
        let status = StatusCode::from_u16(answer.status)?;
        Ok(Self { status, headers, body: Bytes::from(answer.body.clone()) })
    }
}

/// Serves for as long as the process lives. Must be called on the main runtime.
pub(crate) fn serve(answer: &Answer, workers: usize) -> Result<SocketAddr, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let ready = web::Data::new(Ready::like(answer)?);
    let server = HttpServer::new(move || App::new().app_data(ready.clone()).default_service(web::to(bare)))
        .workers(workers)
        .client_request_timeout(Duration::from_secs(5))
        .keep_alive(KeepAlive::Timeout(Duration::from_secs(30)))
        .disable_signals()
        .listen(listener)?
        .run();
    tokio::spawn(server);
    Ok(address)
}

async fn bare(ready: web::Data<Ready>) -> HttpResponse {
    let mut response = HttpResponse::build(ready.status);
    for (name, value) in &ready.headers {
        response.insert_header((name.clone(), value.clone()));
    }
    if ready.body.is_empty() { response.finish() } else { response.body(ready.body.clone()) }
}
