//! A DNS server that knows a few texts, and says of everything else that it is not there.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

type Zone = Arc<Mutex<HashMap<String, Vec<String>>>>;

/// Ends with the test.
pub struct Dns {
    address: SocketAddr,
    zone: Zone,
    task: JoinHandle<()>,
}

impl Dns {
    pub async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        let address = socket.local_addr().expect("an address");
        let zone = Zone::default();
        let task = tokio::spawn(serve(socket, Arc::clone(&zone)));
        Self { address, zone, task }
    }

    /// For `PLENARY_DNS`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on the name has these texts and no others.
    pub fn set(&self, name: &str, texts: &[&str]) {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self.zone.lock().unwrap().insert(name.to_lowercase(), texts);
    }
}

impl Drop for Dns {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(socket: UdpSocket, zone: Zone) {
    let mut question = [0; 1500];
    while let Ok((length, from)) = socket.recv_from(&mut question).await {
        let texts = |name: &str| zone.lock().unwrap().get(name).cloned();
        if let Some(answer) = question.get(..length).and_then(|asked| answer(asked, &texts)) {
            let _ = socket.send_to(&answer, from).await;
        }
    }
}

/// One question, of any kind; only texts are ever found.
fn answer(asked: &[u8], texts: &dyn Fn(&str) -> Option<Vec<String>>) -> Option<Vec<u8>> {
    let (header, rest) = asked.split_first_chunk::<12>()?;
    let mut labels = Vec::new();
    let mut at = 0;
    loop {
        let length = usize::from(*rest.get(at)?);
        let label = rest.get(at + 1..at + 1 + length)?;
        at += 1 + length;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(label).to_lowercase());
    }
    let question = rest.get(..at + 4)?;
    let is_text = rest.get(at..at + 2)? == [0, 16];
    let found = texts(&labels.join(".")).unwrap_or_default();
    let found = if is_text { found } else { Vec::new() };
    let code = if found.is_empty() { 3 } else { 0 };
    let count = u8::try_from(found.len()).ok()?;
    // The id as asked; an answer with recursion, one question, so many answers.
    let mut out = vec![header[0], header[1], 0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0];
    out.extend_from_slice(question);
    for text in found {
        // The name of the question, TXT, IN, one minute.
        out.extend_from_slice(&[0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60]);
        let mut data = Vec::new();
        for piece in text.as_bytes().chunks(255) {
            data.push(u8::try_from(piece.len()).ok()?);
            data.extend_from_slice(piece);
        }
        out.extend_from_slice(&u16::try_from(data.len()).ok()?.to_be_bytes());
        out.extend_from_slice(&data);
    }
    Some(out)
}
