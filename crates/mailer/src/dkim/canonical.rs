//! The form in which a message is signed: what mail servers change on the way (line breaks within headers, runs of
//! spaces, empty lines at the end) makes no difference.

/// Header and body. `None` for bytes that are no message.
pub(super) fn split(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, rest) = message.split_at_checked(end + 2)?;
    Some((head, rest.split_at_checked(2)?.1))
}

/// Names and raw values, in the order of the message.
pub(super) fn headers(head: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let further = line.first().is_some_and(|first| matches!(first, b' ' | b'\t'));
        if further {
            if let Some((_, value)) = found.last_mut() {
                value.extend_from_slice(line);
            }
        } else if let Some(colon) = line.iter().position(|byte| *byte == b':') {
            let (name, value) = line.split_at_checked(colon).unwrap_or((line, b""));
            let name = String::from_utf8_lossy(name).trim().to_owned();
            found.push((name, value.get(1..).unwrap_or_default().to_vec()));
        }
    }
    found
}

/// One header field, without the line break at its end.
pub(super) fn header(name: &str, raw: &[u8]) -> Vec<u8> {
    let mut line = name.to_ascii_lowercase().into_bytes();
    line.push(b':');
    let words = raw.split(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
    line.extend_from_slice(&words.join(&b' '));
    line
}

/// The body: one space for each run of them, none at the end of a line, no empty lines at the end.
pub(super) fn body(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut empty = 0;
    for line in text.split(|byte| *byte == b'\n') {
        let line = spaced(line.strip_suffix(b"\r").unwrap_or(line));
        if line.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..empty {
            out.extend_from_slice(b"\r\n");
        }
        empty = 0;
        out.extend_from_slice(&line);
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn spaced(line: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len());
    let mut space = false;
    for byte in line {
        if matches!(byte, b' ' | b'\t') {
            space = true;
        } else {
            if space {
                out.push(b' ');
            }
            space = false;
            out.push(*byte);
        }
    }
    out
}
