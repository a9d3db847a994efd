#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::hickory_resolver::TokioResolver;
use mail_auth::hickory_resolver::config::ResolverConfig;
use mail_auth::hickory_resolver::net::runtime::TokioRuntimeProvider;
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

const RSA: &str = include_str!("testkeys/rsa.pem");
const ED25519: &str = include_str!("testkeys/ed25519.pem");

fn keys() -> Arc<[DkimKey]> {
    Arc::new([
        DkimKey::parse("s1", RSA.as_bytes()).unwrap(),
        DkimKey::parse("s2.ed", ED25519.as_bytes()).unwrap(),
    ])
}

fn signed(message: &str) -> Vec<u8> {
    let at = "2026-02-22T11:05:00Z".parse().unwrap();
    Signer::new("Example.ORG", keys()).unwrap().sign(message.as_bytes().to_vec(), at)
}

const LETTER: &str = concat!(
    "From: =?utf-8?b?0JrRgNGD0LM=?= <desk@example.org>\r\nTo: \"Z. Yusupova\"\r\n <z@example.net>\r\n",
    "Subject: Registration  confirmed:\r\n\tAlmaty \r\nDate: Mon, 22 Feb 2027 11:05:00 +0000\r\n",
    "Message-ID: <1@example.org>\r\nReply-To: office@example.org\r\nMIME-Version: 1.0\r\n",
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
    "List-Unsubscribe: <https://example.org/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n",
    "Hello,  world \t\r\n\r\n  indented\r\nbare line\r\n\r\n\r\n",
);

/// Answers instead of the DNS.
struct Records(Mutex<HashMap<Box<str>, Txt>>);

impl ResolverCache<Box<str>, Txt> for Records {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn remove<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.lock().unwrap().remove(name)
    }

    fn insert(&self, key: Box<str>, value: Txt, _: Instant) {
        self.0.lock().unwrap().insert(key, value);
    }
}

/// What another implementation says about each signature.
async fn verdicts(message: &[u8]) -> Vec<bool> {
    let record = |key: &DkimKey| {
        let name = format!("{}.", key.record_name("example.org")).into_boxed_str();
        (name, Txt::DomainKey(Arc::new(DomainKey::parse(key.record().as_bytes()).unwrap())))
    };
    let records = Records(Mutex::new(keys().iter().map(record).collect()));
    let nobody = TokioResolver::builder_with_config(
        ResolverConfig::from_parts(None, vec![], vec![]),
        TokioRuntimeProvider::default(),
    );
    let verifier = MessageAuthenticator(nobody.build().unwrap());
    let parsed = AuthenticatedMessage::parse(message).unwrap();
    let found = verifier.verify_dkim(Parameters::new(&parsed).with_txt_cache(&records)).await;
    found.iter().map(|output| matches!(output.result(), DkimResult::Pass)).collect()
}

#[tokio::test]
async fn another_implementation_accepts_both_signatures_and_notices_every_change() {
    let message = signed(LETTER);
    assert_eq!(verdicts(&message).await, [true, true]);
    let text = String::from_utf8(message).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 120), "{text}");
    // What servers do on the way makes no difference.
    let handled = text
        .replace("Registration  confirmed:\r\n\tAlmaty ", "Registration confirmed: Almaty")
        .replace("Hello,  world \t\r\n", "Hello, world\r\n")
        .trim_end()
        .to_owned()
        + "\r\n";
    assert_ne!(handled, text);
    assert_eq!(verdicts(format!("Received: by x\r\n{handled}").as_bytes()).await, [true, true]);
    for (from, to) in [
        ("Hello", "Hallo"),
        ("  indented", "indented"),
        ("desk@example.org>", "dusk@example.org>"),
        ("Almaty", "Astana"),
        ("https://example.org/u", "https://example.net/u"),
        ("\r\nSubject:", "\r\nSubject: Won\r\nSubject:"),
        ("\r\nReply-To:", "\r\nReply-To: eve@example.net\r\nReply-To:"),
    ] {
        let forged = text.replacen(from, to, 1);
        assert_ne!(forged, text, "{from}");
        assert_eq!(verdicts(forged.as_bytes()).await, [false, false], "{from} became {to}");
    }
}

#[test]
fn a_letter_that_is_signed_again_has_the_same_bytes_and_without_a_key_it_has_none() {
    assert_eq!(signed(LETTER), signed(LETTER));
    assert!(Signer::new("example.org", Arc::new([])).is_none());
    assert_eq!(signed("no message"), b"no message");
}

#[test]
fn dkimpy_accepts_the_signatures_where_it_is_installed() {
    const SCRIPT: &str = "import sys, dkim\nrecords = dict(line.split('=', 1) for line in sys.argv[1:])\n\
        message = sys.stdin.buffer.read()\n\
        look = lambda name, timeout=5: records.get(name.decode().rstrip('.'), '').encode()\n\
        print([dkim.DKIM(message).verify(idx=i, dnsfunc=look) for i in (0, 1)])";
    let there = Command::new("python3").args(["-c", "import dkim, nacl"]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        println!("skipped: python3 with dkimpy and pynacl is not installed");
        return;
    }
    let records: Vec<String> =
        keys().iter().map(|key| format!("{}={}", key.record_name("example.org"), key.record())).collect();
    let mut python = Command::new("python3")
        .args(["-c", SCRIPT])
        .args(records)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(&signed(LETTER)).unwrap();
    let said = python.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap().trim(), "[True, True]");
}

#[test]
fn keys_are_made_read_and_shown() {
    for algorithm in DkimAlgorithm::ALL {
        let pem = new_key(algorithm).unwrap();
        let key = DkimKey::parse("a", pem.as_bytes()).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        assert!(key.record().starts_with(&format!("v=DKIM1; k={}; p=", algorithm.name())));
        assert_ne!(new_key(algorithm).unwrap(), pem);
    }
    let [rsa, small] = &keys()[..] else { panic!() };
    // As `openssl rsa -pubout` has it, and the 32 bytes of RFC 8032.
    assert!(
        rsa.public().starts_with("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA") && rsa.public().len() == 392
    );
    assert_eq!(small.public().len(), 44);
    assert_eq!(small.record_name("example.org"), "s2.ed._domainkey.example.org");
    for selector in ["", "A", "a_b", "-a", "a.", "a b", &"a".repeat(64)] {
        assert_eq!(
            DkimKey::parse(selector, RSA.as_bytes()).err(),
            Some(DkimKeyError::Selector),
            "{selector}"
        );
    }
    assert_eq!(DkimKey::parse("a", b"hello").err(), Some(DkimKeyError::Pem));
    let other = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    assert_eq!(DkimKey::parse("a", other.as_bytes()).err(), Some(DkimKeyError::Kind));
}
