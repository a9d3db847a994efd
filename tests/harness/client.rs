//! A browser without eyes: keeps cookies, follows nothing by itself, and says with each write where it comes from.

use crate::{Form, Page};
use reqwest::{Method, RequestBuilder};
use std::time::Duration;

/// Longer than any answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    pub fn new(base: &str) -> Self {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            // A connection that idles would hold up the end of the test: a server that stops waits for it.
            .pool_max_idle_per_host(0)
            .timeout(PATIENCE)
            .build();
        Self { http: http.expect("a client"), base: base.trim_end_matches('/').to_owned() }
    }

    /// The origin that this browser is on.
    pub fn base(&self) -> &str {
        &self.base
    }

    pub async fn get(&self, path: &str) -> Page {
        self.ask(self.request(Method::GET, path)).await
    }

    /// Sends a form of our own making; [`Client::send`] is what people do.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.ask(self.from_our_page(self.request(Method::POST, path)).form(fields)).await
    }

    /// Sends a form with files, each with its field, its name and its bytes.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(&[head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend_from_slice(b"--edge--\r\n");
        self.post_multipart(path, body).await
    }

    /// Sends this body as it is.
    pub async fn post_multipart(&self, path: &str, body: Vec<u8>) -> Page {
        let request = self.from_our_page(self.request(Method::POST, path));
        self.ask(request.header("Content-Type", "multipart/form-data; boundary=edge").body(body)).await
    }

    /// Sends a form that was taken from a page.
    pub async fn send(&self, form: Form) -> Page {
        let path = form.action.clone();
        if form.method == "get" {
            return self.ask(self.request(Method::GET, &path).query(&form.fields())).await;
        }
        self.ask(self.from_our_page(self.request(Method::POST, &path)).form(&form.fields())).await
    }

    /// Fills the one form of the page's main part and sends it.
    pub async fn fill(&self, page: &Page, values: &[(&str, &str)]) -> Page {
        let mut form = page.form("main form");
        for (name, value) in values {
            form.set(name, value);
        }
        self.send(form).await
    }

    /// Goes where a page sends us, which must be on this site.
    pub async fn follow(&self, page: &Page) -> Page {
        let to = page.location();
        let path = to.strip_prefix(&self.base).unwrap_or(&to);
        assert!(path.starts_with('/') && !path.starts_with("//"), "leads away from the site: {to}");
        self.get(path).await
    }

    /// A request to be changed before [`Client::ask`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        self.http.request(method, url)
    }

    /// What a browser adds when a page of the site itself sends a form.
    pub fn from_our_page(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("Origin", &self.base).header("Sec-Fetch-Site", "same-origin")
    }

    pub async fn ask(&self, request: RequestBuilder) -> Page {
        self.try_ask(request).await.unwrap_or_else(|error| panic!("no answer: {error:?}"))
    }

    /// For stories in which the answer may be missing.
    pub async fn try_ask(&self, request: RequestBuilder) -> reqwest::Result<Page> {
        let response = request.send().await?;
        let (status, headers, url) =
            (response.status().as_u16(), response.headers().clone(), response.url().clone());
        let bytes = response.bytes().await?.to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Page { status, headers, url, body, bytes })
    }
}
