//! Is the server ready? Asked on its socket with just enough of PostgreSQL's protocol, so that no client is
//! needed: a start-up packet, answered with `R` (authentication) or with `E` (an error that says why not).

use std::{
    io::{Read as _, Write as _},
    os::unix::net::UnixStream,
    path::Path,
    time::Duration,
};

/// What the socket says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Nobody listens.
    Nothing,
    /// Somebody listens, but is still starting or already on the way out.
    NotNow,
    Ready,
}

/// Length 41, protocol 3.0, then names and values that end with a zero each.
const STARTUP: &[u8] = b"\0\0\0\x29\0\x03\0\0user\0postgres\0database\0postgres\0\0";
const TERMINATE: &[u8] = b"X\0\0\0\x04";
/// The SQLSTATE of "the database system is starting up" (or shutting down), as a field of an error.
const CANNOT_CONNECT_NOW: &[u8] = b"C57P03\0";

pub(crate) fn ping(socket: &Path) -> Answer {
    let Ok(mut stream) = UnixStream::connect(socket.join(".s.PGSQL.5432")) else { return Answer::Nothing };
    let limit = Some(Duration::from_secs(5));
    let mut kind = [0_u8; 1];
    if stream.set_read_timeout(limit).is_err()
        || stream.set_write_timeout(limit).is_err()
        || stream.write_all(STARTUP).is_err()
        || stream.read_exact(&mut kind).is_err()
    {
        return Answer::NotNow;
    }
    match kind {
        [b'R'] => {
            let _ = stream.write_all(TERMINATE);
            Answer::Ready
        }
        [b'E'] => {
            let mut error = Vec::new();
            let _ = stream.take(4096).read_to_end(&mut error);
            let not_now = error.windows(CANNOT_CONNECT_NOW.len()).any(|field| field == CANNOT_CONNECT_NOW);
            // Any other refusal ("too many clients") comes from a server that is up.
            if not_now { Answer::NotNow } else { Answer::Ready }
        }
        _ => Answer::NotNow,
    }
}
