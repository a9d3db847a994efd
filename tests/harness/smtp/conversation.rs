//! One conversation with one client, in clear and then perhaps not.

use super::faults::{Fault, Stage, Strike};
use super::tls::Tls;
use super::{Kept, Letter};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

type Faults = watch::Receiver<Option<Fault>>;

/// How long a storm keeps silence.
const SILENCE: Duration = Duration::from_millis(300);

pub(super) async fn listen(listener: TcpListener, mut faults: Faults, (kept, tls): (Arc<Mutex<Kept>>, Tls)) {
    let address = listener.local_addr().expect("an address");
    let mut listener = Some(listener);
    let there = Arc::<AtomicUsize>::default();
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
                let _ = stream.set_nodelay(true);
                kept.lock().unwrap().connections += 1;
                let talk = Talk { faults: faults.clone(), kept: Arc::clone(&kept), tls, letter: Letter::none() };
                tokio::spawn(hold(talk, stream, Arc::clone(&there)));
            }
            changed = faults.changed() => if changed.is_err() { return },
        }
    }
}

/// Until the client goes away, or a fault closes the connection.
async fn hold(mut talk: Talk, stream: TcpStream, there: Arc<AtomicUsize>) {
    let before = there.fetch_add(1, Ordering::SeqCst);
    let fault = talk.faults.borrow().clone();
    let mut stream = BufReader::new(stream);
    if matches!(fault, Some(Fault::Crowd(most)) if before >= most) {
        let _ = say(&mut stream, "421 4.7.0 too many connections, try again later").await;
    } else if talk.answer(&mut stream, Stage::Greeting, "220 sink.example ESMTP").await == Some(true) {
        // Ends in nothing when the client hangs up in the middle, which is a story of its own.
        if let Some(Next::Encrypt) = talk.commands(&mut stream, false).await {
            let _ = talk.encrypted(stream).await;
        }
    }
    there.fetch_sub(1, Ordering::SeqCst);
}

/// Why the conversation in clear has ended.
enum Next {
    Encrypt,
}

struct Talk {
    faults: Faults,
    kept: Arc<Mutex<Kept>>,
    tls: Tls,
    letter: Letter,
}

impl Talk {
    async fn encrypted(&mut self, stream: BufReader<TcpStream>) -> Option<()> {
        let mut stream = stream.into_inner();
        if self.tls == Tls::Garbage {
            return stream.write_all(b"this is not what TLS looks like\r\n").await.ok();
        }
        let stream = self.tls.acceptor().accept(stream).await.ok()?;
        self.commands(&mut BufReader::new(stream), true).await.map(|_| ())
    }

    async fn commands<S>(&mut self, stream: &mut BufReader<S>, encrypted: bool) -> Option<Next>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line).await.ok()? == 0 {
                return None;
            }
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => self.hello(stream, encrypted).await?,
                "STARTTLS" if self.tls == Tls::Refused => say(stream, "454 4.7.0 TLS not available").await?,
                "STARTTLS" if self.tls.offered() && !encrypted => {
                    say(stream, "220 Go ahead").await?;
                    return Some(Next::Encrypt);
                }
                "AUTH" => {
                    self.kept.lock().unwrap().sign_ins.push(line.clone());
                    say(stream, "235 2.7.0 welcome").await?;
                }
                "MAIL" => {
                    if self.answer(stream, Stage::From, "250 OK").await? {
                        self.letter = Letter { from: bracketed(&line), ..Letter::none() };
                    }
                }
                "RCPT" => self.recipient(stream, bracketed(&line)).await?,
                "DATA" => self.data(stream).await?,
                "QUIT" => {
                    say(stream, "221 Bye").await?;
                    return None;
                }
                "RSET" | "NOOP" => say(stream, "250 OK").await?,
                _ => say(stream, "502 Not known here").await?,
            }
        }
    }

    async fn hello<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
        encrypted: bool,
    ) -> Option<()> {
        let tls = if self.tls.offered() && !encrypted { "250-STARTTLS\r\n" } else { "" };
        let text = format!("250-sink.example\r\n{tls}250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SMTPUTF8");
        self.answer(stream, Stage::Hello, &text).await.map(|_| ())
    }

    async fn recipient<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
        to: String,
    ) -> Option<()> {
        let fault = self.faults.borrow().clone();
        match fault {
            Some(Fault::AnswerFor(domain, instead)) if to.ends_with(domain) => {
                return say(stream, instead).await;
            }
            Some(Fault::HangFor(domain)) if to.ends_with(domain) => return self.silence().await,
            _ => {}
        }
        if self.answer(stream, Stage::Recipient, "250 OK").await? {
            self.letter.to.push(to);
        }
        Some(())
    }

    async fn data<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut BufReader<S>) -> Option<()> {
        if !self.answer(stream, Stage::Data, "354 Go on").await? {
            return Some(());
        }
        self.letter.bytes.clear();
        loop {
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line).await.ok()? == 0 {
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
                self.keep(true);
            }
            return None;
        }
        self.answer(stream, Stage::Dot, "250 Taken").await.map(|_| ())
    }

    fn keep(&self, untold: bool) {
        let mut kept = self.kept.lock().unwrap();
        kept.letters.push(self.letter.clone());
        kept.untold += usize::from(untold);
    }

    /// Until there is another fault, or none; then the connection is closed.
    async fn silence(&mut self) -> Option<()> {
        let _ = self.faults.changed().await;
        None
    }

    /// Says it, unless the fault of the day is something else; whether it was said. `None` ends the conversation.
    /// A letter is kept before its answer is written: a client that is gone by then has still handed it over.
    async fn answer<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
        stage: Stage,
        usual: &str,
    ) -> Option<bool> {
        let fault = self.faults.borrow().clone();
        match fault {
            Some(Fault::Down) => None,
            Some(Fault::Answer(at, instead)) if at == stage => {
                say(stream, instead).await?;
                Some(false)
            }
            Some(Fault::Close(at)) if at == stage => None,
            Some(Fault::Hang(at)) if at == stage => self.silence().await.map(|()| false),
            Some(Fault::Storm(storm)) => match storm.strike(stage) {
                None => self.usual(stream, stage, usual).await,
                Some(Strike::Later) => {
                    say(stream, "451 4.3.0 not now, try again").await?;
                    Some(false)
                }
                Some(Strike::Close) => None,
                Some(Strike::Hang) => {
                    tokio::time::sleep(SILENCE).await;
                    None
                }
                Some(Strike::TakeAndClose) => {
                    self.keep(true);
                    None
                }
            },
            _ => self.usual(stream, stage, usual).await,
        }
    }

    async fn usual<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
        stage: Stage,
        usual: &str,
    ) -> Option<bool> {
        if stage == Stage::Dot {
            self.keep(false);
            say(stream, usual).await?;
            return Some(false);
        }
        say(stream, usual).await?;
        Some(true)
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, line: &str) -> Option<()> {
    let stream = stream.get_mut();
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

/// The address in `MAIL FROM:<address> SIZE=1`.
fn bracketed(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(|| line.to_owned(), |(address, _)| address.to_owned())
}
