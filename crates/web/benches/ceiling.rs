//! `cargo bench -p plenary-web` (docs/operations.md says what the lines mean); with `-- pages`, `-- registrations`
//! or `-- desk` only these.
//!
//! How near Plenary comes to what this machine can do at all: each figure is divided by a ceiling that was measured
//! in the same run, on loopback, in turns with it. Nothing here fails for being slow.
//!
//! The ceiling of a page is a bare actix-web handler that answers with the same bytes and headers; the ceiling of a
//! registration is what it leaves in the database, written by bare tokio-postgres. Server, ceilings and load generator
//! share one process and its cores, so a ratio also holds the work of the load generator, on both sides; the processor
//! time beside it does not.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

#[path = "ceiling/bare_sql.rs"]
mod bare_sql;
#[path = "ceiling/bare_web.rs"]
mod bare_web;
#[path = "ceiling/cpu.rs"]
mod cpu;
#[path = "ceiling/crowd.rs"]
mod crowd;
#[path = "ceiling/desk.rs"]
mod desk;
#[path = "ceiling/editor.rs"]
mod editor;
#[path = "ceiling/house.rs"]
mod house;
#[path = "ceiling/load.rs"]
mod load;
#[path = "ceiling/table.rs"]
mod table;

use crate::house::{House, Meeting};
use crate::load::{Answer, CONNECTIONS, Load, Phase, THREADS};
use crate::table::{Line, Memory};
use actix_web::web::Bytes;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use plenary_local_postgres::{Durability, LocalPostgres, Options};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How long one side is measured before the other has its turn.
const PHASE: Duration = Duration::from_secs(5);
/// How often both sides have their turn.
const TURNS: usize = 3;
/// Drafts for one phase; a machine that needs more in that time ends the phase early.
const DRAFTS: u32 = 3_000;
/// What is asked before memory is read again.
const PAGES: u32 = 10_000;
const REGISTRATIONS: u32 = 200;
/// As in the program.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 5.0];

fn main() -> Result<(), Failure> {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured without --bench: run `cargo bench -p plenary-web`");
        return Ok(());
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-postgres");
    let options = Options { folder: &folder, durability: Durability::Safe, max_connections: 100 };
    let mut postgres = LocalPostgres::start(&options)?;
    let measured = measure(&postgres);
    postgres.stop();
    let data = postgres.folder().to_owned();
    drop(postgres);
    // A run that was interrupted leaves its folder, and the next one uses it.
    for folder in [&folder, &data] {
        let _ = std::fs::remove_dir_all(folder);
    }
    measured
}

fn measure(postgres: &LocalPostgres) -> Result<(), Failure> {
    let threads = std::thread::available_parallelism()?.get();
    let home = Builder::new_multi_thread().enable_all().build()?;
    let load = Builder::new_multi_thread().enable_all().thread_name(THREADS).build()?;
    let url = postgres.url("plenary_bench");
    home.block_on(make_database(postgres.url("postgres")))?;
    let figures = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
    home.spawn(keep_up(figures));
    let result = home.block_on(run(url, threads, load.handle().clone()));
    for runtime in [load, home] {
        Runtime::shutdown_timeout(runtime, Duration::from_secs(2));
    }
    result
}

async fn make_database(url: String) -> Result<(), Failure> {
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    client.batch_execute("DROP DATABASE IF EXISTS plenary_bench WITH (FORCE)").await?;
    Ok(client.batch_execute("CREATE DATABASE plenary_bench").await?)
}

/// As the program does, so that memory is what it is there.
async fn keep_up(figures: PrometheusHandle) {
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        figures.run_upkeep();
    }
}

async fn run(url: String, workers: usize, load: Handle) -> Result<(), Failure> {
    let house = House::open(url.clone(), workers).await?;
    let bench = Bench { house, load, workers };
    let memory = bench.memory().await?;
    let ceiling = Arc::new(bare_sql::Ceiling::new(&bench.house.main, url).await?);
    println!("{}", table::head(workers, CONNECTIONS, PHASE, TURNS));
    if wanted("pages") {
        println!("{}", bench.page("agenda page, gzip", &bench.agenda("")).await?);
        let etag = bench.ask(&bench.agenda("")).await?.header("etag").to_owned();
        let again = bench.agenda(&format!("If-None-Match: {etag}\r\n"));
        println!("{}", bench.page("agenda page, not changed (304)", &again).await?);
    }
    if wanted("registrations") {
        println!("{}", bench.registrations(&ceiling).await?);
        println!("{}", bench.contended().await?);
        for turn in 0..TURNS {
            println!("{}", crowd::rush(&bench.house, &bench.load, turn).await?);
        }
    }
    if wanted("desk") {
        println!();
        for page in desk::pages(&bench.house).await? {
            println!("{page}");
        }
        for step in editor::steps(&bench.house).await? {
            println!("{step}");
        }
    }
    println!("{}", memory.to_text(PAGES, REGISTRATIONS));
    bench.house.web.stop().await?;
    Ok(())
}

