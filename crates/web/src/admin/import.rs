//! Taking over an agenda of another program: a file is read, what it would change is shown, and only then written.
//! Files come from the organiser's own device: nothing is fetched from an address.

mod jobs;

pub(crate) use jobs::Imports;

use super::agenda::to_decide;
use crate::ctx::new_secret;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use crate::uploads::AgendaFile;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use jobs::{Import, State};
use plenary_domain::Lang;
use plenary_domain::agenda::import::{Choices, plan};
use plenary_domain::event::Event;
use plenary_domain::ids::SessionId;
use plenary_exports::import::{self, ImportUnreadable, MAX_BYTES};
use plenary_pages::T;
use plenary_pages::admin::import::{ImportPage, ImportProgressPage, PlanFacts, PlanPage};
use plenary_pages::admin::{AdminFrame, AdminNav, Notice, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, ImportOrder, ImportRefused};
use std::sync::Arc;
use std::time::Duration;

/// A short agenda is written within this time and needs no page in between.
const AT_ONCE: Duration = Duration::from_secs(3);

type OfOne = web::Path<(String, String)>;

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    show(&desk, &event, &RawForm::default(), FormErrors::default()).await
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    form: &RawForm,
    errors: FormErrors,
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ImportPage {
        frame: AdminFrame::new(&shown, AdminNav::Agenda).of(event, waiting),
        urls: AdminUrls::new(event),
        event,
        lang: lang(event, form),
        move_dates: form.one("move") == "yes",
        errors,
    };
    respond::page_with(status, &page)
}

/// As chosen; the event's first language otherwise.
fn lang(event: &Event, form: &RawForm) -> Lang {
    let chosen = Lang::parse(form.one("language")).filter(|lang| event.languages.contains(lang));
    chosen.or_else(|| event.languages.first().copied()).unwrap_or(Lang::En)
}

/// Reads the file and leads to what it would change. Nothing is written.
pub(crate) async fn look(
    desk: DeskCtx,
    path: web::Path<String>,
    AgendaFile(posted): AgendaFile,
) -> Result<HttpResponse, WebError> {
    desk.check(&posted.form)?;
    let event = desk.run(&path).await?;
    let t = desk.t();
    let mut errors = FormErrors::default();
    let Some(file) = posted.file("file") else {
        errors.add("file", t.files_file_empty());
        return show(&desk, &event, &posted.form, errors).await;
    };
    let read = {
        // One at a time: a file may take two hundred megabytes for a moment.
        let _turn = desk.ctx.site.importing.acquire().await.map_err(WebError::internal)?;
        let bytes = file.bytes.clone();
        tokio::task::spawn_blocking(move || import::read(&bytes)).await
    };
    // A file that breaks the reader is broken, and no reason for an error page.
    let read = read.unwrap_or(Err(ImportUnreadable::Broken(1)));
    let foreign = match read {
        Ok(foreign) => foreign,
        Err(why) => {
            errors.add("file", unreadable(t, why));
            return show(&desk, &event, &posted.form, errors).await;
        }
    };
    let choices = Choices { lang: lang(&event, &posted.form), move_dates: posted.form.one("move") == "yes" };
    let name: String = file.name.chars().filter(|c| !c.is_control()).take(100).collect();
    let import = Import::new(event.id, desk.signed_in.account.id, name, choices, foreign);
    let secret = new_secret();
    desk.ctx.site.imports.add(secret.clone(), Arc::new(import));
    Ok(respond::see_other(&AdminUrls::new(&event).import_of(&secret)))
}

fn unreadable(t: T, why: ImportUnreadable) -> String {
    match why {
        ImportUnreadable::Empty => t.import_unreadable_empty().into_owned(),
        ImportUnreadable::TooLarge => t.import_unreadable_large(MAX_BYTES / (1024 * 1024)),
        ImportUnreadable::Unknown => t.import_unreadable_unknown().into_owned(),
        ImportUnreadable::Broken(line) => t.import_unreadable_broken(line),
        ImportUnreadable::Doctype(line) => t.import_unreadable_doctype(line),
        ImportUnreadable::TooMuch => t.import_unreadable_much().into_owned(),
        ImportUnreadable::NoSessions => t.import_unreadable_no_sessions().into_owned(),
    }
}

