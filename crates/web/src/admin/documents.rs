//! Documents of the meeting: the list, the form of one, its PDF files, and its removal.

use super::agenda::Loaded;
use super::answers::{Answers, id_of, time_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use crate::uploads::{Posted, document};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::agenda::{
    Document, DocumentInput, DocumentSource, DocumentVersion, Symbol, Visibility, WebAddress,
};
use plenary_domain::event::Event;
use plenary_domain::file::{FileOwner, MediaType, Purpose};
use plenary_domain::ids::DocumentId;
use plenary_domain::lang::LocalText;
use plenary_domain::registration::VisibilityClass;
use plenary_pages::T;
use plenary_pages::admin::documents::{
    DocumentFormFacts, DocumentPage, documents_page, remove_document_page, typed_document,
    typed_new_document, version_lines,
};
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, DocumentForm, NewFile};

/// Characters of a title.
const TITLE: usize = 300;

type One = web::Path<(String, String)>;

pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&documents_page(frame, &event, loaded.agenda()))
}

fn show(
    desk: &DeskCtx,
    event: &Event,
    loaded: &Loaded,
    of: Option<&Document>,
    (typed, errors): (&Typed, FormErrors),
) -> Result<HttpResponse, WebError> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let facts = DocumentFormFacts { event, agenda: loaded.agenda(), document: of, typed, errors };
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &DocumentPage::new(frame, &facts))
}

pub(crate) async fn new_page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let typed = typed_new_document(loaded.agenda());
    show(&desk, &event, &loaded, None, (&typed, FormErrors::default()))
}

pub(crate) async fn create(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    save_form(desk, &path, None, form).await
}

fn find<'a>(loaded: &'a Loaded, raw: &str) -> Result<&'a Document, WebError> {
    loaded.agenda().document(id_of(raw)?).ok_or(WebError::NotFound)
}

pub(crate) async fn page(desk: DeskCtx, path: One) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let found = find(&loaded, &path.1)?;
    let typed = typed_document(&event, loaded.agenda(), found);
    show(&desk, &event, &loaded, Some(found), (&typed, FormErrors::default()))
}

pub(crate) async fn save(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    save_form(desk, &path.0, Some(id_of(&path.1)?), form).await
}

