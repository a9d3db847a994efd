//! Cleans up after this process, however it ends: statics are not dropped, and a killed test drops nothing.
//!
//! A shell that reads from us until we are gone, and then removes what we told it about: folders with a PostgreSQL in
//! them, and programs that we started. It has a process group of its own, so that Ctrl-C does not take it along.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{LazyLock, Mutex};

const SCRIPT: &str = r#"
gone() { n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.05; n=$((n+1)); done; }
while IFS= read -r line; do set -- "$@" "$line"; done
for line in "$@"; do
    case "$line" in process*)
        pid=${line#process }; exe=${pid#* }; pid=${pid%% *}
        [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$exe" ] && kill -KILL "$pid" && gone "$pid"
    esac
done
for line in "$@"; do
    case "$line" in folder*)
        folder=${line#folder }
        for file in "$folder"/postgres-*/postmaster.pid; do
            [ -f "$file" ] || continue
            pid=$(sed -n 1p "$file"); socket=$(sed -n 5p "$file")
            case "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)" in *postgres*"$folder"*)
                kill -CONT "$pid" $(cat "/proc/$pid/task/$pid/children" 2>/dev/null)
                kill -QUIT "$pid" && gone "$pid" ;;
            esac
            case "$socket" in /tmp/plenary-*) rm -rf "$socket" ;; esac
        done
        rm -rf "$folder"
    esac
done
"#;

static WATCHDOG: LazyLock<Mutex<ChildStdin>> = LazyLock::new(|| {
    let shell = Command::new("sh")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir("/")
        .process_group(0)
        .spawn();
    Mutex::new(shell.expect("sh runs").stdin.take().expect("its input is ours"))
});

fn tell(line: &str) {
    writeln!(WATCHDOG.lock().unwrap(), "{line}").expect("the watchdog listens");
}

/// Stops the PostgreSQL in `folder`, if there is one, and removes the folder.
pub(crate) fn will_remove(folder: &Path) {
    tell(&format!("folder {}", folder.display()));
}

/// Kills the process, if it is still this program.
pub(crate) fn will_end(pid: u32, program: &Path) {
    tell(&format!("process {pid} {}", program.display()));
}
