//! Messages to many: the list, writing, whom it goes to, how it looks, sending and stopping.

use super::agenda::to_decide;
use super::answers::{id_of, time_of};
use super::listing::{Pairs, carried, filter_of, listing_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::MessageId;
use plenary_domain::message::{
    Message, MessageRefused, MessageState, MessageText, MessageTexts, Purpose, TextFault,
};
use plenary_domain::text::TextRefused;
use plenary_domain::wording::{Part, PartFault};
use plenary_pages::T;
use plenary_pages::admin::form::{Link, Typed, in_lang};
use plenary_pages::admin::messages::{
    AudienceLine, ConfirmForm, MessageForm, MessagePage, MessagesPage, Progress, message_page, typed_message,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::texts::dates::moment_of;
use plenary_pages::urls::AdminUrls;
use plenary_store::{
    AudienceCount, CommandError, Confirmation, MessageProgress, NewMessage, RegistrationFilter,
};

type Path = web::Path<(String, String)>;

pub(super) fn progress(of: &MessageProgress) -> Progress {
    Progress {
        chosen: of.chosen,
        waiting: of.waiting,
        left_out: of.left_out,
        sent: of.sent,
        failed: of.failed,
    }
}

pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let messages = desk.ctx.site.store.messages(&desk.actor(), event.id).await?;
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    respond::page(&MessagesPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting),
        urls: AdminUrls::new(&event),
        event: &event,
        now: desk.ctx.now,
        messages: messages.into_iter().map(|(message, of)| (message, progress(&of))).collect(),
    })
}

/// The people whom the list of a message shows now.
pub(super) fn filter(desk: &DeskCtx, event: &Event, list: &str) -> RegistrationFilter {
    filter_of(&carried(event, list), desk.ctx.now)
}

pub(super) async fn audience(
    desk: &DeskCtx,
    event: &Event,
    (list, purpose): (&str, Purpose),
) -> Result<Vec<AudienceCount>, WebError> {
    let filter = filter(desk, event, list);
    Ok(desk.ctx.site.store.message_audience(&desk.actor(), event.id, (&filter, purpose)).await?)
}

/// What stands in the form, and what is wrong with it.
struct Filled {
    typed: Typed,
    errors: FormErrors,
    stale: bool,
    version: i32,
}

async fn show_form(
    desk: &DeskCtx,
    event: &Event,
    draft: Option<MessageId>,
    filled: Filled,
) -> Result<HttpResponse, WebError> {
    let purpose = Purpose::parse(filled.typed.one("purpose")).unwrap_or(Purpose::Event);
    let counts = audience(desk, event, (filled.typed.one("list"), purpose)).await?;
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let (urls, t) = (AdminUrls::new(event), desk.t());
    let status = match (filled.stale, filled.errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let back = match draft {
        Some(id) => Link::new(urls.message(id), t.message_back()),
        None => Link::new(urls.messages(), t.admin_messages()),
    };
    let form = MessageForm {
        event,
        typed: &filled.typed,
        errors: filled.errors,
        action: draft.map_or_else(|| urls.message_new(), |id| urls.message_act(id, "edit")),
        back,
        version: filled.version,
        people: counts.iter().map(|count| count.count).sum(),
        stale: filled.stale,
    };
    let frame = AdminFrame::new(&shown, AdminNav::Letters).of(event, waiting);
    respond::page_with(status, &message_page(frame, &form))
}

/// A new message to those whom the list in the address shows.
pub(crate) async fn new_page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let mut raw = RawForm(query.into_inner());
    if !raw.has("status") {
        // Without a list: everybody.
        raw.0.push(("status".to_owned(), "all".to_owned()));
    }
    let listing = listing_of(&event, &raw).on_page(1);
    let typed = Typed(vec![("list".to_owned(), listing.query())]);
    let filled = Filled { typed, errors: FormErrors::default(), stale: false, version: 0 };
    show_form(&desk, &event, None, filled).await
}

pub(crate) async fn create(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    save(&desk, &event, None, form).await
}

