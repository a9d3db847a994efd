//! A bucket that speaks just enough S3 for the program: what is asked over the wire, and what is made of the answers.

use crate::harness::system;
use plenary_store::{FilePlace, S3Place, Store, StoreError, StoreOptions};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
struct Bucket {
    objects: BTreeMap<String, Vec<u8>>,
    /// First lines of requests, with whether they were signed.
    asked: Vec<(String, bool)>,
}

type Shared = Arc<Mutex<Bucket>>;

async fn serve(bucket: Shared) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, Arc::clone(&bucket)));
        }
    });
    format!("http://{address}")
}

async fn talk(stream: TcpStream, bucket: Shared) {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut first, mut length, mut signed) = (String::new(), 0, false);
        if stream.read_line(&mut first).await.unwrap_or(0) == 0 {
            return;
        }
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            length = line.strip_prefix("content-length: ").map_or(length, |n| n.parse().unwrap());
            signed |= line.starts_with("authorization: aws4-hmac-sha256 credential=access/");
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let (status, answer) = answer(&bucket, &first, body, signed);
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"e\"\r\nLast-Modified: Mon, 23 Nov 2026 12:00:00 GMT\r\n\r\n",
            answer.len()
        );
        stream.write_all(&[head.as_bytes(), &answer].concat()).await.unwrap();
    }
}

fn answer(bucket: &Shared, first: &str, body: Vec<u8>, signed: bool) -> (&'static str, Vec<u8>) {
    let mut bucket = bucket.lock().unwrap();
    let mut words = first.split_whitespace();
    let (method, path) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    bucket.asked.push((format!("{method} {path}"), signed));
    match method.as_str() {
        "PUT" => {
            bucket.objects.insert(path, body);
            ("200 OK", Vec::new())
        }
        "GET" => match bucket.objects.get(&path) {
            Some(bytes) => ("200 OK", bytes.clone()),
            None => ("404 Not Found", Vec::new()),
        },
        "DELETE" => {
            bucket.objects.remove(&path);
            ("204 No Content", Vec::new())
        }
        _ => ("405 Method Not Allowed", Vec::new()),
    }
}

async fn store(endpoint: String) -> Store {
    let place = S3Place {
        bucket: "papers".to_owned(),
        prefix: "plenary".to_owned(),
        endpoint: Some(endpoint),
        access_key: Some("access".to_owned()),
        secret_key: Some("secret".to_owned()),
        ..S3Place::default()
    };
    assert!(!format!("{place:?}").contains("secret"));
    let mut options = StoreOptions::new("postgres://nobody@127.0.0.1:9/nothing");
    options.files = FilePlace::S3(Box::new(place));
    Store::connect(options).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_goes_to_the_bucket_and_away_again_with_signed_requests() {
    let bucket = Shared::default();
    let store = store(serve(Arc::clone(&bucket)).await).await;
    store.files_ready(system()).await.unwrap();
    let bucket = bucket.lock().unwrap();
    assert!(bucket.objects.is_empty());
    let asked: Vec<&str> = bucket.asked.iter().map(|(first, _)| first.as_str()).collect();
    assert!(asked[0].starts_with("PUT /papers/plenary/"), "{asked:?}");
    assert!(asked[1].starts_with("DELETE /papers/plenary/"), "{asked:?}");
    assert!(bucket.asked.iter().all(|(_, signed)| *signed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_away_is_told_in_one_sentence() {
    let store = store("http://127.0.0.1:9".to_owned()).await;
    let Err(StoreError::Files(why)) = store.files_ready(system()).await else { panic!("it is away") };
    assert!(!why.contains("secret"), "{why}");
}
