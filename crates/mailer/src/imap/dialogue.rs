//! Commands and answers, line by line; a message comes as so many octets between two lines.

use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::timeout;

/// For one line of an answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Octets of a line, and lines of an answer.
const LONGEST_LINE: u64 = 64 * 1024;
const MOST_LINES: usize = 1000;

#[derive(Debug, thiserror::Error)]
pub(super) enum ImapError {
    #[error("the connection broke: {0}")]
    Network(#[from] std::io::Error),
    #[error("no answer in time")]
    Silence,
    #[error("the mailbox does not let us in")]
    SignIn,
    #[error("the server's answer makes no sense")]
    Answer,
    #[error("{0}")]
    Database(String),
}

pub(super) struct Dialogue<S> {
    stream: BufReader<S>,
    number: u32,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Dialogue<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream: BufReader::new(stream), number: 0 }
    }

    pub(super) async fn greeting(&mut self) -> Result<(), ImapError> {
        let line = self.line().await?;
        if line.starts_with("* OK") { Ok(()) } else { Err(ImapError::SignIn) }
    }

    pub(super) async fn login(&mut self, user: &str, password: &str) -> Result<(), ImapError> {
        let command = format!("LOGIN {} {}", quoted(user), quoted(password));
        self.command(&command).await.map(|_| ()).map_err(|error| match error {
            ImapError::Answer => ImapError::SignIn,
            other => other,
        })
    }

    pub(super) async fn select(&mut self, folder: &str) -> Result<(), ImapError> {
        self.command(&format!("SELECT {}", quoted(folder))).await.map(|_| ())
    }

    /// Numbers of the messages that nobody has seen.
    pub(super) async fn unseen(&mut self) -> Result<Vec<u32>, ImapError> {
        let lines = self.command("UID SEARCH UNSEEN").await?;
        let found = lines.iter().filter_map(|line| line.strip_prefix("* SEARCH"));
        Ok(found.flat_map(str::split_whitespace).filter_map(|uid| uid.parse().ok()).collect())
    }

    /// The first octets of a message; more is not read of a report. `None`: it is gone.
    pub(super) async fn fetch(&mut self, uid: u32) -> Result<Option<Vec<u8>>, ImapError> {
        let most = crate::LONGEST_REPORT;
        let tag = self.send(&format!("UID FETCH {uid} (BODY.PEEK[]<0.{most}>)")).await?;
        let mut message = None;
        for _ in 0..MOST_LINES {
            let line = self.line().await?;
            if let Some(end) = line.strip_prefix(&tag) {
                return if end.trim_start().starts_with("OK") { Ok(message) } else { Err(ImapError::Answer) };
            }
            if let Some(octets) = literal(&line) {
                if octets > most {
                    return Err(ImapError::Answer);
                }
                let mut bytes = vec![0; octets];
                let read = timeout(ANSWER_WITHIN, self.stream.read_exact(&mut bytes)).await;
                read.map_err(|_| ImapError::Silence)??;
                message = Some(bytes);
            }
        }
        Err(ImapError::Answer)
    }

    pub(super) async fn seen(&mut self, uid: u32) -> Result<(), ImapError> {
        self.command(&format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)")).await.map(|_| ())
    }

    pub(super) async fn logout(&mut self) {
        // The work is done: how they take leave does not matter.
        let _ = self.command("LOGOUT").await;
    }

    /// The lines before the one that ends the answer; an error unless that one says OK.
    async fn command(&mut self, text: &str) -> Result<Vec<String>, ImapError> {
        let tag = self.send(text).await?;
        let mut lines = Vec::new();
        while lines.len() < MOST_LINES {
            let line = self.line().await?;
            if let Some(end) = line.strip_prefix(&tag) {
                return if end.trim_start().starts_with("OK") { Ok(lines) } else { Err(ImapError::Answer) };
            }
            lines.push(line);
        }
        Err(ImapError::Answer)
    }

    async fn send(&mut self, text: &str) -> Result<String, ImapError> {
        self.number += 1;
        let tag = format!("P{} ", self.number);
        let stream = self.stream.get_mut();
        let write = async {
            stream.write_all(format!("{tag}{text}\r\n").as_bytes()).await?;
            stream.flush().await
        };
        timeout(ANSWER_WITHIN, write).await.map_err(|_| ImapError::Silence)??;
        Ok(tag)
    }

    async fn line(&mut self) -> Result<String, ImapError> {
        let mut line = Vec::new();
        let mut limited = (&mut self.stream).take(LONGEST_LINE);
        let read = timeout(ANSWER_WITHIN, limited.read_until(b'\n', &mut line)).await;
        read.map_err(|_| ImapError::Silence)??;
        if line.pop() == Some(b'\n') {
            Ok(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned())
        } else {
            Err(ImapError::Answer)
        }
    }
}

/// How many octets follow the line: `{1234}` at its end.
fn literal(line: &str) -> Option<usize> {
    line.strip_suffix('}')?.rsplit_once('{')?.1.parse().ok()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
