//! What can be wrong with a mail server.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// A moment of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Greeting,
    Hello,
    From,
    Recipient,
    Data,
    /// After the final dot.
    Dot,
}

/// What is wrong with the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nobody listens.
    Down,
    /// Answers with this at that stage: `450 busy` is for now, `550 no such user` for good.
    Answer(Stage, &'static str),
    /// The same for one recipient's domain only.
    AnswerFor(&'static str, &'static str),
    /// Says nothing any more at that stage and keeps the connection open.
    Hang(Stage),
    /// The same for one recipient's domain only, when the recipient is named.
    HangFor(&'static str),
    /// Closes the connection at that stage instead of answering.
    Close(Stage),
    /// Closes the connection after the final dot instead of answering; the message was taken, or it was not.
    DropAfterDot { taken: bool },
    /// Sends away whoever comes while so many are there.
    Crowd(usize),
    /// All of these, now and then.
    Storm(Storm),
}

/// Chance, the same in every run: what it brings hangs on the order in which clients come.
#[derive(Debug, Clone)]
pub struct Storm {
    state: Arc<AtomicU64>,
    /// In a thousand, at each stage.
    rate: u64,
    pub(super) struck: Arc<AtomicUsize>,
}

impl PartialEq for Storm {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.state, &other.state)
    }
}

impl Eq for Storm {}

/// What a storm does at a stage.
pub(super) enum Strike {
    Later,
    Close,
    /// For a while; then the connection is closed.
    Hang,
    /// Only after the final dot.
    TakeAndClose,
}

impl Storm {
    /// So many letters in a hundred meet a fault at one of the four stages that each goes through; connections are used again.
    pub fn new(seed: u64, percent: u32) -> Self {
        let well = 1.0 - f64::from(percent) / 100.0;
        let rate = (1.0 - well.powf(1.0 / 4.0)) * 1000.0;
        let rate = (0..1000_u32).find(|whole| f64::from(*whole) >= rate).unwrap_or(1000);
        let state = Arc::new(AtomicU64::new(seed | 1));
        Self { state, rate: rate.into(), struck: Arc::default() }
    }

    /// How often it has struck.
    pub fn struck(&self) -> usize {
        self.struck.load(Ordering::SeqCst)
    }

    fn draw(&self) -> u64 {
        let mut x = self.state.load(Ordering::SeqCst);
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.state.store(x, Ordering::SeqCst);
        x
    }

    pub(super) fn strike(&self, stage: Stage) -> Option<Strike> {
        let drawn = self.draw();
        if drawn % 1000 >= self.rate {
            return None;
        }
        self.struck.fetch_add(1, Ordering::SeqCst);
        Some(match (drawn / 1000) % 4 {
            0 | 1 => Strike::Later,
            2 if stage == Stage::Dot => Strike::TakeAndClose,
            2 => Strike::Close,
            _ => Strike::Hang,
        })
    }
}
