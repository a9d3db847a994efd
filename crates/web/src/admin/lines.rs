//! Rows of the store as lines of a page.

use jiff::Timestamp;
use plenary_domain::{Lang, LocalText};
use plenary_pages::admin::audit::AuditLine;
use plenary_pages::admin::letters::LetterLine;
use plenary_pages::urls::AdminUrls;
use plenary_store::{AuditRow, LetterRow};

/// The language of a text where it is not the page's own; empty where it is.
pub(super) fn other_lang(text: &LocalText, page: Lang) -> &'static str {
    let lang = text.lang_of(page);
    if lang == page { "" } else { lang.code() }
}

/// What a row was about has a page of its own, if it is still there to be seen.
pub(super) fn audit_line(urls: &AdminUrls, row: AuditRow) -> AuditLine {
    let href = row.subject_id.and_then(|id| match row.subject_kind.as_str() {
        "registration" => Some(urls.registration(id.into())),
        "session" if row.action != "remove_session" => Some(urls.session(id.into())),
        "room" if row.action != "remove_room" => Some(urls.room(id.into())),
        "topic" if row.action != "remove_topic" => Some(urls.topic(id.into())),
        "document" if row.action != "remove_document" => Some(urls.document(id.into())),
        "item" if row.action != "remove_item" => Some(urls.item(id.into())),
        "speaker" if row.action != "remove_speaker" => Some(urls.speaker(id.into())),
        _ => None,
    });
    AuditLine {
        at: row.at,
        about_person: row.subject_kind == "registration",
        actor_kind: row.actor_kind,
        actor_name: row.actor_name,
        action: row.action,
        detail: row.detail,
        named: true,
        href,
    }
}

pub(super) fn letter_line(row: LetterRow, now: Timestamp) -> LetterLine {
    LetterLine {
        stage: row.stage(now),
        id: row.id,
        kind: row.kind,
        language: row.language,
        recipient: row.recipient,
        name: row.name,
        about: row.about,
        attempts: row.attempts.into(),
        due_at: row.due_at,
        queued_at: row.queued_at,
        sent_at: row.sent_at,
        last_error: row.last_error,
        has_message: row.has_message,
        bounced_at: row.bounced_at,
        bounce_status: row.bounce_status,
        settled: row.settled,
    }
}
