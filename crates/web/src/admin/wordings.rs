//! What organisers write for letters: the list, one text, how a letter would look, and trying it out on oneself.

use super::agenda::to_decide;
use super::answers::id_of;
use super::listing::Pairs;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;
use plenary_domain::letter::{AboutFacts, LetterKind};
use plenary_domain::registration::TypeCode;
use plenary_domain::wording::{Part, Wording, WordingKey, WordingRefused};
use plenary_pages::T;
use plenary_pages::admin::listing::searched;
use plenary_pages::admin::wordings::{
    FieldLine, PartLine, VersionLine, WordingPage, WordingPreviewPage, WordingsPage, style_of,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::{Choice, FormErrors};
use plenary_pages::letters::{LetterPageFacts, default_wording, render, sample_about};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, RegistrationFilter, TrialOf, WordingRow};

type Path = web::Path<(String, String, String)>;

pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let written = written(&desk, &event).await?;
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting);
    respond::page(&WordingsPage::new(frame, &event, &written))
}

async fn written(desk: &DeskCtx, event: &Event) -> Result<Vec<(WordingKey, Wording)>, WebError> {
    let rows = desk.ctx.site.store.wordings(&desk.actor(), event.id).await?;
    Ok(rows.into_iter().map(|row: WordingRow| (row.key, row.wording)).collect())
}

/// The text that an address names, if the event can have it.
fn key_of(event: &Event, path: &Path, query: &RawForm) -> Result<WordingKey, WebError> {
    let (_, kind, lang) = path.as_ref();
    let representation_type = match query.one("type") {
        "" => None,
        code => Some(TypeCode::parse(code).ok_or(WebError::NotFound)?),
    };
    let (Some(kind), Some(language)) = (LetterKind::parse(kind), Lang::parse(lang)) else {
        return Err(WebError::NotFound);
    };
    let key = WordingKey { kind, representation_type, language };
    if key.is_of(event) { Ok(key) } else { Err(WebError::NotFound) }
}

pub(crate) async fn page(
    desk: DeskCtx,
    path: Path,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let key = key_of(&event, &path, &RawForm(query.into_inner()))?;
    show(&desk, &event, &key, Filled::default()).await
}

/// What stands in the form, and what is wrong with it.
#[derive(Default)]
struct Filled {
    typed: Option<Wording>,
    /// The version that the form was made from, where it was sent.
    version: Option<i32>,
    errors: FormErrors,
    stale: bool,
}

fn typed(form: &RawForm) -> Wording {
    let one = |part: Part| form.one(part.code()).to_owned();
    Wording {
        subject: one(Part::Subject),
        opening: one(Part::Opening),
        body: one(Part::Body),
        closing: one(Part::Closing),
    }
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    key: &WordingKey,
    filled: Filled,
) -> Result<HttpResponse, WebError> {
    let versions = desk.ctx.site.store.wording_versions(&desk.actor(), event.id, key).await?;
    let newest = versions.first().map(|of| (of.version, of.wording.clone())).unwrap_or_default();
    let values = filled.typed.unwrap_or(newest.1);
    let t = T::new(key.language);
    let ours = default_wording(t, key.kind, event, &desk.ctx.site.options.base_url);
    let part = |part: &Part| PartLine {
        part: *part,
        field: filled.errors.field(part.code(), values.part(*part)),
        ours: ours.part(*part).to_owned(),
    };
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let status = match (filled.stale, filled.errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = WordingPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(event, waiting),
        urls: AdminUrls::new(event),
        event,
        key: key.clone(),
        version: filled.version.unwrap_or(newest.0),
        parts: Part::ALL.iter().map(part).collect(),
        fields: FieldLine::all(desk.t(), t, event, |field| key.kind.knows(field)),
        versions: versions.into_iter().map(version_line).collect(),
        written: written(desk, event).await?,
        errors: filled.errors,
        stale: filled.stale,
    };
    respond::page_with(status, &page)
}

fn version_line(of: plenary_store::WordingVersion) -> VersionLine {
    let (version, restored, at, by) = (of.version, of.restored, of.saved_at, of.saved_by);
    VersionLine { version, restored, at, by, wording: of.wording }
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: Path,
    query: web::Query<Pairs>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let key = key_of(&event, &path, &RawForm(query.into_inner()))?;
    let (wording, expected) = (typed(&form), form.one("version").parse().unwrap_or_default());
    match form.one("do") {
        "edit" => {
            let filled = Filled { typed: Some(wording), version: Some(expected), ..Filled::default() };
            return show(&desk, &event, &key, filled).await;
        }
        "preview" => {
            let read = Wording::parse(|part| wording.part(part), |field| key.kind.knows(field));
            let Err(faults) = read else {
                return preview_of(&desk, &event, &key, (&form, Some(wording))).await;
            };
            let refused = Err(CommandError::Refused(WordingRefused::Parts(faults)));
            return answer(&desk, &event, &key, (refused, Some(wording), expected)).await;
        }
        _ => {}
    }
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (of, new) = (key.clone(), wording.clone());
    let saved = desk.ctx.write(async move { store.save_wording(act, id, of, (expected, new)).await }).await?;
    answer(&desk, &event, &key, (saved, Some(wording), expected)).await
}

pub(crate) async fn restore(
    desk: DeskCtx,
    path: Path,
    query: web::Query<Pairs>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let key = key_of(&event, &path, &RawForm(query.into_inner()))?;
    let expected = form.one("version").parse().unwrap_or_default();
    let version = form.one("restore").parse().map_err(|_| WebError::NotFound)?;
    let (store, act, id, of) = (desk.ctx.site.store.clone(), desk.act(), event.id, key.clone());
    let restored = async move { store.restore_wording(act, id, of, (expected, version)).await };
    let saved = desk.ctx.write(restored).await?;
    answer(&desk, &event, &key, (saved, None, expected)).await
}

