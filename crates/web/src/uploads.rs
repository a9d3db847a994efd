//! Forms with files: read part by part with limits of size, number and time, whatever is wrong with them. A file that
//! is too large is cut off rather than the whole form refused, so that its field can say so and nothing typed is lost.
//!
//! What a file is, its bytes decide; name and type are what somebody claims.

use crate::ctx::Ctx;
use crate::error::WebError;
use crate::forms::RawForm;
use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::{StreamExt, TryStreamExt};
use plenary_domain::file::{DocumentRefused, MAX_BYTES, MediaType, PhotoRefused};
use plenary_exports::{import, picture};
use std::pin::Pin;
use std::time::Duration;
use tokio::time::timeout;

/// Bytes of one form with pictures and documents that are kept (two of the largest files, and what is typed beside
/// them), and of one file.
const USUAL: Most = Most { kept: 2 * MAX_BYTES + 1024 * 1024, file: MAX_BYTES };
/// The same of an agenda of another program.
const AGENDA: Most = Most { kept: import::MAX_BYTES + 1024, file: import::MAX_BYTES };
/// Bytes that are read at all before we hang up.
const MAX_READ: usize = 48 * 1024 * 1024;
/// Bytes of what was typed.
const MAX_TYPED: usize = 128 * 1024;
const MAX_FIELDS: usize = 2_000;
const MAX_FILES: usize = 8;
/// Five megabytes over a slow telephone.
const MAX_TIME: Duration = Duration::from_mins(2);
/// A telephone in a tunnel comes back within this time, or not at all.
const MAX_SILENCE: Duration = Duration::from_secs(15);

/// Bytes that are kept.
#[derive(Clone, Copy)]
struct Most {
    kept: usize,
    file: usize,
}

/// A file as it arrived.
#[derive(Clone)]
pub(crate) struct Upload {
    pub(crate) field: String,
    pub(crate) name: String,
    /// Of a file that is too large, one more than is allowed.
    pub(crate) bytes: Vec<u8>,
    /// As many as came, kept or not.
    pub(crate) size: usize,
}

/// A form with its files. A form without any may come in the plain encoding as well.
pub(crate) struct Posted {
    pub(crate) form: RawForm,
    pub(crate) files: Vec<Upload>,
}

impl Posted {
    /// The first file of a field; an empty field of a browser is none.
    pub(crate) fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field)
    }
}

impl FromRequest for Posted {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let plain = RawForm::from_request(req, payload);
            return Box::pin(async move { Ok(Self { form: plain.await?, files: Vec::new() }) });
        }
        let parts = Multipart::new(req.headers(), payload.take());
        Box::pin(async move { timeout(MAX_TIME, read(parts, USUAL)).await.map_err(|_| WebError::TooSlow)? })
    }
}

/// A form with an agenda of another program, which may be larger than a document.
pub(crate) struct AgendaFile(pub(crate) Posted);

impl FromRequest for AgendaFile {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let plain = Posted::from_request(req, payload);
            return Box::pin(async move { plain.await.map(Self) });
        }
        let parts = Multipart::new(req.headers(), payload.take());
        Box::pin(async move {
            timeout(MAX_TIME, read(parts, AGENDA)).await.map_err(|_| WebError::TooSlow)?.map(Self)
        })
    }
}

const BROKEN: WebError = WebError::Unreadable("a form with files that is cut off or malformed");

