//! The real binary in a process of its own, for stories in which it is asked to stop, or killed.

use crate::{Client, Database, SmtpSink, root, sources, watchdog};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

/// From the start to "Plenary is ready."; with a new private PostgreSQL it takes a second or two.
const READY_WITHIN: Duration = Duration::from_mins(1);
const STOPPED_WITHIN: Duration = Duration::from_secs(30);

static BINARY: LazyLock<PathBuf> = LazyLock::new(build);

/// Where `plenary` is, built with the profile of the tests; it is built now if it is missing or older than its source.
pub fn binary() -> PathBuf {
    BINARY.clone()
}

fn build() -> PathBuf {
    let test = std::env::current_exe().expect("a test binary");
    let folder = test.parent().and_then(|deps| deps.parent()).expect("target/<profile>/deps");
    let binary = folder.join(format!("plenary{}", std::env::consts::EXE_SUFFIX));
    let built = std::fs::metadata(&binary).and_then(|file| file.modified()).ok();
    let newest = sources().into_iter().filter_map(|file| std::fs::metadata(file).ok()?.modified().ok()).max();
    if built.is_some_and(|built| newest.is_none_or(|newest| newest <= built)) {
        return binary;
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // With the features of the whole workspace, so that nothing else is built anew.
    cargo.args(["build", "--workspace", "--bin", "plenary", "--quiet"]).current_dir(root());
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    if let Some(target) = folder.parent() {
        cargo.env("CARGO_TARGET_DIR", target);
    }
    assert!(cargo.status().expect("cargo runs").success(), "the binary could not be built");
    binary
}

/// How a [`Process`] is started.
pub struct ProcessSetup {
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
}

impl ProcessSetup {
    #[must_use]
    pub fn database(self, database: &Database) -> Self {
        self.variable("DATABASE_URL", &database.url())
            .variable("PLENARY_KEYS", "tests:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")
    }

    #[must_use]
    pub fn smtp(self, sink: &SmtpSink) -> Self {
        self.variable("PLENARY_SMTP_URL", &sink.url())
            .variable("PLENARY_MAIL_FROM", "noreply@plenary.example")
    }

    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binary());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PLENARY_") || name == "DATABASE_URL" || name == "RUST_LOG"
            {
                command.env_remove(name);
            }
        }
        let quiet = [("PLENARY_LISTEN", "127.0.0.1:0"), ("PLENARY_METRICS_LISTEN", "")];
        command.envs(quiet).envs(self.variables.clone()).args(&self.arguments);
        // Not where a plenary.toml of the developer's could be.
        command.current_dir(std::env::temp_dir()).stdin(Stdio::null());
        command
    }

    /// Runs it to its end: exit status, standard output, standard error.
    pub fn run(&self) -> (ExitStatus, String, String) {
        let output = self.command().output().expect("the binary runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status, text(output.stdout), text(output.stderr))
    }

    /// Starts it with something to read on standard input.
    pub fn spawn_with_input(&self) -> Child {
        let mut command = self.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the binary runs")
    }

    /// Starts it and waits until it is ready (without waiting for anything that does not serve).
    pub async fn start(&self) -> Process {
        let mut child =
            self.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        watchdog::will_end(child.id(), &binary());
        let out = gather(child.stdout.take().expect("piped"));
        let log = gather(child.stderr.take().expect("piped"));
        let mut process = Process { child, out, log };
        let serves = self.arguments.first().is_none_or(|first| first == "serve");
        let begun = Instant::now();
        while serves && !process.out().contains("Ctrl-C") {
            let ended = process.child.try_wait().expect("its state");
            assert!(
                ended.is_none() && begun.elapsed() < READY_WITHIN,
                "not ready ({ended:?}): {}",
                process.log()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        process
    }
}

/// Reads to the end on a thread of its own, so that the process never waits for us.
fn gather(stream: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let text = Arc::<Mutex<String>>::default();
    let to = Arc::clone(&text);
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut text = to.lock().unwrap();
            text.push_str(&line);
            text.push('\n');
        }
    });
    text
}

/// A running `plenary`; dropping it kills it.
pub struct Process {
    child: Child,
    out: Arc<Mutex<String>>,
    log: Arc<Mutex<String>>,
}

impl Process {
    pub fn setup() -> ProcessSetup {
        ProcessSetup { arguments: Vec::new(), variables: Vec::new() }
    }

    /// What it has printed.
    pub fn out(&self) -> String {
        self.out.lock().unwrap().clone()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// The public address, as printed.
    pub fn url(&self) -> String {
        let out = self.out();
        let line = out.lines().find(|line| line.contains("Public site")).expect("the address is printed");
        line.split_whitespace().last().expect("an address").trim_end_matches('/').to_owned()
    }

    /// The one-time link, if one was printed.
    pub fn link(&self) -> Option<String> {
        self.out().lines().map(str::trim).find(|line| line.contains("/admin/invitations/")).map(str::to_owned)
    }

    pub fn client(&self) -> Client {
        Client::new(&self.url())
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }

    /// Asks it to stop, as Ctrl-C or a service manager do, and waits until it has.
    pub async fn stop(&mut self, signal: Signal) -> ExitStatus {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).expect("a process");
        kill_process(pid, signal).expect("it runs");
        self.ended().await
    }

    /// Waits until it ends by itself.
    pub async fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return status;
            }
            assert!(begun.elapsed() < STOPPED_WITHIN, "it does not end: {}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Fails when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