pub(crate) async fn edit_page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let message = message(&desk, &event, &id).await?;
    if message.state != MessageState::Draft {
        return Ok(respond::see_other(&AdminUrls::new(&event).message(message.id)));
    }
    let (typed, version) = (typed_message(&message), message.version);
    let filled = Filled { typed, errors: FormErrors::default(), stale: false, version };
    show_form(&desk, &event, Some(message.id), filled).await
}

pub(crate) async fn edit(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let id = id_of(&id)?;
    save(&desk, &event, Some(id), form).await
}

pub(super) async fn message(desk: &DeskCtx, event: &Event, id: &str) -> Result<Message, WebError> {
    Ok(desk.ctx.site.store.message(&desk.actor(), event.id, id_of(id)?).await?.0)
}

/// The texts of a form, as typed.
pub(super) fn texts_of(event: &Event, typed: &Typed) -> MessageTexts {
    let text = |lang: &Lang| {
        let one = |name: &str| typed.one(&in_lang(name, *lang)).to_owned();
        (*lang, MessageText { subject: one("subject"), body: one("body") })
    };
    let written = event.languages.iter().map(text);
    MessageTexts(
        written.filter(|(_, text)| !text.subject.trim().is_empty() || !text.body.trim().is_empty()).collect(),
    )
}

/// What is wrong with texts, beside their fields.
pub(super) fn text_errors(t: T, faults: Vec<TextFault>) -> FormErrors {
    let mut errors = FormErrors::default();
    for (lang, part, fault) in faults {
        let name = if part == Part::Subject { "subject" } else { "body" };
        let text = match fault {
            PartFault::Text(TextRefused::Empty) => t.message_error_both().into_owned(),
            fault => t.wording_fault(&fault),
        };
        errors.add(in_lang(name, lang), text);
    }
    errors
}

async fn save(
    desk: &DeskCtx,
    event: &Event,
    draft: Option<MessageId>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    let typed = Typed(form.0.clone());
    let version = form.one("version").parse().unwrap_or_default();
    let new = NewMessage {
        purpose: Purpose::parse(form.one("purpose")).unwrap_or(Purpose::Event),
        // Made anew from what it says: nothing of ours repeats raw input.
        list: carried(event, form.one("list")).on_page(1).query(),
        texts: texts_of(event, &typed),
    };
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let at = draft.map(|draft| (draft, version));
    let t = desk.t();
    match desk.ctx.write(async move { store.save_message(act, id, at, new).await }).await? {
        Ok(id) => {
            let to = AdminUrls::new(event).message(id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.message_saved()))
        }
        Err(CommandError::Refused(MessageRefused::Texts(faults))) => {
            let errors = text_errors(t, faults);
            show_form(desk, event, draft, Filled { typed, errors, stale: false, version }).await
        }
        Err(CommandError::Refused(MessageRefused::ChangedMeanwhile)) => {
            let errors = FormErrors::default();
            show_form(desk, event, draft, Filled { typed, errors, stale: true, version }).await
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.view(&slug).await?;
    show(&desk, &event, &id, None).await
}

/// One message; a draft with the question whether it may leave.
async fn show(
    desk: &DeskCtx,
    event: &Event,
    id: &str,
    confirm: Option<ConfirmForm>,
) -> Result<HttpResponse, WebError> {
    let (message, of) = desk.ctx.site.store.message(&desk.actor(), event.id, id_of(id)?).await?;
    let counts = if message.state == MessageState::Draft {
        audience(desk, event, (&message.list, message.purpose)).await?
    } else {
        Vec::new()
    };
    let line = |count: AudienceCount| AudienceLine {
        language: count.language,
        gets: message.texts.language_for(count.language).unwrap_or(count.language),
        representation_type: desk.t().type_of(event, &count.representation_type),
        count: count.count,
    };
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let status = match &confirm {
        Some(form) if form.warning.is_some() => StatusCode::CONFLICT,
        Some(form) if !form.errors.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let page = MessagePage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(event, waiting),
        urls: AdminUrls::new(event),
        event,
        now: desk.ctx.now,
        audience: counts.into_iter().map(line).collect(),
        progress: progress(&of),
        message,
        confirm,
    };
    respond::page_with(status, &page)
}

pub(crate) async fn confirm_page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let errors = FormErrors::default();
    let form =
        ConfirmForm { day: errors.field("day", ""), time: errors.field("time", ""), errors, warning: None };
    show(&desk, &event, &id, Some(form)).await
}

