//! ChromeDriver in a process of its own, for stories in a real browser, where one is installed.

use crate::{root, watchdog};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

/// Set to `required` where a skipped story would hide something.
const REQUIRED: &str = "PLENARY_BROWSER_TESTS";
const AXE: &str = "tests/browser/node_modules/axe-core/axe.min.js";
static COUNT: AtomicU32 = AtomicU32::new(0);
static SAID: Once = Once::new();

/// A running `chromedriver` with a folder for its browser; dropping it kills it. Its browser ends with it: they talk
/// through a pipe.
pub struct Chromedriver {
    child: Child,
    url: String,
    folder: PathBuf,
}

impl Chromedriver {
    /// `None`, and a line on standard error, where something is not installed.
    pub fn start() -> Option<Self> {
        let programs = [("chromium", "chromium"), ("chromedriver", "chromium-driver")];
        let lacking = programs.iter().filter(|(program, _)| on_path(program).is_none());
        let mut install: Vec<String> =
            lacking.map(|(_, package)| format!("apt-get install {package}")).collect();
        if !root().join(AXE).is_file() {
            install.push("npm ci --prefix tests/browser --ignore-scripts".to_owned());
        }
        if !install.is_empty() {
            skip_aloud(&install.join(" && "));
            return None;
        }
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("plenary-browser-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the browser");
        watchdog::will_remove(&folder);
        Some(Self::launch(&on_path("chromedriver").expect("just found"), folder))
    }

    fn launch(program: &Path, folder: PathBuf) -> Self {
        let mut command = Command::new(program);
        command.arg("--port=0").env("TMPDIR", &folder).current_dir(&folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("chromedriver runs");
        watchdog::will_end(child.id(), program);
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let port = loop {
            let mut line = String::new();
            assert!(out.read_line(&mut line).expect("text") > 0, "chromedriver does not start");
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        // So that it never waits for us.
        std::thread::spawn(move || out.read_to_end(&mut Vec::new()));
        Self { child, url: format!("http://127.0.0.1:{port}"), folder }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Fresh, for the browser's `--user-data-dir`.
    pub fn profile(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// The source of axe-core.
    pub fn axe() -> String {
        std::fs::read_to_string(root().join(AXE)).expect("axe-core is installed")
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Fails when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // What a browser that is just ending still writes, the watchdog removes.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let found =
        std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())?;
    found.canonicalize().ok()
}

/// Past the test runner, which keeps what a story that passes prints.
fn skip_aloud(install: &str) {
    let line = format!("The stories in a real browser need programs that are not installed: {install}");
    assert!(std::env::var(REQUIRED).as_deref() != Ok("required"), "{line}");
    SAID.call_once(|| {
        let _ = writeln!(std::io::stderr(), "\nSKIPPED: {line} ({REQUIRED}=required makes this a failure.)");
    });
}
