//! Static files, for a year: their names change with their content.

use crate::cache::takes;
use crate::error::WebError;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_pages::assets;

pub(crate) async fn file(req: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, WebError> {
    let asset = assets::find(&name).ok_or(WebError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.mime))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    let headers = req.headers();
    Ok(match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if takes(headers, "br") => {
            response.insert_header((header::CONTENT_ENCODING, "br")).body(bytes)
        }
        (_, Some(bytes)) if takes(headers, "gzip") => {
            response.insert_header((header::CONTENT_ENCODING, "gzip")).body(bytes)
        }
        _ => response.insert_header((header::CONTENT_ENCODING, "identity")).body(asset.bytes),
    })
}
