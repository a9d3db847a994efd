//! A mail server that keeps what it is given, and that can be told to behave as badly as real ones do.

use mail_parser::{Message, MessageParser, MimeHeaders};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

mod conversation;
mod faults;
mod tls;

pub use faults::{Fault, Stage, Storm};
pub use tls::{Tls, authority};

/// Letters leave within milliseconds; this is for a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(15);

/// One message with its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    /// As sent, without the dots that SMTP adds.
    pub bytes: Vec<u8>,
}

impl Letter {
    fn none() -> Self {
        Self { from: String::new(), to: Vec::new(), bytes: Vec::new() }
    }

    pub fn parse(&self) -> Message<'_> {
        MessageParser::default().parse(&self.bytes).expect("a message")
    }

    pub fn subject(&self) -> String {
        self.parse().subject().unwrap_or_default().to_owned()
    }

    /// Every registration that is begun on the pages brings one of these; only the stories about them look at them.
    fn leads_back(&self) -> bool {
        let subjects = ["Go on with your registration", "Продолжите регистрацию", "Тіркелуді жалғастырыңыз"];
        subjects.iter().any(|subject| self.subject().starts_with(subject))
    }

    pub fn message_id(&self) -> String {
        self.parse().message_id().unwrap_or_default().to_owned()
    }

    pub fn text(&self) -> String {
        self.parse().body_text(0).unwrap_or_default().into_owned()
    }

    pub fn html(&self) -> String {
        self.parse().body_html(0).unwrap_or_default().into_owned()
    }

    /// The calendar file, if one is attached.
    pub fn calendar(&self) -> Option<String> {
        let message = self.parse();
        let mut files = message.attachments();
        let is_calendar = |part: &&mail_parser::MessagePart<'_>| {
            part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar"))
        };
        files.find(is_calendar).map(|part| String::from_utf8_lossy(part.contents()).into_owned())
    }

    /// All values of a header as they stand in the message, folded lines joined.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let message = self.parse();
        message
            .headers_raw()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.trim().to_owned())
            .collect()
    }
}

#[derive(Default)]
struct Kept {
    letters: Vec<Letter>,
    connections: usize,
    /// Taken, and the client was not told.
    untold: usize,
    /// What clients said that was no command of theirs in clear: names and passwords.
    sign_ins: Vec<String>,
}

/// Ends with the test.
pub struct SmtpSink {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    fault: watch::Sender<Option<Fault>>,
    task: JoinHandle<()>,
}

impl SmtpSink {
    pub async fn start() -> Self {
        Self::with_tls(Tls::None).await
    }

    /// One that offers STARTTLS.
    pub async fn with_tls(tls: Tls) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().unwrap();
        let (fault, faults) = watch::channel(None);
        let kept = Arc::<Mutex<Kept>>::default();
        let task = tokio::spawn(conversation::listen(listener, faults, (Arc::clone(&kept), tls)));
        Self { address, kept, fault, task }
    }

    /// For `PLENARY_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The same by this name, and with what follows the address.
    pub fn url_by(&self, scheme: &str, host: &str, query: &str) -> String {
        format!("{scheme}://{host}:{}{query}", self.address.port())
    }

    /// From now on, for new conversations and for the next steps of those under way.
    pub async fn break_down(&self, fault: Fault) {
        let down = fault == Fault::Down;
        self.fault.send_replace(Some(fault));
        while down && TcpStream::connect(self.address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// All is well again.
    pub async fn mend(&self) {
        self.fault.send_replace(None);
        while TcpStream::connect(self.address).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub fn letters(&self) -> Vec<Letter> {
        let mut letters = self.kept.lock().unwrap().letters.clone();
        letters.retain(|letter| !letter.leads_back());
        letters
    }

    /// How many letters were taken.
    pub fn taken(&self) -> usize {
        self.kept.lock().unwrap().letters.len()
    }

    /// Letters that were taken without an answer, by a fault: each of them has to come again.
    pub fn untold(&self) -> usize {
        self.kept.lock().unwrap().untold
    }

    /// What clients have signed in with.
    pub fn sign_ins(&self) -> Vec<String> {
        self.kept.lock().unwrap().sign_ins.clone()
    }

    /// How often somebody has connected.
    pub fn connections(&self) -> usize {
        self.kept.lock().unwrap().connections
    }

    /// Waits until there are at least so many letters, and gives all of them in the order in which they came.
    pub async fn wait_for(&self, count: usize) -> Vec<Letter> {
        let begun = Instant::now();
        loop {
            let letters = self.letters();
            if letters.len() >= count {
                return letters;
            }
            assert!(begun.elapsed() < PATIENCE, "{} of {count} letters came", letters.len());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The one letter to this person with these words in its subject; waits for it.
    pub async fn letter(&self, to: &str, subject: &str) -> Letter {
        let begun = Instant::now();
        loop {
            let fits = |l: &Letter| l.to == [to] && l.subject().contains(subject);
            let mut found: Vec<Letter> = self.letters().into_iter().filter(fits).collect();
            assert!(found.len() < 2, "{} letters \"{subject}\" to {to}", found.len());
            if let Some(letter) = found.pop() {
                return letter;
            }
            let all: Vec<_> = self.letters().iter().map(|l| (l.to.clone(), l.subject())).collect();
            assert!(begun.elapsed() < PATIENCE, "no letter \"{subject}\" to {to}; there are {all:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}
