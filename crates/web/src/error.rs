//! Everything that ends a request other than its page: one status and one page for each. A visitor never sees an
//! inner error; the log has it once, with the request's id.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use plenary_store::StoreError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum WebError {
    /// Not there, or not for you to know.
    #[error("not found")]
    NotFound,
    /// The request does not come from our own pages, or its form has the token of another sign-in.
    #[error("cross-site request refused")]
    Foreign,
    #[error("unreadable request: {0}")]
    Unreadable(&'static str),
    #[error("too large")]
    TooLarge,
    #[error("too slow")]
    TooSlow,
    #[error("unsupported form encoding")]
    Encoding,
    #[error("too many requests")]
    TooMany { retry_after: u64 },
    /// Sign in first; then back to this address.
    #[error("sign-in needed")]
    SignIn { next: String },
    #[error("database busy or away")]
    Busy,
    #[error("{0}")]
    Internal(String),
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Busy => Self::Busy,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl WebError {
    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        Self::Internal(error.to_string())
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::SignIn { .. } => StatusCode::SEE_OTHER,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page itself is put in by [`crate::guard`], which knows the language.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
