//! A real mail server: Debian's Postfix with a configuration, a queue and mailboxes of its own, beside whatever the
//! machine runs.

use crate::watchdog;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const MASTER: &str = "/usr/lib/postfix/sbin/master";
const PATIENCE: Duration = Duration::from_secs(30);

/// Ends with the test.
pub struct Postfix {
    folder: PathBuf,
    address: SocketAddr,
}

impl Postfix {
    /// `None` where there is none, or where we may not start it.
    pub fn start() -> Option<Self> {
        let root = rustix::process::geteuid().is_root();
        if !Path::new(MASTER).exists() || !root {
            assert!(
                std::env::var("PLENARY_MTA_TESTS").as_deref() != Ok("required"),
                "Postfix must be installed, and be started by root"
            );
            return None;
        }
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let folder = std::env::temp_dir().join(format!("plenary-postfix-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let mine = Self { folder, address };
        mine.lay_out();
        mine.command("start");
        let pid = fs::read_to_string(mine.folder.join("queue/pid/master.pid")).expect("it has started");
        watchdog::will_end(pid.trim().parse().expect("a number"), Path::new(MASTER));
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < PATIENCE, "Postfix does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(mine)
    }

    fn lay_out(&self) {
        let at = |name: &str| self.folder.join(name);
        for name in ["etc", "queue", "data", "mail", "queue/pid"] {
            fs::create_dir_all(at(name)).expect("a folder");
        }
        let queue = [
            "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private",
            "saved",
        ];
        for name in queue.iter().chain(&["trace", "maildrop", "public"]) {
            let folder = at(&format!("queue/{name}"));
            fs::create_dir_all(&folder).expect("a folder");
            let mode = if ["maildrop", "public"].contains(name) { 0o730 } else { 0o700 };
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("permissions");
            let owner = if mode == 0o730 { "postfix:postdrop" } else { "postfix" };
            self.run("chown", &[owner, &folder.display().to_string()]);
        }
        self.run("chown", &["postfix", &at("data").display().to_string()]);
        self.run("chown", &["nobody", &at("mail").display().to_string()]);
        let main = MAIN.replace("FOLDER", &self.folder.display().to_string());
        fs::write(at("etc/main.cf"), main).expect("a file");
        fs::write(at("etc/master.cf"), SERVICES.replace("PORT", &self.address.to_string())).expect("a file");
    }

    fn command(&self, what: &str) {
        self.run("postfix", &["-c", &self.folder.join("etc").display().to_string(), what]);
    }

    #[expect(clippy::unused_self, reason = "reads as the others do")]
    fn run(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program).args(arguments).output().expect("it runs");
        assert!(
            output.status.success(),
            "{program} {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// For `PLENARY_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What has arrived in a mailbox; waits for so many.
    pub async fn mailbox(&self, name: &str, count: usize) -> Vec<Vec<u8>> {
        let begun = Instant::now();
        loop {
            let folder = self.folder.join("mail").join(name).join("new");
            let files = fs::read_dir(&folder).into_iter().flatten().flatten();
            let found: Vec<Vec<u8>> = files.filter_map(|file| fs::read(file.path()).ok()).collect();
            if found.len() >= count {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "{} of {count} letters in {name}", found.len());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let etc = self.folder.join("etc").display().to_string();
        let _ = Command::new("postfix").args(["-c", &etc, "stop"]).output();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `gone@example.org` is accepted and then can't be delivered; reports go to a mailbox for the whole domain.
const MAIN: &str = "compatibility_level = 3.6
queue_directory = FOLDER/queue
data_directory = FOLDER/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
relay_domains =
smtputf8_enable = yes
virtual_mailbox_domains = example.org plenary.example
virtual_mailbox_base = FOLDER/mail
virtual_mailbox_maps = inline:{ {zarina@example.org=zarina/} {gone@example.org=gone/} {@plenary.example=reports/} }
transport_maps = inline:{ {gone@example.org=nobody:} }
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 100
alias_maps =
smtpd_recipient_restrictions = reject_unauth_destination
default_transport = error:nothing leaves
maillog_file = FOLDER/log
maillog_file_prefixes = FOLDER
";

const SERVICES: &str = "PORT inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
nobody unix - n n - - pipe user=nobody argv=/bin/sh -c {exit 67}
";