/// Whether this part is measured: all of them, unless some are named.
fn wanted(part: &str) -> bool {
    let named = |argument: &String| ["pages", "registrations", "desk"].contains(&argument.as_str());
    let mut named = std::env::args().filter(named).peekable();
    named.peek().is_none() || named.any(|argument| argument == part)
}

struct Bench {
    house: House,
    load: Handle,
    workers: usize,
}

impl Bench {
    fn agenda(&self, header: &str) -> Bytes {
        let path = &self.house.agenda;
        Bytes::from(format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{header}\r\n"
        ))
    }

    async fn ask(&self, request: &[u8]) -> Result<Answer, Failure> {
        Answer::to(self.house.web.address, request).await
    }

    /// Runs it on the threads of the load generator.
    async fn phase(&self, load: Load) -> Result<Phase, Failure> {
        self.load.spawn(load.run()).await?
    }

    /// Memory of this process before and after some use.
    async fn memory(&self) -> Result<Memory, Failure> {
        let drafts = self.house.drafts(&self.house.main, REGISTRATIONS).await?;
        let drafts = paths(&self.house.main, &drafts);
        let before = cpu::resident();
        let (request, asked) = (self.agenda(""), AtomicU32::new(0));
        let next = move || (asked.fetch_add(1, Ordering::Relaxed) < PAGES).then(|| request.clone());
        let (address, within) = (self.house.web.address, Duration::from_mins(1));
        self.phase(Load { address, status: 200, within, next: Box::new(next) }).await?;
        self.phase(self.sending(drafts, within)).await?;
        Ok(Memory { before, after: cpu::resident() })
    }

    /// A page, and a bare handler that answers the same.
    async fn page(&self, name: &'static str, request: &Bytes) -> Result<Line, Failure> {
        let answer = self.ask(request).await?;
        let bare = bare_web::serve(&answer, self.workers)?;
        let load = |address: SocketAddr| {
            let request = request.clone();
            Load {
                address,
                status: answer.status,
                within: PHASE,
                next: Box::new(move || Some(request.clone())),
            }
        };
        let mut line =
            Line::new(format!("{name}: {} bytes, {} headers", answer.body.len(), answer.headers.len()));
        for _ in 0..TURNS {
            let ours = self.phase(load(self.house.web.address)).await?;
            line.add(ours, self.phase(load(bare)).await?);
        }
        Ok(line)
    }

    /// The last step of a draft, and its rows written without anything else.
    async fn registrations(&self, ceiling: &Arc<bare_sql::Ceiling>) -> Result<Line, Failure> {
        let mut line = Line::new("registration sent".to_owned()).without_work();
        for _ in 0..TURNS {
            let main = &self.house.main;
            let (ours, theirs) =
                (self.house.drafts(main, DRAFTS).await?, self.house.drafts(main, DRAFTS).await?);
            let ours = self.phase(self.sending(paths(main, &ours), PHASE)).await?;
            line.add(ours, self.load.spawn(Arc::clone(ceiling).run(theirs, PHASE)).await??);
        }
        Ok(line)
    }

    /// Everybody in one event, and each connection in an event of its own.
    async fn contended(&self) -> Result<Line, Failure> {
        let mut line = Line::new("one limit for all, beside one for each".to_owned()).without_work();
        for _ in 0..TURNS {
            let drafts = self.house.drafts(&self.house.shared, DRAFTS).await?;
            let shared = self.phase(self.sending(paths(&self.house.shared, &drafts), PHASE)).await?;
            let mut each = Vec::new();
            for own in &self.house.own {
                each.push(paths(own, &self.house.drafts(own, DRAFTS.div_ceil(16)).await?).into_iter());
            }
            // In turns, so that those at work at one moment are at work on different events.
            let mut turns = Vec::new();
            while let Some(turn) = each.iter_mut().map(Iterator::next).collect::<Option<Vec<_>>>() {
                turns.extend(turn);
            }
            line.add(shared, self.phase(self.sending(turns, PHASE)).await?);
        }
        Ok(line)
    }

    fn sending(&self, paths: Vec<String>, within: Duration) -> Load {
        let sent = AtomicUsize::new(0);
        let next = move || paths.get(sent.fetch_add(1, Ordering::Relaxed)).map(|path| sending(path));
        Load { address: self.house.web.address, status: 303, within, next: Box::new(next) }
    }
}

fn paths(meeting: &Meeting, drafts: &[String]) -> Vec<String> {
    drafts.iter().map(|draft| meeting.path(draft)).collect()
}

/// The last step of a draft.
pub(crate) fn sending(path: &str) -> Bytes {
    let (body, kind) = ("notice=yes&consent_list=yes", "application/x-www-form-urlencoded");
    let length = body.len();
    Bytes::from(format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
    ))
}
