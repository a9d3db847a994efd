//! The HTTP server itself: limits of time, workers, and a stop that lets requests finish.

use crate::cache::front;
use crate::guard::guard;
use crate::routes;
use crate::site::Site;
use actix_web::dev::ServerHandle;
use actix_web::http::KeepAlive;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// A client that sends no complete header within this time is not a browser.
const HEADER_TIME: Duration = Duration::from_secs(5);
/// How long a quiet connection stays open.
const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// A server under way.
pub struct Running {
    pub address: SocketAddr,
    handle: ServerHandle,
    task: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// Takes no new requests, lets those under way finish, and returns when all is quiet.
    ///
    /// # Errors
    /// When the server had ended with an error.
    pub async fn stop(self) -> std::io::Result<()> {
        self.handle.stop(true).await;
        self.task.await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
    }

    /// Waits until the server ends by itself, which is always an error.
    pub async fn ended(&mut self) -> std::io::Result<()> {
        (&mut self.task).await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
    }
}

/// Starts serving on `listener`. Must be called on the main runtime.
///
/// # Errors
/// When the listener can't be used.
pub fn serve(site: Arc<Site>, listener: TcpListener) -> std::io::Result<Running> {
    let address = listener.local_addr()?;
    let (workers, stop_within) = (site.options.workers.max(1), site.options.stop_within);
    let site = web::Data::from(site);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(site.clone())
            .configure(routes::configure)
            .wrap(from_fn(guard))
            .wrap(Compress::default())
            .wrap(from_fn(front))
    })
    .workers(workers)
    .client_request_timeout(HEADER_TIME)
    .keep_alive(KeepAlive::Timeout(KEEP_ALIVE))
    .shutdown_timeout(stop_within.as_secs())
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    Ok(Running { address, handle, task: tokio::spawn(server) })
}
