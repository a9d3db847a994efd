//! Registrations as a file for a spreadsheet: what is filtered, with the columns that one asks for and may see.
//! A text table is sent as it is read; a workbook is made first, with a page that tells how far it is.

mod columns;
mod jobs;
mod make;

pub(crate) use jobs::Jobs;

use super::agenda::to_decide;
use super::listing::{Pairs, carried, filter_of, listing_of};
use crate::ctx::new_secret;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use columns::{Column, columns_of};
use jobs::Job;
use make::{Table, csv_stream, file_stream, xlsx};
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::policy::{Action, may};
use plenary_exports::csv::Separator;
use plenary_pages::T;
use plenary_pages::admin::export::{Column as Offered, ExportPage, ProgressPage};
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::ExportNote;
use std::sync::Arc;
use std::time::Duration;

/// A small workbook is ready within this time and needs no page in between.
const AT_ONCE: Duration = Duration::from_secs(3);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook, or text with this separator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Xlsx,
    Csv(Separator),
}

impl Format {
    fn parse(code: &str) -> Option<Self> {
        if code == "xlsx" {
            return Some(Self::Xlsx);
        }
        Separator::parse(code.strip_prefix("csv-")?).map(Self::Csv)
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv(_) => "csv",
        }
    }
}

/// What is asked for.
struct Order {
    format: Format,
    lang: Lang,
    columns: Vec<Column>,
    listing: Listing,
}

/// The form: format, columns, language, and how many there are.
pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let listing = listing_of(&event, &RawForm(query.into_inner()));
    let columns = columns(&desk, &event).await?;
    let usual = columns.iter().filter(|column| !column.is_protected());
    let chosen: Vec<String> = usual.map(|column| column.code().to_owned()).collect();
    show(&desk, &event, &listing, (&RawForm::default(), &chosen, columns), FormErrors::default()).await
}

async fn columns(desk: &DeskCtx, event: &Event) -> Result<Vec<Column>, WebError> {
    Ok(columns_of(desk.ctx.site.store.form_of_all(event.id).await?))
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    listing: &Listing,
    (form, chosen, columns): (&RawForm, &[String], Vec<Column>),
    errors: FormErrors,
) -> Result<HttpResponse, WebError> {
    let (t, store) = (desk.t(), &desk.ctx.site.store);
    let count = store.export_size(&desk.actor(), event.id, &filter_of(listing, desk.ctx.now)).await?;
    let may_protected = may(&desk.actor(), Action::RunEvent(event.id));
    let columns = columns.iter().filter(|column| may_protected || !column.is_protected());
    let columns = columns.map(|column| Offered {
        code: column.code().to_owned(),
        label: column.heading(t),
        protected: column.is_protected(),
        on: chosen.iter().any(|code| code == column.code()),
    });
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ExportPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(event, waiting),
        urls: AdminUrls::new(event),
        list: listing.query(),
        count,
        columns: columns.collect(),
        format: form.one("format").to_owned(),
        lang: Lang::parse(form.one("language")).unwrap_or(t.lang),
        errors,
    };
    respond::page_with(status, &page)
}

/// Makes the file that the form asks for.
pub(crate) async fn make(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.view(&path).await?;
    let listing = carried(&event, form.one("list"));
    let chosen: Vec<String> = form.all("column").map(str::to_owned).collect();
    let mut columns = columns(&desk, &event).await?;
    let asks = |column: &Column| chosen.iter().any(|code| code == column.code());
    let mut errors = FormErrors::default();
    let format = Format::parse(form.one("format"));
    if format.is_none() {
        errors.add("format", desk.t().export_format_empty());
    }
    if !columns.iter().any(asks) {
        errors.add("column", desk.t().export_columns_empty());
    }
    let Some(format) = format.filter(|_| errors.is_empty()) else {
        return show(&desk, &event, &listing, (&form, &chosen, columns), errors).await;
    };
    columns.retain(asks);
    let lang = Lang::parse(form.one("language")).unwrap_or_else(|| desk.t().lang);
    answer(&desk, event, Order { format, lang, columns, listing }).await
}