/// What saving came to: the version, what was typed, and from which version.
type Outcome = (Result<i32, CommandError<WordingRefused>>, Option<Wording>, i32);

async fn answer(
    desk: &DeskCtx,
    event: &Event,
    key: &WordingKey,
    (saved, typed, expected): Outcome,
) -> Result<HttpResponse, WebError> {
    let t = desk.t();
    match saved {
        Ok(version) => {
            let to = AdminUrls::new(event).wording(key);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_wordings_saved(version)))
        }
        Err(CommandError::Refused(WordingRefused::Parts(faults))) => {
            let mut errors = FormErrors::default();
            for (part, fault) in faults {
                errors.add(part.code(), t.wording_fault(&fault));
            }
            let filled = Filled { typed, version: Some(expected), errors, stale: false };
            show(desk, event, key, filled).await
        }
        Err(CommandError::Refused(WordingRefused::ChangedMeanwhile)) => {
            let filled = Filled { typed, version: Some(expected), stale: true, ..Filled::default() };
            show(desk, event, key, filled).await
        }
        Err(CommandError::Refused(WordingRefused::NotOfEvent | WordingRefused::NotAllowed)) => {
            Err(WebError::NotFound)
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// How a letter looks with what is saved.
pub(crate) async fn preview(
    desk: DeskCtx,
    path: Path,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    let query = RawForm(query.into_inner());
    let key = key_of(&event, &path, &query)?;
    preview_of(&desk, &event, &key, (&query, None)).await
}

async fn preview_of(
    desk: &DeskCtx,
    event: &Event,
    key: &WordingKey,
    (form, typed): (&RawForm, Option<Wording>),
) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let search = searched(form.one("q"));
    let people = if key.kind.is_about_registration() {
        people(desk, event, &search, form.one("registration")).await?
    } else {
        Vec::new()
    };
    let chosen = people.iter().find(|person| person.on).and_then(|person| person.value.parse().ok());
    let about = sample_of(desk, event, key, chosen).await?;
    let for_all = WordingKey { representation_type: None, ..key.clone() };
    let wording = match &typed {
        Some(typed) if key.representation_type.is_some() => {
            typed.clone().or(&store.wording_for(event.id, &for_all).await?)
        }
        Some(typed) => typed.clone(),
        None => store.wording_for(event.id, key).await?,
    };
    let version = form.one("version").parse().unwrap_or_default();
    let agenda = store.released_agenda(event.id).await?.map(|release| release.agenda);
    let letter = render(&LetterPageFacts {
        t: T::new(key.language),
        kind: key.kind,
        event,
        about: &about,
        agenda: agenda.as_ref(),
        ticket: None,
        news: None,
        calendar: key.kind == LetterKind::Confirmed,
        wording: &wording,
        stop: None,
        trial: false,
        base_url: &desk.ctx.site.options.base_url,
    })
    .map_err(WebError::internal)?;
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let page = WordingPreviewPage {
        frame: AdminFrame::new(&shown, AdminNav::Letters).of(event, waiting),
        urls: AdminUrls::new(event),
        key: key.clone(),
        style: style_of(&letter),
        letter,
        version,
        typed,
        people,
        search,
        my_address: desk.signed_in.account.email.clone(),
    };
    respond::page(&page)
}

/// The person who is chosen, or somebody invented.
async fn sample_of(
    desk: &DeskCtx,
    event: &Event,
    key: &WordingKey,
    chosen: Option<RegistrationId>,
) -> Result<AboutFacts, WebError> {
    match chosen {
        Some(id) => {
            let store = &desk.ctx.site.store;
            let mut found = store.registration(event.id, id).await?;
            if key.kind == LetterKind::ChangeRejected {
                found.reason = store.change_why_rejected(event.id, id).await?.unwrap_or_default();
            }
            Ok(AboutFacts::Registration(Box::new(found)))
        }
        None => Ok(sample_about(T::new(key.language), key.kind, event)),
    }
}

/// The newest registrations that fit the search; the chosen one, or else the first, is marked.
pub(super) async fn people(
    desk: &DeskCtx,
    event: &Event,
    search: &str,
    wanted: &str,
) -> Result<Vec<Choice>, WebError> {
    let filter = RegistrationFilter { query: search.to_owned(), ..RegistrationFilter::default() };
    let rows = desk.ctx.site.store.registrations(&desk.actor(), event.id, &filter).await?.rows;
    let mut choices: Vec<Choice> = rows
        .into_iter()
        .map(|row| {
            let (id, of) = (row.id.to_string(), desk.t().type_of(event, &row.representation_type));
            let on = id == wanted;
            Choice::new(id, format!("{}, {}, {of}", row.name, row.reference), on)
        })
        .collect();
    if choices.iter().all(|choice| !choice.on)
        && let Some(first) = choices.first_mut()
    {
        first.on = true;
    }
    Ok(choices)
}

/// A letter on trial, to whoever asks for it and to nobody else.
pub(crate) async fn send_to_me(
    desk: DeskCtx,
    path: Path,
    query: web::Query<Pairs>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let key = key_of(&event, &path, &RawForm(query.into_inner()))?;
    let sample = match form.one("registration") {
        "" => None,
        raw => Some(id_of(raw)?),
    };
    let (store, act, id, of) = (desk.ctx.site.store.clone(), desk.act(), event.id, key.clone());
    let sent =
        desk.ctx.write(async move { store.send_trial(act, id, TrialOf::Wording(of), sample).await }).await?;
    match sent {
        Ok(()) => {
            let to = AdminUrls::new(&event).wording(&key);
            let text = desk.t().admin_wordings_trial_sent(desk.signed_in.account.email.as_str());
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