/// When it shall leave: nothing for now.
fn due(event: &Event, day: &str, time: &str) -> Result<Option<Timestamp>, ()> {
    match (day.trim(), time.trim()) {
        ("", "") => Ok(None),
        (day, time) => {
            let (day, time): (Date, Time) = (day.parse().map_err(|_| ())?, time_of(time).ok_or(())?);
            Ok(Some(moment_of(day, time, &event.zone())))
        }
    }
}

pub(crate) async fn confirm(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let (t, message) = (desk.t(), message(&desk, &event, &id).await?);
    let Ok(due_at) = due(&event, form.one("day"), form.one("time")) else {
        return again(&desk, &event, &id, (&form, Some(t.message_error_when().into_owned()), None)).await;
    };
    let confirmed = Confirmation {
        version: form.one("version").parse().unwrap_or_default(),
        filter: filter(&desk, &event, &message.list),
        told: form.one("told").parse().unwrap_or_default(),
        due_at,
    };
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let done = async move { store.confirm_message(act, event_id, message.id, &confirmed).await };
    match desk.ctx.write(done).await? {
        Ok(count) => {
            let to = AdminUrls::new(&event).message(message.id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.message_confirmed(count)))
        }
        Err(CommandError::Refused(refused)) => {
            let (error, warning) = match refused {
                MessageRefused::TimeIsOver => (Some(t.message_error_past().into_owned()), None),
                MessageRefused::Texts(_) => (None, Some(t.message_error_both().into_owned())),
                MessageRefused::Empty => (None, Some(t.message_error_empty().into_owned())),
                MessageRefused::Nobody => (None, Some(t.message_error_nobody().into_owned())),
                MessageRefused::OthersThan { told, now } => (None, Some(t.message_error_others(now, told))),
                MessageRefused::ChangedMeanwhile => (None, Some(t.admin_wordings_stale().into_owned())),
                MessageRefused::NotIn(_) => (None, Some(t.message_error_state().into_owned())),
                MessageRefused::NotAllowed => return Err(WebError::NotFound),
            };
            again(&desk, &event, &id, (&form, error, warning)).await
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// The question once more, with what is wrong with the time, or with the whole.
async fn again(
    desk: &DeskCtx,
    event: &Event,
    id: &str,
    (form, error, warning): (&RawForm, Option<String>, Option<String>),
) -> Result<HttpResponse, WebError> {
    let mut errors = FormErrors::default();
    if let Some(text) = error {
        errors.add("day", text);
    }
    let (day, time) = (errors.field("day", form.one("day")), errors.field("time", form.one("time")));
    show(desk, event, id, Some(ConfirmForm { day, time, errors, warning })).await
}

pub(crate) async fn stop(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let id: MessageId = id_of(&id)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (t, to) = (desk.t(), AdminUrls::new(&event).message(id));
    match desk.ctx.write(async move { store.stop_message(act, event_id, id).await }).await? {
        Ok(count) => Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.message_stopped(count))),
        Err(CommandError::Refused(MessageRefused::NotIn(_))) => {
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Warning, &t.message_too_late()))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn remove(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let id: MessageId = id_of(&id)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    match desk.ctx.write(async move { store.remove_message(act, event_id, id).await }).await? {
        Ok(()) => Ok(with_notice(&desk.ctx, &urls.messages(), NoticeKind::Good, &t.message_removed())),
        Err(CommandError::Refused(MessageRefused::NotIn(_))) => {
            Ok(with_notice(&desk.ctx, &urls.message(id), NoticeKind::Warning, &t.message_error_state()))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
