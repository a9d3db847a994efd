//! Where the mail server is and how to get in: the setting, read once and checked at start.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use url::Url;

/// The mail server that takes our letters.
pub(super) struct Relay {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    hello: ClientId,
}

/// What can go wrong with a connection: lettre's errors can't be made from ours.
#[derive(Debug)]
pub(super) enum Trouble {
    Smtp(Error),
    Network(std::io::Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Smtp(error)
    }
}

enum Security {
    None,
    /// Where offered; somebody on the way could take the offer out.
    StartTlsIfOffered(TlsParameters),
    StartTls(TlsParameters),
    /// From the first byte.
    Tls(TlsParameters),
}

impl Relay {
    /// The forms that lettre knows, too: `smtp://` (25), `smtp://…?tls=required` or `=opportunistic` (587),
    /// `smtps://` (465). The error says what is wrong and never repeats the value.
    pub(super) fn parse(text: &str, hello: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("not an address: {error}"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("no host")?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let parameters =
            || TlsParameters::new(host.clone()).map_err(|error| format!("TLS can't be used: {error}"));
        let (security, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None | Some("required")) => (Security::Tls(parameters()?), 465),
            ("smtp", Some("required")) => (Security::StartTls(parameters()?), 587),
            ("smtp", Some("opportunistic")) => (Security::StartTlsIfOffered(parameters()?), 587),
            ("smtp", None) => (Security::None, 25),
            ("smtp" | "smtps", Some(_)) => return Err("tls must be `required` or `opportunistic`".into()),
            _ => return Err("must begin with smtp:// or smtps://".into()),
        };
        let credentials =
            url.password().map(|password| Credentials::new(decoded(url.username()), decoded(password)));
        let safe = matches!(security, Security::StartTls(_) | Security::Tls(_)) || is_this_machine(&host);
        if credentials.is_some() && !safe {
            return Err("a password would travel in clear: use smtps:// or add ?tls=required".into());
        }
        let name = url.path().trim_matches('/');
        let hello = ClientId::Domain(if name.is_empty() { hello } else { name }.to_owned());
        Ok(Self { port: url.port().unwrap_or(port), host, security, credentials, hello })
    }

    /// A connection that is ready for the first letter.
    pub(super) async fn open(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let server = (self.host.as_str(), self.port);
        let mut connection = if let Security::Tls(parameters) = &self.security {
            AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, Some(parameters.clone()), None)
                .await?
        } else {
            let stream = TcpStream::connect(server).await.map_err(Trouble::Network)?;
            // A message goes out in two writes; without this, each waits 40 ms for the acknowledgement of the first.
            stream.set_nodelay(true).map_err(Trouble::Network)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello).await?
        };
        match &self.security {
            Security::StartTls(parameters) => connection.starttls(parameters.clone(), &self.hello).await?,
            Security::StartTlsIfOffered(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), &self.hello).await?;
            }
            Security::None | Security::StartTlsIfOffered(_) | Security::Tls(_) => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Percent-decoding of a user name or password: a form's, but for the signs that mean something else in a form.
pub(crate) fn decoded(text: &str) -> String {
    let form = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(form.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_checked_and_its_password_never_repeated() {
        let parse = |text: &str| Relay::parse(text, "events.example.org");
        for (good, host, port) in [
            ("smtp://relay.example.org", "relay.example.org", 25),
            ("smtp://relay.example.org?tls=required", "relay.example.org", 587),
            ("smtp://u:p@relay.example.org:2525/name?tls=required", "relay.example.org", 2525),
            ("smtps://u:p%40%2B+&@relay.example.org", "relay.example.org", 465),
            ("smtp://u:p@127.0.0.1:1025", "127.0.0.1", 1025),
            ("smtp://[::1]:1025", "::1", 1025),
        ] {
            assert_eq!(
                parse(good).map(|relay| (relay.host, relay.port)),
                Ok((host.to_owned(), port)),
                "{good}"
            );
        }
        for bad in [
            "",
            "relay.example.org",
            "http://relay.example.org",
            "smtp://",
            "smtp://u:secret@relay.example.org",
            "smtp://u:secret@relay.example.org?tls=opportunistic",
            "smtp://u:secret@relay.example.org?tls=none",
            "smtp://u:secret@relay.example.org:99999",
        ] {
            let error = parse(bad).err();
            assert!(error.is_some_and(|words| !words.contains("secret") && !words.is_empty()), "{bad}");
        }
        assert_eq!(decoded("p%40%2B+&=%25"), "p@++&=%");
    }
}
