//! A mail server that keeps what it is given, and that can be told to behave as badly as real ones do.

use mail_parser::{Message, MessageParser, MimeHeaders};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Letters leave within milliseconds; this is for a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(15);

/// A moment of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Greeting,
    Hello,
    From,
    Recipient,
    Data,
    /// After the final dot.
    Dot,
}

/// What is wrong with the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nobody listens.
    Down,
    /// Answers with this at that stage: `450 busy` is for now, `550 no such user` for good.
    Answer(Stage, &'static str),
    /// Says nothing any more at that stage and keeps the connection open.
    Hang(Stage),
    /// Closes the connection after the final dot instead of answering; the message was taken, or it was not.
    DropAfterDot { taken: bool },
}

/// One message with its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    /// As sent, without the dots that SMTP adds.
    pub bytes: Vec<u8>,
}

impl Letter {
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
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().unwrap();
        let (fault, faults) = watch::channel(None);
        let kept = Arc::<Mutex<Kept>>::default();
        let task = tokio::spawn(listen(listener, faults, Arc::clone(&kept)));
        Self { address, kept, fault, task }
    }

    /// For `PLENARY_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
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

type Faults = watch::Receiver<Option<Fault>>;

async fn listen(listener: TcpListener, mut faults: Faults, kept: Arc<Mutex<Kept>>) {
    let address = listener.local_addr().expect("an address");
    let mut listener = Some(listener);
    loop {
        if *faults.borrow_and_update() == Some(Fault::Down) {
            listener = None;
        }
        let Some(door) = &listener else {
            if faults.changed().await.is_err() {
                return;
            }
            if *faults.borrow() != Some(Fault::Down) {
                listener = TcpListener::bind(address).await.ok();
            }
            continue;
        };
        tokio::select! {
            accepted = door.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                kept.lock().unwrap().connections += 1;
                tokio::spawn(Conversation::new(stream, faults.clone(), Arc::clone(&kept)).hold());
            }
            changed = faults.changed() => if changed.is_err() { return },
        }
    }
}

/// With one client.
struct Conversation {
    stream: BufReader<TcpStream>,
    faults: Faults,
    kept: Arc<Mutex<Kept>>,
    letter: Letter,
}

impl Conversation {
    fn new(stream: TcpStream, faults: Faults, kept: Arc<Mutex<Kept>>) -> Self {
        let letter = Letter { from: String::new(), to: Vec::new(), bytes: Vec::new() };
        Self { stream: BufReader::new(stream), faults, kept, letter }
    }

    /// Until the client goes away, or a fault closes the connection.
    async fn hold(mut self) {
        // Ends in an error when the client hangs up in the middle, which is a story of its own.
        let _ = self.talk().await;
    }

    async fn talk(&mut self) -> Option<()> {
        self.answer(Stage::Greeting, "220 sink.example ESMTP").await?;
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await.ok()? == 0 {
                return None;
            }
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => {
                    self.answer(Stage::Hello, "250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8").await?;
                }
                "MAIL" => {
                    if self.answer(Stage::From, "250 OK").await? {
                        self.letter = Letter { from: bracketed(&line), to: Vec::new(), bytes: Vec::new() };
                    }
                }
                "RCPT" => {
                    if self.answer(Stage::Recipient, "250 OK").await? {
                        self.letter.to.push(bracketed(&line));
                    }
                }
                "DATA" => self.data().await?,
                "QUIT" => {
                    self.say("221 Bye").await?;
                    return None;
                }
                "RSET" | "NOOP" => self.say("250 OK").await?,
                _ => self.say("502 Not known here").await?,
            }
        }
    }

    async fn data(&mut self) -> Option<()> {
        if !self.answer(Stage::Data, "354 Go on").await? {
            return Some(());
        }
        self.letter.bytes.clear();
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await.ok()? == 0 {
                return None;
            }
            if line == b".\r\n" {
                break;
            }
            self.letter.bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let fault = self.faults.borrow().clone();
        if let Some(Fault::DropAfterDot { taken }) = fault {
            if taken {
                self.keep();
            }
            return None;
        }
        if self.answer(Stage::Dot, "250 Taken").await? {
            self.keep();
        }
        Some(())
    }

    fn keep(&mut self) {
        self.kept.lock().unwrap().letters.push(self.letter.clone());
    }

    /// Says it, unless the fault of the day is something else; whether it was said. `None` ends the conversation.
    async fn answer(&mut self, stage: Stage, usual: &str) -> Option<bool> {
        let fault = self.faults.borrow().clone();
        match fault {
            Some(Fault::Down) => None,
            Some(Fault::Answer(at, instead)) if at == stage => {
                self.say(instead).await?;
                Some(false)
            }
            Some(Fault::Hang(at)) if at == stage => {
                while matches!(*self.faults.borrow(), Some(Fault::Hang(_))) {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                None
            }
            _ => {
                self.say(usual).await?;
                Some(true)
            }
        }
    }

    async fn say(&mut self, line: &str) -> Option<()> {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await.ok()
    }
}

/// The address in `MAIL FROM:<address> SIZE=1`.
fn bracketed(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(|| line.to_owned(), |(address, _)| address.to_owned())
}
