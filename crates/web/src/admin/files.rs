//! The files of one registration at the desk.

use super::agenda::to_decide;
use super::answers::id_of;
use crate::error::WebError;
use crate::files::lead_to;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use crate::uploads::{Made, Posted, Upload, document, photo};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::file::{FileOwner, Known, Purpose};
use plenary_domain::ids::RegistrationId;
use plenary_pages::admin::files::FilesPage;
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, KeepFileRefused, NewFile};

type Path = web::Path<(String, String)>;

/// One file. Looking at a guarded one is written down.
pub(crate) async fn open(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let id = crate::files::id_of(&path.1)?;
    let (store, act) = (desk.ctx.site.store.clone(), desk.act());
    let ticket = desk.ctx.write(async move { store.file_of_registration(act, event.id, id).await }).await??;
    Ok(lead_to(&ticket))
}

pub(crate) async fn page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    show(&desk, &event, id_of(&path.1)?, None, FormErrors::default()).await
}

pub(crate) async fn keep(desk: DeskCtx, path: Path, posted: Posted) -> Result<HttpResponse, WebError> {
    desk.check(&posted.form)?;
    let event = desk.run(&path.0).await?;
    let id = id_of(&path.1)?;
    let kind = Known::parse(posted.form.one("kind"));
    let t = desk.t();
    let mut errors = FormErrors::default();
    let (kind, file) = match (kind, posted.file("file")) {
        (Some(kind), Some(file)) => (kind, file),
        (kind, file) => {
            if kind.is_none() {
                errors.add("kind", t.files_kind_empty());
            }
            if file.is_none() {
                errors.add("file", t.files_file_empty());
            }
            return show(&desk, &event, id, kind, errors).await;
        }
    };
    let made = match make(&desk, kind, file).await? {
        Ok(made) => made,
        Err(why) => {
            errors.add("file", why);
            return show(&desk, &event, id, Some(kind), errors).await;
        }
    };
    let new = NewFile {
        owner: FileOwner::Registration(id),
        purpose: kind.purpose(),
        media: made.media,
        class: kind.class(),
        bytes: made.bytes,
        thumbnail: made.thumbnail,
        name: file.name.clone(),
    };
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.keep_file(act, event_id, new).await }).await? {
        Ok(_) => {}
        Err(CommandError::Refused(KeepFileRefused::NoKeys)) => {
            errors.add("file", t.files_no_keys());
            return show(&desk, &event, id, Some(kind), errors).await;
        }
        Err(CommandError::Store(error)) => return Err(error.into()),
    }
    let to = AdminUrls::new(&event).registration_files(id);
    Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.files_kept(t.known_file(kind))))
}

/// The bytes that are kept, or the sentence that says why not.
async fn make(desk: &DeskCtx, kind: Known, file: &Upload) -> Result<Result<Made, String>, WebError> {
    let (t, bytes) = (desk.t(), file.bytes.clone());
    Ok(if kind.is_photo() {
        photo(&desk.ctx, bytes).await?.map_err(|why| t.photo_refused(why))
    } else {
        document(&desk.ctx, bytes).await?.map_err(|why| t.document_refused(why))
    })
}

pub(crate) async fn remove(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id = id_of(&path.1)?;
    let purpose = Purpose::parse(form.one("purpose")).ok_or(WebError::NotFound)?;
    let t = desk.t();
    let what = Known::parse(purpose.as_str()).map_or_else(|| t.files_other(), |known| t.known_file(known));
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let owner = FileOwner::Registration(id);
    desk.ctx.write(async move { store.drop_file(act, event_id, owner, purpose).await }).await??;
    let to = AdminUrls::new(&event).registration_files(id);
    Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.files_removed(what)))
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    id: RegistrationId,
    kind: Option<Known>,
    errors: FormErrors,
) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let registration = store.registration(event.id, id).await?;
    let files = store.files(event.id, FileOwner::Registration(id)).await?;
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = FilesPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(event, waiting),
        urls: AdminUrls::new(event),
        event,
        registration: &registration,
        files,
        form: store.form_of_all(event.id).await?,
        kind,
        errors,
    };
    respond::page_with(status, &page)
}