async fn read(mut parts: Multipart, most: Most) -> Result<Posted, WebError> {
    let mut posted = Posted { form: RawForm::default(), files: Vec::new() };
    let mut budget = Budget { most, kept: 0, typed: 0, read: 0 };
    loop {
        let next = timeout(MAX_SILENCE, parts.next()).await.map_err(|_| WebError::TooSlow)?;
        let Some(part) = next else { return Ok(posted) };
        let part = part.map_err(|_| BROKEN)?;
        let name = part.name().ok_or(BROKEN)?.to_owned();
        let file = part.content_disposition().and_then(|said| said.get_filename()).map(str::to_owned);
        let Some(file_name) = file else {
            let text = budget.typed(part).await?;
            if posted.form.0.len() >= MAX_FIELDS {
                return Err(WebError::TooLarge);
            }
            posted.form.0.push((name, text));
            continue;
        };
        let (bytes, size) = budget.file(part).await?;
        if file_name.is_empty() && bytes.is_empty() {
            continue;
        }
        if posted.files.len() >= MAX_FILES {
            return Err(WebError::TooLarge);
        }
        posted.files.push(Upload { field: name, name: file_name, bytes, size });
    }
}

/// What has come so far, in bytes.
struct Budget {
    most: Most,
    kept: usize,
    typed: usize,
    read: usize,
}

impl Budget {
    async fn chunk(&mut self, part: &mut Field) -> Result<Option<actix_web::web::Bytes>, WebError> {
        let next = timeout(MAX_SILENCE, part.try_next()).await.map_err(|_| WebError::TooSlow)?;
        let chunk = next.map_err(|_| BROKEN)?;
        self.read += chunk.as_ref().map_or(0, actix_web::web::Bytes::len);
        if self.read > MAX_READ { Err(WebError::TooLarge) } else { Ok(chunk) }
    }

    async fn typed(&mut self, mut part: Field) -> Result<String, WebError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk(&mut part).await? {
            self.typed += chunk.len();
            if self.typed > MAX_TYPED {
                return Err(WebError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Reads to the end of the part and keeps no more of it than shows that it is too much.
    async fn file(&mut self, mut part: Field) -> Result<(Vec<u8>, usize), WebError> {
        let (mut bytes, mut size) = (Vec::new(), 0_usize);
        let mut too_much = false;
        while let Some(chunk) = self.chunk(&mut part).await? {
            size = size.saturating_add(chunk.len());
            too_much |=
                bytes.len() + chunk.len() > self.most.file || self.kept + chunk.len() > self.most.kept;
            if !too_much {
                self.kept += chunk.len();
                bytes.extend_from_slice(&chunk);
            }
        }
        if too_much {
            self.kept = self.kept.saturating_sub(bytes.len());
            bytes = vec![0; self.most.file + 1];
        }
        Ok((bytes, size))
    }
}

/// What was made of an upload: the bytes that are kept.
pub(crate) struct Made {
    pub(crate) media: MediaType,
    pub(crate) bytes: Vec<u8>,
    pub(crate) thumbnail: Option<Vec<u8>>,
}

/// A badge photo out of an upload. Pictures are decoded off the request threads, one at a time: each may take
/// a hundred megabytes for a moment.
pub(crate) async fn photo(ctx: &Ctx, bytes: Vec<u8>) -> Result<Result<Made, PhotoRefused>, WebError> {
    let made = aside(ctx, move || picture::badge_photo(&bytes)).await?.unwrap_or(Err(PhotoRefused::Damaged));
    Ok(made.map(|photo| Made { media: MediaType::Jpeg, bytes: photo.jpeg, thumbnail: Some(photo.thumbnail) }))
}

/// A document out of an upload.
pub(crate) async fn document(ctx: &Ctx, bytes: Vec<u8>) -> Result<Result<Made, DocumentRefused>, WebError> {
    let made = aside(ctx, move || picture::document(&bytes)).await?.unwrap_or(Err(DocumentRefused::Damaged));
    Ok(made.map(|document| Made { media: document.media, bytes: document.bytes, thumbnail: None }))
}

/// `None` when it panicked: a picture that breaks its decoder is damaged, and no reason for an error page.
async fn aside<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Option<T>, WebError> {
    let _turn = ctx.site.pictures.acquire().await.map_err(WebError::internal)?;
    Ok(tokio::task::spawn_blocking(work).await.ok())
}
