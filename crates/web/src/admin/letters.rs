//! The outbox at the desk, and one letter as it was sent.

use super::agenda::to_decide;
use super::answers::id_of;
use super::lines::letter_line;
use super::listing::Pairs;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use mail_parser::{Address, MessageParser, MimeHeaders};
use plenary_domain::event::Event;
use plenary_domain::letter::{LetterKind, LettersIn, ResendRefused};
use plenary_domain::policy::{Action, may};
use plenary_pages::admin::letters::{Attachment, LetterPage, LetterParts, LettersPage, PauseLine};
use plenary_pages::admin::listing::searched;
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, LetterFilter, LetterRow};

type Path = web::Path<(String, String)>;

pub(crate) async fn list(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let raw = RawForm(query.into_inner());
    let filter = LetterFilter {
        letters: LettersIn::parse(raw.one("state")),
        kind: LetterKind::parse(raw.one("kind")),
        query: searched(raw.one("q")),
        page: raw.one("page").parse().unwrap_or(1),
        now: desk.ctx.now,
    };
    show(&desk, &event, filter, (String::new(), FormErrors::default())).await
}

/// The list; with what was typed for holding letters back, and what is wrong with it.
pub(super) async fn show(
    desk: &DeskCtx,
    event: &Event,
    filter: LetterFilter,
    pausing: (String, FormErrors),
) -> Result<HttpResponse, WebError> {
    let found = desk.ctx.site.store.letters(&desk.actor(), event.id, &filter).await?;
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let status = if pausing.1.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = LettersPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(event, waiting),
        urls: AdminUrls::new(event),
        event,
        letters: filter.letters,
        kind: filter.kind,
        search: filter.query,
        pause: found.pause.map(|pause| PauseLine { reason: pause.reason, by: pause.by, since: pause.since }),
        pausing,
        rows: found.rows.into_iter().map(|row| letter_line(row, desk.ctx.now)).collect(),
        total: found.total,
        page: found.page,
        pages: found.pages,
        captured: desk.ctx.site.options.letters_captured,
    };
    respond::page_with(status, &page)
}

/// A letter of this event and its bytes, if it was sent. Letters hold the secret address with which a registration
/// is changed: who may only look gets no bytes.
async fn letter(desk: &DeskCtx, path: Path) -> Result<(Event, LetterRow, Option<Vec<u8>>), WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.view(&slug).await?;
    let (row, message) = desk.ctx.site.store.letter(&desk.actor(), event.id, id_of(&id)?).await?;
    let runs = may(&desk.actor(), Action::RunEvent(event.id));
    Ok((event, row, message.filter(|_| runs)))
}

pub(crate) async fn page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (event, row, message) = letter(&desk, path).await?;
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    respond::page(&LetterPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting),
        urls: AdminUrls::new(&event),
        event: &event,
        line: letter_line(row, desk.ctx.now),
        parts: message.as_deref().and_then(parts),
        captured: desk.ctx.site.options.letters_captured,
    })
}

/// Takes a letter apart. `None` for bytes that are no letter.
fn parts(message: &[u8]) -> Option<LetterParts> {
    let parsed = MessageParser::default().parse(message)?;
    let attachment = |part: &mail_parser::MessagePart<'_>| Attachment {
        name: part.attachment_name().unwrap_or("…").to_owned(),
        bytes: part.len(),
    };
    Some(LetterParts {
        subject: parsed.subject().unwrap_or_default().to_owned(),
        from: parsed.from().map(written).unwrap_or_default(),
        to: parsed.to().map(written).unwrap_or_default(),
        text: parsed.body_text(0).unwrap_or_default().into_owned(),
        has_html: html_of(&parsed).is_some(),
        attachments: parsed.attachments().map(attachment).collect(),
    })
}

fn html_of(parsed: &mail_parser::Message<'_>) -> Option<String> {
    let part = parsed.html_bodies().find(|part| part.is_text_html())?;
    part.text_contents().map(str::to_owned)
}

fn written(address: &Address<'_>) -> String {
    let one = |a: &mail_parser::Addr<'_>| match (a.name(), a.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (_, address) => address.unwrap_or_default().to_owned(),
    };
    address.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The HTML part alone. It was written by our own template, and still it gets no rights at all: no script, no
/// address to load anything from, no form, and only our own pages may frame it.
pub(crate) async fn html(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                          form-action 'none'; frame-ancestors 'self'; sandbox";
    let (_, _, message) = letter(&desk, path).await?;
    let message = message.ok_or(WebError::NotFound)?;
    let parsed = MessageParser::default().parse(&message).ok_or(WebError::NotFound)?;
    let body = html_of(&parsed).ok_or(WebError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(body))
}

/// The letter as it left, for a mail program.
pub(crate) async fn source(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (_, row, message) = letter(&desk, path).await?;
    let message = message.ok_or(WebError::NotFound)?;
    Ok(respond::download("message/rfc822", &format!("{}-{}.eml", row.kind.code(), row.id), message))
}

/// A new letter about where the registration stands now.
pub(crate) async fn send_again(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let (row, _) = desk.ctx.site.store.letter(&desk.actor(), event.id, id_of(&id)?).await?;
    // Other letters have no present state to tell about.
    let registration = row.about.registration().ok_or(WebError::NotFound)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    match desk.ctx.write(async move { store.resend_letter(act, event_id, registration).await }).await? {
        Ok(()) => {
            Ok(with_notice(&desk.ctx, &urls.letters(), NoticeKind::Good, &t.admin_letters_sent_again()))
        }
        Err(CommandError::Refused(ResendRefused::TooSoon)) => {
            let to = urls.letter(row.id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Warning, &t.admin_letters_too_soon()))
        }
        Err(CommandError::Refused(ResendRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_taken_apart() {
        let message = concat!(
            "From: Desk <desk@example.org>\r\nTo: z@example.org\r\nSubject: =?utf-8?B?0JfQsNC7?=\r\n",
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"m\"\r\n\r\n",
            "--m\r\nContent-Type: multipart/alternative; boundary=\"a\"\r\n\r\n",
            "--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n",
            "--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello</p>\r\n--a--\r\n",
            "--m\r\nContent-Type: text/calendar; name=\"s.ics\"\r\n",
            "Content-Disposition: attachment; filename=\"s.ics\"\r\n\r\nBEGIN:VCALENDAR\r\n--m--\r\n",
        );
        let found = parts(message.as_bytes()).map(|p| {
            let files: Vec<_> = p.attachments.iter().map(|a| a.name.clone()).collect();
            (p.subject, p.from, p.to, p.text.trim().to_owned(), p.has_html, files)
        });
        let own = str::to_owned;
        assert_eq!(
            found,
            Some((
                own("Зал"),
                own("Desk <desk@example.org>"),
                own("z@example.org"),
                own("Hello"),
                true,
                vec![own("s.ics")]
            ))
        );
        assert_eq!(
            MessageParser::default().parse(message.as_bytes()).as_ref().and_then(html_of).as_deref(),
            Some("<p>Hello</p>")
        );
    }
}
