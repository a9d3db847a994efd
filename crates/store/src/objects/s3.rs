//! A bucket that speaks S3, reached through hyper and rustls with the certificates of the system: the crate's own
//! client would bring an HTTP/2 stack and a second TLS.

use crate::connection::tls;
use crate::error::StoreError;
use async_trait::async_trait;
use http_body_util::BodyExt;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector as Tcp;
use object_store::aws::AmazonS3Builder;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpResponseBody, HttpService,
};
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(4);
/// Together with its retries below the deadline of one call.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// A bucket and how to get in.
#[derive(Clone, Default)]
pub struct S3Place {
    pub bucket: String,
    /// Before every name; may be empty.
    pub prefix: String,
    /// `https://…` of a server that is not Amazon's.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key: Option<String>,
    pub secret_key: Option<String>,
    pub session_token: Option<String>,
}

/// Without the keys.
impl fmt::Debug for S3Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{} at {:?}", self.bucket, self.prefix, self.endpoint)
    }
}

impl S3Place {
    pub(super) fn open(&self, home: &Handle) -> Result<Arc<dyn ObjectStore>, StoreError> {
        let told = |error: object_store::Error| StoreError::Files(error.to_string());
        let retry = RetryConfig { max_retries: 2, retry_timeout: ANSWER_TIMEOUT, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.bucket)
            .with_region(self.region.as_deref().unwrap_or("us-east-1"))
            .with_retry(retry)
            // One at a time: not every server that speaks S3 understands a list.
            .with_disable_bulk_delete(true)
            .with_http_connector(Hyper { home: home.clone() });
        if let Some(endpoint) = &self.endpoint {
            let plain = endpoint.starts_with("http://");
            builder = builder.with_endpoint(endpoint).with_allow_http(plain);
        }
        if let (Some(key), Some(secret)) = (&self.access_key, &self.secret_key) {
            builder = builder.with_access_key_id(key).with_secret_access_key(secret);
        }
        if let Some(token) = &self.session_token {
            builder = builder.with_token(token);
        }
        let bucket = builder.build().map_err(told)?;
        if self.prefix.is_empty() {
            return Ok(Arc::new(bucket));
        }
        Ok(Arc::new(PrefixStore::new(bucket, self.prefix.as_str())))
    }
}

/// Connections are driven by the main runtime, whoever asks.
#[derive(Debug, Clone)]
struct Hyper {
    home: Handle,
}

impl HttpConnector for Hyper {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let generic = |source| object_store::Error::Generic { store: "S3", source };
        let config = tls().map_err(|error| generic(Box::new(error)))?;
        let mut tcp = Tcp::new();
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let https =
            hyper_rustls::HttpsConnectorBuilder::new().with_tls_config(config).https_or_http().enable_http1();
        let client = Client::builder(On(self.home.clone())).build(https.wrap_connector(tcp));
        Ok(HttpClient::new(Caller { client, home: self.home.clone() }))
    }
}

#[derive(Clone)]
struct On(Handle);

impl<F> hyper::rt::Executor<F> for On
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, work: F) {
        self.0.spawn(work);
    }
}

#[derive(Debug)]
struct Caller {
    client: Client<HttpsConnector<Tcp>, HttpRequestBody>,
    home: Handle,
}

#[async_trait]
impl HttpService for Caller {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let asked = self.client.request(request);
        let asked = self.home.spawn(async move { tokio::time::timeout(ANSWER_TIMEOUT, asked).await });
        let answered = asked.await.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        let answered = answered.map_err(|late| HttpError::new(HttpErrorKind::Timeout, late))?;
        let response = answered.map_err(|error| {
            let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Interrupted };
            HttpError::new(kind, error)
        })?;
        let (head, body) = response.into_parts();
        let body = body.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error));
        Ok(HttpResponse::from_parts(head, HttpResponseBody::new(body)))
    }
}
