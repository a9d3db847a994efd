//! STARTTLS as servers have it: not at all, broken, with a certificate that nobody trusts, and right.

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::PathBuf;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// What the server does about TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Does not offer it.
    None,
    /// Offers it, and says that it can't.
    Refused,
    /// Agrees, and then speaks something else.
    Garbage,
    /// A certificate of an authority of our own (see [`authority`]), for `localhost`.
    ForLocalhost,
    /// The same for `mail.example`.
    ForAnother,
}

impl Tls {
    pub(super) fn offered(self) -> bool {
        self != Self::None
    }

    pub(super) fn acceptor(self) -> TlsAcceptor {
        let name = if self == Self::ForAnother { "another" } else { "localhost" };
        let file = |end: &str| folder().join(format!("{name}.{end}"));
        let chain = vec![CertificateDer::from_pem_file(file("crt")).expect("a certificate")];
        let key = PrivateKeyDer::from_pem_file(file("key")).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("they fit");
        TlsAcceptor::from(Arc::new(config))
    }
}

/// For `SSL_CERT_FILE`: whoever trusts it trusts the certificates of these servers.
pub fn authority() -> PathBuf {
    folder().join("authority.crt")
}

fn folder() -> PathBuf {
    crate::root().join("tests/harness/certificates")
}