/// All that match as text with commas, with the usual columns: an address that scripts may use.
pub(crate) async fn csv(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let listing = listing_of(&event, &RawForm(query.into_inner()));
    let format = Format::Csv(Separator::Comma);
    let mut columns = columns(&desk, &event).await?;
    columns.retain(|column| !column.is_protected());
    let order = Order { format, lang: desk.t().lang, columns, listing };
    answer(&desk, event, order).await
}

async fn answer(desk: &DeskCtx, event: Event, order: Order) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let filter = filter_of(&order.listing, desk.ctx.now);
    let note = ExportNote {
        format: order.format.extension(),
        language: order.lang,
        columns: order.columns.iter().map(|column| column.code().to_owned()).collect(),
        protected: order.columns.iter().any(Column::is_protected),
    };
    let total = {
        let (store, act, id, filter) = (store.clone(), desk.act(), event.id, filter.clone());
        desk.ctx.write(async move { store.begin_export(act, id, &filter, &note).await }).await??
    };
    let today = desk.ctx.now.to_zoned_datetime(event.zone()).date();
    let name = format!("{}-registrations-{today}.{}", event.slug, order.format.extension());
    let table = Table {
        store: store.clone(),
        actor: desk.actor(),
        agenda: store.timetable(event.id).await?,
        event,
        filter,
        columns: order.columns,
        t: T::new(order.lang),
    };
    match order.format {
        Format::Csv(separator) => {
            Ok(sent("text/csv; charset=utf-8", &name).streaming(Box::pin(csv_stream(table, separator))))
        }
        Format::Xlsx => workbook(desk, table, name, total).await,
    }
}

/// The file itself, if it is made quickly; otherwise the page that tells how far it is.
async fn workbook(desk: &DeskCtx, table: Table, name: String, total: i64) -> Result<HttpResponse, WebError> {
    let urls = AdminUrls::new(&table.event);
    let job = Arc::new(Job::new(table.event.id, desk.signed_in.account.id, name, total));
    let secret = new_secret();
    desk.ctx.site.exports.add(secret.clone(), Arc::clone(&job));
    let (making, site) = (Arc::clone(&job), desk.ctx.site.clone());
    desk.ctx.site.home().spawn(async move {
        // Two at a time: each holds a thread and, now and then, a connection.
        let turn = site.exporting.acquire().await;
        let made = xlsx(&table, &making).await;
        drop(turn);
        if let Err(error) = &made {
            tracing::error!(%error, "an export failed");
        }
        making.finish(made.ok());
    });
    job.wait(AT_ONCE).await;
    match job.file() {
        Some((file, bytes)) => Ok(sent(XLSX, &job.name).streaming(Box::pin(file_stream(file, bytes)))),
        None => Ok(respond::see_other(&urls.export_progress(&secret))),
    }
}

fn sent(mime: &'static str, name: &str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, mime))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    response
}

type OfOne = web::Path<(String, String)>;

/// How far it is. Looks again by itself, without a script.
pub(crate) async fn progress(desk: DeskCtx, path: OfOne) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let urls = AdminUrls::new(&event);
    let Some(job) = desk.ctx.site.exports.find(&path.1, event.id, desk.signed_in.account.id) else {
        return Ok(gone(&desk, &urls));
    };
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let ready = job.file().is_some();
    let page = ProgressPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(&event, waiting),
        again: urls.export_progress(&path.1),
        file: ready.then(|| urls.export_file(&path.1)),
        failed: job.has_failed(),
        done: job.done(),
        total: job.total,
        urls,
    };
    let mut response = respond::page(&page)?;
    if !ready && !job.has_failed() {
        response.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("2"));
    }
    Ok(response)
}

pub(crate) async fn file(desk: DeskCtx, path: OfOne) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let found = desk.ctx.site.exports.find(&path.1, event.id, desk.signed_in.account.id);
    match found.and_then(|job| Some((job.file()?, job))) {
        Some(((file, bytes), job)) => Ok(sent(XLSX, &job.name).streaming(Box::pin(file_stream(file, bytes)))),
        None => Ok(gone(&desk, &AdminUrls::new(&event))),
    }
}

/// Over, on another node, or somebody else's: it can be made anew.
fn gone(desk: &DeskCtx, urls: &AdminUrls) -> HttpResponse {
    with_notice(&desk.ctx, &urls.export(), NoticeKind::Info, &desk.t().export_gone())
}
