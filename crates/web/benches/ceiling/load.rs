//! The load generator: keep-alive connections over raw TCP, one request at a time on each, nothing pipelined. It has
//! threads of its own, all of them named `load…`, so that their work can be told from the server's.

use crate::{Failure, cpu};
use actix_web::web::Bytes;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Clients at a time, and connections to the database on both sides.
pub(crate) const CONNECTIONS: usize = 16;
/// Begins the name of every thread of the load generator.
pub(crate) const THREADS: &str = "load";

/// What came of one phase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phase {
    pub(crate) answers: u32,
    pub(crate) time: Duration,
    /// What all threads but those of the load generator have worked, where the system tells.
    pub(crate) worked: Option<Duration>,
}

impl Phase {
    pub(crate) fn per_second(&self) -> f64 {
        f64::from(self.answers) / self.time.as_secs_f64()
    }

    pub(crate) fn begin() -> Begun {
        Begun { at: Instant::now(), worked: cpu::worked() }
    }
}

/// A phase under way.
pub(crate) struct Begun {
    pub(crate) at: Instant,
    worked: Option<Duration>,
}

impl Begun {
    pub(crate) fn end(self, answers: u32) -> Phase {
        let worked = cpu::worked().zip(self.worked).map(|(after, before)| after.saturating_sub(before));
        Phase { answers, time: self.at.elapsed(), worked }
    }
}

/// Requests for one address: until the time is over or there are none left.
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    /// What every answer must have.
    pub(crate) status: u16,
    pub(crate) within: Duration,
    pub(crate) next: Box<dyn Fn() -> Option<Bytes> + Send + Sync>,
}

impl Load {
    /// Must be called on the runtime of the load generator.
    pub(crate) async fn run(self) -> Result<Phase, Failure> {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(Connection::open(self.address).await?);
        }
        let (load, mut clients, begun) = (Arc::new(self), JoinSet::new(), Phase::begin());
        for connection in connections {
            clients.spawn(connection.talk(Arc::clone(&load), begun.at + load.within));
        }
        let mut answers = 0;
        while let Some(client) = clients.join_next().await {
            answers += client??;
        }
        Ok(begun.end(answers))
    }
}

/// Everybody at once: a connection for each request, all sent when all are open, and when each had its answer.
pub(crate) async fn rush(
    address: SocketAddr,
    status: u16,
    requests: Vec<Bytes>,
) -> Result<Vec<Duration>, Failure> {
    let mut connections = Vec::new();
    for request in requests {
        connections.push((Connection::open(address).await?, request));
    }
    let (mut under_way, begun) = (JoinSet::new(), Instant::now());
    for (number, (mut connection, request)) in connections.into_iter().enumerate() {
        under_way.spawn(async move {
            let answer = connection.ask(&request).await?;
            Ok::<_, Failure>((number, answer, begun.elapsed()))
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = under_way.join_next().await {
        let (number, answer, took) = answer??;
        if answer != status {
            return Err(format!("{answer} instead of {status}").into());
        }
        answers.push((number, took));
    }
    answers.sort_unstable();
    Ok(answers.into_iter().map(|(_, took)| took).collect())
}

/// One answer, taken apart.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Asks once.
    pub(crate) async fn to(address: SocketAddr, request: &[u8]) -> Result<Self, Failure> {
        let mut connection = Connection::open(address).await?;
        let status = connection.ask(request).await?;
        let (head, body) = parts(&connection.buffer).ok_or("no head")?;
        let header =
            |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
        Ok(Self { status, headers: head.lines().filter_map(header).collect(), body: body.to_vec() })
    }

    pub(crate) fn header(&self, wanted: &str) -> &str {
        self.headers.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value)
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(256 * 1024) })
    }

    async fn talk(mut self, load: Arc<Load>, deadline: Instant) -> Result<u32, Failure> {
        let mut answers = 0;
        while Instant::now() < deadline {
            let Some(request) = (load.next)() else { break };
            let status = self.ask(&request).await?;
            if status != load.status {
                return Err(format!("{status} instead of {}", load.status).into());
            }
            answers += 1;
        }
        Ok(answers)
    }

    /// Sends a request and reads the whole answer; its status.
    async fn ask(&mut self, request: &[u8]) -> Result<u16, Failure> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server has closed the connection".into());
            }
            if let Some((head, body)) = parts(&self.buffer)
                && body.len() >= length(head)?
            {
                return Ok(head.split(' ').nth(1).ok_or("no status")?.parse()?);
            }
        }
    }
}

/// Head and what is there of the body.
fn parts(answer: &[u8]) -> Option<(&str, &[u8])> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    Some((std::str::from_utf8(answer.get(..end)?).ok()?, answer.get(end + 4..)?))
}

/// How long the body is. Neither server sends it in pieces.
fn length(head: &str) -> Result<usize, Failure> {
    let given = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    Ok(given.map_or(Ok(0), str::parse)?)
}