async fn save_form(
    desk: DeskCtx,
    slug: &str,
    id: Option<DocumentId>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let old = id.map(|id| loaded.agenda().document(id).ok_or(WebError::NotFound)).transpose()?;
    let typed = Typed(form.0);
    let form = match parse(desk.t(), &event, &loaded, old, &typed) {
        Ok(form) => form,
        Err(errors) => return show(&desk, &event, &loaded, old, (&typed, errors)),
    };
    let (store, act, event_id, t) = (desk.ctx.site.store.clone(), desk.act(), event.id, desk.t());
    let name = form.input.title.get(t.lang).to_owned();
    match desk.ctx.write(async move { store.save_document(act, event_id, id, form).await }).await? {
        Ok(saved) => {
            let urls = AdminUrls::new(&event);
            // A new one may still want its files.
            let to = if id.is_some() { urls.documents() } else { urls.document(saved) };
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_things_saved(name)))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

fn parse(
    t: T,
    event: &Event,
    loaded: &Loaded,
    old: Option<&Document>,
    typed: &Typed,
) -> Result<DocumentForm, FormErrors> {
    let (agenda, none) = (loaded.agenda(), LocalText::default());
    let mut answers = Answers::new(t, typed);
    let title = answers.line("title", old.map_or(&none, |old| &old.title), TITLE);
    if title.is_empty() && answers.errors.is_empty() {
        let first = event.languages.first().copied().unwrap_or(Lang::En);
        answers.wrong(in_lang("title", first), t.admin_document_error_title());
    }
    let raw = answers.one("symbol");
    let symbol = Symbol::parse(raw);
    if symbol.is_none() && !raw.is_empty() {
        answers.wrong("symbol", t.admin_document_error_symbol());
    }
    let visibility = Visibility::parse(answers.one("visibility"));
    if visibility.is_none() {
        answers.wrong("visibility", t.admin_document_error_visibility());
    }
    let position = answers.number("position", 0..=9999, t.admin_things_error_position()).unwrap_or(0);
    let input = DocumentInput {
        symbol,
        title,
        versions: versions(&mut answers, old, typed),
        visibility: visibility.unwrap_or(Visibility::Organisers),
        embargo_until: embargo(&mut answers, event),
        position,
    };
    let sessions = answers.all("session").filter_map(|id| id.parse().ok());
    let sessions = sessions.filter(|id| agenda.session(*id).is_some()).collect();
    let items = answers.all("item").filter_map(|id| id.parse().ok());
    let items = items.filter(|id| agenda.items.item(*id).is_some()).collect();
    if answers.errors.is_empty() { Ok(DocumentForm { input, sessions, items }) } else { Err(answers.errors) }
}

/// Until when only organisers know of it: a day and a time of the event's zone, or neither.
fn embargo(answers: &mut Answers<'_>, event: &Event) -> Option<Timestamp> {
    let (day, time) = (answers.one("embargo"), answers.one("embargo-time"));
    if day.is_empty() && time.is_empty() {
        return None;
    }
    let day: Option<jiff::civil::Date> = day.parse().ok();
    let moment = day.zip(time_of(time)).and_then(|(day, time)| {
        day.to_datetime(time).to_zoned_datetime(event.zone()).ok().map(|zoned| zoned.timestamp())
    });
    if moment.is_none() {
        answers.wrong("embargo", answers.t.admin_document_error_embargo());
    }
    moment
}

/// A language code as it is kept, if it is one.
fn language(raw: &str) -> Option<String> {
    let code = raw.trim().to_lowercase();
    let plain = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let first = code.split('-').next().unwrap_or_default().len();
    (plain && (2..=3).contains(&first) && code.len() <= 20 && !code.ends_with('-')).then_some(code)
}

/// Links as typed, and of the files those that stay.
fn versions(answers: &mut Answers<'_>, old: Option<&Document>, typed: &Typed) -> Vec<DocumentVersion> {
    let t = answers.t;
    let kept = |version: &&DocumentVersion| {
        matches!(version.source, DocumentSource::File { .. }) && typed.has("keep", &version.lang)
    };
    let mut found: Vec<DocumentVersion> =
        old.into_iter().flat_map(|old| &old.versions).filter(kept).cloned().collect();
    for i in 1..=version_lines(typed) {
        let (lang_field, address_field) = (format!("lang-{i}"), format!("address-{i}"));
        let (code, address) = (answers.one(&lang_field), answers.one(&address_field));
        if code.is_empty() && address.is_empty() {
            continue;
        }
        let (lang, link) = (language(code), WebAddress::parse(address));
        if lang.is_none() {
            answers.wrong(lang_field.as_str(), t.admin_document_error_language());
        }
        if link.is_none() {
            answers.wrong(address_field, t.admin_document_error_address());
        }
        let Some((lang, link)) = lang.zip(link) else { continue };
        if found.iter().any(|version| version.lang == lang) {
            answers.wrong(lang_field, t.admin_document_error_twice());
        }
        found.push(DocumentVersion { lang, source: DocumentSource::Link(link) });
    }
    found
}

/// A PDF in one language.
pub(crate) async fn upload(desk: DeskCtx, path: One, posted: Posted) -> Result<HttpResponse, WebError> {
    desk.check(&posted.form)?;
    let event = desk.run(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let found = find(&loaded, &path.1)?;
    let (t, mut errors) = (desk.t(), FormErrors::default());
    let lang = language(posted.form.one("upload-lang"));
    if lang.is_none() {
        errors.add("upload-lang", t.admin_document_error_language());
    }
    let file = posted.file("file");
    let made = match file {
        None => Err(t.admin_document_error_no_file().into_owned()),
        Some(file) => match document(&desk.ctx, file.bytes.clone()).await? {
            Ok(made) if made.media == MediaType::Pdf => Ok((made, file.name.clone())),
            Ok(_) => Err(t.admin_document_error_no_file().into_owned()),
            Err(why) => Err(t.document_refused(why)),
        },
    };
    let purpose = lang.as_deref().and_then(Purpose::parse);
    let ((made, name), purpose) = match (made, purpose) {
        (Ok(made), Some(purpose)) => (made, purpose),
        (made, _) => {
            if let Err(why) = made {
                errors.add("file", why);
            }
            let mut typed = typed_document(&event, loaded.agenda(), found);
            typed.add("upload-lang", posted.form.one("upload-lang"));
            return show(&desk, &event, &loaded, Some(found), (&typed, errors));
        }
    };
    let new = NewFile {
        owner: FileOwner::Document(found.id),
        purpose,
        media: made.media,
        class: VisibilityClass::Public,
        bytes: made.bytes,
        thumbnail: None,
        name,
    };
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.keep_file(act, event_id, new).await }).await? {
        Ok(_) => {
            let to = AdminUrls::new(&event).document(found.id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_document_uploaded()))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn remove_page(desk: DeskCtx, path: One) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let found = find(&loaded, &path.1)?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&remove_document_page(frame, &event, found))
}

pub(crate) async fn remove(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: DocumentId = id_of(&path.1)?;
    let (store, act, event_id, t) = (desk.ctx.site.store.clone(), desk.act(), event.id, desk.t());
    let draft = store.draft_agenda(event_id).await?;
    let name = draft.agenda.document(id).ok_or(WebError::NotFound)?.title.get(t.lang).to_owned();
    match desk.ctx.write(async move { store.remove_document(act, event_id, id).await }).await? {
        Ok(()) => {
            let to = AdminUrls::new(&event).documents();
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_things_removed(name)))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
