//! Reports that a letter did not arrive (RFC 3464), out of messages that anybody may have written.
//!
//! Nothing in them is believed but the signed token of the return path; what the report says is cut to one line.

use mail_parser::{Message, MessageParser, MimeHeaders};
use plenary_domain::letter::{Bounce, bounce};
use plenary_store::{RETURN_TOKEN, Store, StoreError};

/// The most that is read of a report, in octets: mail servers send the letter back with it, attachments and all.
pub const LONGEST_REPORT: usize = 4 * 1024 * 1024;
/// Addresses that are looked at: a report has one recipient.
const ADDRESSES: usize = 20;

/// What was done with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportOutcome {
    /// The letter is marked.
    Marked,
    /// It was marked before, or never left.
    Known,
    /// No report about a failure: an automatic answer, a letter of a person, a report about a delay.
    NoReport,
    /// A report about no letter of ours.
    Foreign,
}

/// Reads a message and marks the letter that it tells about. `recipients` are the addresses to which it was delivered, as
/// far as the mail server has told them.
///
/// # Errors
/// When the database could not be asked: the message has to be kept and brought again.
pub async fn take_report(
    store: &Store,
    message: &[u8],
    recipients: &[String],
    now: jiff::Timestamp,
) -> Result<ReportOutcome, StoreError> {
    let cut = message.get(..LONGEST_REPORT).unwrap_or(message);
    let Some((tokens, report)) = read(cut, recipients) else { return Ok(ReportOutcome::NoReport) };
    let returns = store.returns().await?;
    let Some(letter) = tokens.iter().find_map(|token| returns.letter(token)) else {
        return Ok(ReportOutcome::Foreign);
    };
    let marked = store.letter_bounced(letter, now, &report).await?;
    tracing::info!(%letter, kind = report.kind.code(), status = report.status, marked, "a letter came back");
    Ok(if marked { ReportOutcome::Marked } else { ReportOutcome::Known })
}

/// Candidates for the token, and what is reported. `None` if nothing is.
fn read(message: &[u8], recipients: &[String]) -> Option<(Vec<String>, Bounce)> {
    let parsed = MessageParser::default().parse(message)?;
    let kind = parsed.content_type()?;
    let is =
        |value: Option<&str>, wanted: &str| value.is_some_and(|value| value.eq_ignore_ascii_case(wanted));
    if !kind.ctype().eq_ignore_ascii_case("multipart")
        || !is(kind.subtype(), "report")
        || !is(kind.attribute("report-type"), "delivery-status")
    {
        return None;
    }
    let report = parsed.parts.iter().find(|part| {
        let of = part.content_type();
        of.is_some_and(|of| of.ctype().eq_ignore_ascii_case("message") && is(of.subtype(), "delivery-status"))
    })?;
    let found = failure(&String::from_utf8_lossy(report.contents()))?;
    Some((tokens(&parsed, recipients), found))
}

/// The first failure in a delivery status: blocks of fields with empty lines between them, the first about the message.
fn failure(text: &str) -> Option<Bounce> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.split(|line| line.is_empty()).find_map(|block| {
        let fields = unfolded(block);
        let field = |name: &str| {
            let found = fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str()).unwrap_or_default()
        };
        // `smtp; 550 5.1.1 …`
        let diagnostic = field("Diagnostic-Code");
        let words = diagnostic.split_once(';').map_or(diagnostic, |(_, words)| words);
        bounce(field("Action"), field("Status").trim(), words)
    })
}

fn unfolded(block: &[&str]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in block {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields
}

/// What stands behind the plus sign of the addresses that the report went to.
fn tokens(parsed: &Message<'_>, recipients: &[String]) -> Vec<String> {
    const HEADERS: [&str; 4] = ["Delivered-To", "X-Original-To", "Envelope-To", "To"];
    let headers =
        parsed.headers_raw().filter(|(name, _)| HEADERS.iter().any(|of| name.eq_ignore_ascii_case(of)));
    let texts = recipients.iter().map(String::as_str).chain(headers.map(|(_, value)| value));
    let token = |text: &str| {
        let address = text.trim().trim_start_matches(|c| c != '+' && c != '<').trim_start_matches('<');
        let (local, _) = address.split_once('@')?;
        let (_, token) = local.rsplit_once('+')?;
        (token.len() == RETURN_TOKEN).then(|| token.to_owned())
    };
    texts.take(ADDRESSES).filter_map(token).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::letter::BounceKind;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";

    fn report(to: &str, kind: &str, status: &str) -> Vec<u8> {
        format!(
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\nTo: {to}\r\nSubject: Undelivered\r\n\
            MIME-Version: 1.0\r\nContent-Type: {kind}; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
            I am sorry.\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\
            X-Queue: 1\r\n\r\n{status}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
            Subject: Registration confirmed\r\n\r\nHello\r\n--b--\r\n"
        )
        .into_bytes()
    }

    const REPORT: &str = "multipart/report; report-type=delivery-status";
    const FAILED: &str = "Final-Recipient: rfc822; z@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\
        Remote-MTA: dns; mx.example.net\r\nDiagnostic-Code: smtp; 550 5.1.1 <z@example.net>:\r\n    no such user";

    #[test]
    fn a_report_is_read_whoever_names_the_address_it_went_to() {
        let address = format!("bounces+{TOKEN}@events.example.org");
        for (to, given) in [
            (address.clone(), vec![]),
            (format!("\"Bounces\" <{address}>"), vec![]),
            ("undisclosed".to_owned(), vec![address.clone()]),
            (format!("<{}>", address.to_uppercase()), vec!["bounces@events.example.org".to_owned()]),
        ] {
            let (tokens, found) = read(&report(&to, REPORT, FAILED), &given).expect("a report");
            assert_eq!(tokens.iter().map(|t| t.to_lowercase()).collect::<Vec<_>>(), [TOKEN], "{to}");
            assert_eq!((found.kind, found.status.as_str()), (BounceKind::Hard, "5.1.1"));
            assert_eq!(found.words, "550 5.1.1 <z@example.net>: no such user");
        }
    }

    #[test]
    fn what_is_no_report_of_a_failure_is_left_alone() {
        let to = format!("bounces+{TOKEN}@events.example.org");
        for (kind, status) in [
            ("multipart/mixed", FAILED),
            ("multipart/report; report-type=disposition-notification", FAILED),
            (REPORT, "Final-Recipient: rfc822; z@example.net\r\nAction: delayed\r\nStatus: 4.4.1"),
            (REPORT, "Final-Recipient: rfc822; z@example.net\r\nAction: delivered\r\nStatus: 2.0.0"),
            (REPORT, "Action: failed"),
            (REPORT, ""),
        ] {
            assert_eq!(read(&report(&to, kind, status), &[]), None, "{kind} {status}");
        }
        let away = format!("To: {to}\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nI am away.\r\n");
        for message in [away.as_bytes(), b"", b"\0\xff\r\n\r\n", b"Content-Type: multipart/report\r\n\r\n"] {
            assert_eq!(read(message, &[]), None);
        }
    }

    #[test]
    fn a_report_to_any_other_address_has_no_token() {
        for to in ["bounces@events.example.org", "bounces+@x", "bounces+abc@x.example", "", "+@+@+", "<<+>>"]
        {
            let (tokens, _) = read(&report(to, REPORT, FAILED), &[]).expect("a report");
            assert_eq!(tokens, Vec::<String>::new(), "{to}");
        }
    }
}
