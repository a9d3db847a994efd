//! Holding letters back.

use crate::text::TextRefused;

/// The longest reason for holding letters back, in characters.
pub const PAUSE_REASON: usize = 300;

/// Why letters are not held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseRefused {
    /// Nobody would know later why nothing leaves.
    Reason(TextRefused),
    NotAllowed,
}