/// What the file would change, how far it is, or how it ended.
pub(crate) async fn plan_page(desk: DeskCtx, path: OfOne) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    let urls = AdminUrls::new(&event);
    let Some(import) = desk.ctx.site.imports.find(&path.1, event.id, desk.signed_in.account.id) else {
        return Ok(gone(&desk, &urls));
    };
    match import.state() {
        State::Looked => show_plan(&desk, &event, &import, &path.1).await,
        State::Running => progress(&desk, &event, &import, &path.1).await,
        State::Done(done) => {
            let text = desk.t().import_done(done.changed, done.new, done.removed);
            Ok(with_notice(&desk.ctx, &urls.agenda(), NoticeKind::Good, &text))
        }
    }
}

async fn show_plan(
    desk: &DeskCtx,
    event: &Event,
    import: &Import,
    name: &str,
) -> Result<HttpResponse, WebError> {
    let draft = desk.ctx.site.store.draft_agenda(event.id).await?;
    let made = plan(event, &draft.agenda, &import.file, import.choices);
    let waiting = to_decide(desk, event).await?;
    let facts = PlanFacts {
        event,
        draft: &draft.agenda,
        draft_version: draft.draft_version,
        plan: &made,
        choices: import.choices,
        name: &import.name,
        import: name,
    };
    let refused = import.take_refusal();
    let mut shown = desk.desk(Some(event));
    let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    if let Some(why) = refused {
        let text = refusal(desk.t(), &why, &draft.agenda);
        shown.notice = Some(Notice { text, kind: NoticeKind::Warning });
    }
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(event, waiting);
    respond::page_with(status, &PlanPage::new(frame, &facts))
}

fn refusal(t: T, why: &ImportRefused, draft: &plenary_domain::agenda::Agenda) -> String {
    match why {
        ImportRefused::InUse(id) => {
            let title = draft.session(*id).map_or("", |session| session.title.get(t.lang));
            t.import_in_use(title)
        }
        ImportRefused::Nothing => t.import_nothing().into_owned(),
        ImportRefused::ChangedMeanwhile | ImportRefused::NotAllowed => t.import_meanwhile().into_owned(),
    }
}

async fn progress(
    desk: &DeskCtx,
    event: &Event,
    import: &Import,
    name: &str,
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let urls = AdminUrls::new(event);
    let page = ImportProgressPage {
        frame: AdminFrame::new(&shown, AdminNav::Agenda).of(event, waiting),
        again: urls.import_of(name),
        done: import.done(),
        total: import.file.sessions.len(),
        urls,
    };
    let mut response = respond::page(&page)?;
    response.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("2"));
    Ok(response)
}

/// Over, on another node, or somebody else's: the file can be chosen once more.
fn gone(desk: &DeskCtx, urls: &AdminUrls) -> HttpResponse {
    with_notice(&desk.ctx, &urls.import(), NoticeKind::Info, &desk.t().import_gone())
}

/// Writes what was looked at.
pub(crate) async fn apply(desk: DeskCtx, path: OfOne, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let urls = AdminUrls::new(&event);
    let Some(import) = desk.ctx.site.imports.find(&path.1, event.id, desk.signed_in.account.id) else {
        return Ok(gone(&desk, &urls));
    };
    let version = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let removed: Vec<SessionId> = form.all("remove").filter_map(|id| id.parse().ok()).collect();
    if import.begin() {
        let order = ImportOrder {
            file: Arc::clone(&import.file),
            name: import.name.clone(),
            choices: import.choices,
            removed,
            draft_version: version,
            done: import.counter(),
        };
        let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
        let (site, writing) = (desk.ctx.site.clone(), Arc::clone(&import));
        desk.ctx.site.home().spawn(async move {
            let done = store.import_agenda(act, event_id, order).await;
            if done.is_ok() {
                site.forget_pages();
            }
            match done {
                Ok(done) => writing.finish(Some(done), None),
                Err(CommandError::Refused(why)) => writing.finish(None, Some(why)),
                Err(CommandError::Store(error)) => {
                    tracing::error!(%error, "an import failed");
                    writing.finish(None, Some(ImportRefused::ChangedMeanwhile));
                }
            }
        });
        import.wait(AT_ONCE).await;
    }
    Ok(respond::see_other(&urls.import_of(&path.1)))
}
