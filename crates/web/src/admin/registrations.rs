//! The list of registrations, its file for other programs, and decisions about several of them.

use super::listing::{Pairs, carried, filter_of, listing_of};
use super::outcomes::named;
use super::verdict::verdict_of;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::{Span, Timestamp};
use plenary_domain::LocalText;
use plenary_domain::event::Event;
use plenary_domain::ids::{RegistrationId, SessionId};
use plenary_domain::registration::{Decision, DecisionRefused, Status, Verdict};
use plenary_pages::admin::columns::Facts;
use plenary_pages::admin::dashboard::working_days;
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::registrations::{
    Affected, DECIDE_AT_MOST, DecidePage, Figures, RegistrationLine, RegistrationsPage, UndoOffer, ViewLink,
    decided,
};
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::forms::{Choice, FormErrors};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, Dashboard, RegistrationRow, ViewRow};

pub(crate) async fn list(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let raw = RawForm(query.into_inner());
    let mut listing = listing_of(&event, &raw);
    let (store, actor) = (&desk.ctx.site.store, desk.actor());
    let found = store.registrations(&actor, event.id, &filter_of(&listing, desk.ctx.now)).await?;
    let lists = store.desk_lists(&actor, event.id, desk.ctx.now).await?;
    let form = store.form(event.id).await?;
    let figures = figures(&store.dashboard(&actor, event.id, desk.ctx.now).await?, &event, &desk);
    listing.page = found.page;
    let waiting = figures.count(Status::Submitted);
    let shown = desk.desk(Some(&event));
    respond::page(&RegistrationsPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(&event, waiting),
        urls: AdminUrls::new(&event),
        event: &event,
        all_selected: raw.one("select") == "all",
        sessions: sessions(&desk, lists.sessions, &listing),
        listing,
        figures,
        form: &form,
        rows: found.rows.into_iter().map(|row| line(&desk, &event, row)).collect(),
        total: found.total,
        more: found.more,
        pages: found.pages,
        tags: lists.tags,
        views: lists.views.into_iter().map(view).collect(),
        waiting: lists.waiting,
        undo: undo_offer(&desk, &event, None).await?,
    })
}

/// The last decision, while it can be taken back: of this account, or about one registration.
pub(super) async fn undo_offer(
    desk: &DeskCtx,
    event: &Event,
    about: Option<RegistrationId>,
) -> Result<Option<UndoOffer>, WebError> {
    let store = &desk.ctx.site.store;
    let open = store.open_decision(&desk.actor(), event.id, about, desk.ctx.now).await?;
    Ok(open.map(|(batch, until)| UndoOffer {
        batch,
        time: until.to_zoned_datetime(event.zone()).strftime("%H:%M").to_string(),
        back: about.map(|id| id.to_string()).unwrap_or_default(),
    }))
}

fn line(desk: &DeskCtx, event: &Event, row: RegistrationRow) -> RegistrationLine {
    let day = |at: Timestamp| at.to_zoned_datetime(event.zone()).date();
    let waited = working_days(day(row.status_since), day(desk.ctx.now));
    RegistrationLine {
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        position: row.position,
        facts: Facts {
            reference: row.reference,
            email: row.email,
            language: row.language,
            state: row.state,
            representation_type: row.representation_type,
            origin: row.origin,
            submitted_at: row.submitted_at,
            status_since: row.status_since,
            status: row.status,
            own: row.own,
        },
        tags: row.tags,
        attention: row.attention,
        late: waited > i64::from(event.answer_within_days),
    }
}

fn view(row: ViewRow) -> ViewLink {
    ViewLink { name: row.name, query: row.query, by: if row.mine { String::new() } else { row.by } }
}

fn figures(dashboard: &Dashboard, event: &Event, desk: &DeskCtx) -> Figures {
    let today = desk.ctx.now.to_zoned_datetime(event.zone()).date();
    let count = |day| dashboard.per_day.iter().find(|d| d.day == day).map_or(0, |d| d.submitted);
    let days = (0..14_i64).rev().filter_map(|back| today.checked_sub(Span::new().days(back)).ok());
    Figures {
        places: dashboard.places.total,
        counts: dashboard.counts.clone(),
        days: days.map(|day| (day, count(day))).collect(),
        states: dashboard.by_state.clone(),
    }
}

/// Sessions one signs up for, to filter by.
fn sessions(desk: &DeskCtx, sessions: Vec<(SessionId, LocalText)>, listing: &Listing) -> Vec<Choice> {
    let lang = desk.t().lang;
    let choice = |(id, title): (SessionId, LocalText)| Choice {
        lang: super::lines::other_lang(&title, lang),
        ..Choice::new(id.to_string(), title.get(lang), listing.session == Some(id))
    };
    sessions.into_iter().map(choice).collect()
}

/// A decision's address opened by hand: back to the list.
pub(crate) async fn decide_page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    Ok(respond::see_other(&AdminUrls::new(&event).registrations()))
}

/// First who is decided about and which letters leave, then the decision.
pub(crate) async fn decide(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let decision = Decision::parse(form.one("do")).ok_or(WebError::Unreadable("no decision"))?;
    let listing = carried(&event, form.one("list"));
    let bulk = Bulk { desk: &desk, event: &event, decision, listing };
    if form.one("sure") != "yes" {
        let (people, cut) = selected(&desk, &event, &bulk.listing, &form).await?;
        return bulk.preview(people, cut, ("", "7"), FormErrors::default()).await;
    }
    let ids = ids(&form)?;
    let verdict = match verdict_of(&desk, &event, decision, &form) {
        Ok(verdict) => verdict,
        Err(errors) => {
            let (people, cut) = selected(&desk, &event, &bulk.listing, &form).await?;
            return bulk.preview(people, cut, (form.one("reason"), form.one("days")), errors).await;
        }
    };
    bulk.decide(ids, verdict).await
}

/// The registrations of a form, each once.
pub(super) fn ids(form: &RawForm) -> Result<Vec<RegistrationId>, WebError> {
    let mut ids: Vec<RegistrationId> = Vec::new();
    for raw in form.all("id") {
        let id = raw.parse().map_err(|_| WebError::NotFound)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let most = usize::try_from(DECIDE_AT_MOST).unwrap_or(usize::MAX);
    if ids.len() > most { Err(WebError::Unreadable("too many at once")) } else { Ok(ids) }
}

/// One decision about several registrations.
struct Bulk<'a> {
    desk: &'a DeskCtx,
    event: &'a Event,
    decision: Decision,
    listing: Listing,
}

impl Bulk<'_> {
    async fn preview(
        &self,
        people: Vec<Affected>,
        cut: bool,
        (reason, days): (&str, &str),
        errors: FormErrors,
    ) -> Result<HttpResponse, WebError> {
        let waiting = super::agenda::to_decide(self.desk, self.event).await?;
        let desk = self.desk.desk(Some(self.event));
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = DecidePage {
            frame: AdminFrame::new(&desk, AdminNav::Registrations).of(self.event, waiting),
            urls: AdminUrls::new(self.event),
            decision: self.decision,
            people,
            list: self.listing.query(),
            reason: errors.field("reason", reason),
            days: errors.field("days", days),
            undo_minutes: self.desk.ctx.site.store.undo_window().as_mins(),
            errors,
            cut,
        };
        respond::page_with(status, &page)
    }

    async fn decide(&self, ids: Vec<RegistrationId>, verdict: Verdict) -> Result<HttpResponse, WebError> {
        let outcomes = outcomes(self.desk, self.event, ids, verdict).await?;
        let notice = decided(self.desk.t(), self.decision, &outcomes);
        let to = format!("{}?{}", AdminUrls::new(self.event).registrations(), self.listing.query());
        Ok(with_notice(&self.desk.ctx, &to, notice.kind, &notice.text))
    }
}

/// Those selected, or all that match; true if more match than one act is about.
pub(super) async fn selected(
    desk: &DeskCtx,
    event: &Event,
    listing: &Listing,
    form: &RawForm,
) -> Result<(Vec<Affected>, bool), WebError> {
    if form.one("matching") == "all" && form.one("sure") != "yes" {
        return matching(desk, event, listing).await;
    }
    let mut people = Vec::new();
    for id in ids(form)? {
        let found = desk.ctx.site.store.registration(event.id, id).await?;
        people.push(Affected {
            id,
            name: found.answers.full_name(),
            organisation: found.answers.organisation,
            email: found.answers.email.to_string(),
            language: Some(found.answers.language),
            status: found.status,
        });
    }
    Ok((people, false))
}

async fn matching(
    desk: &DeskCtx,
    event: &Event,
    listing: &Listing,
) -> Result<(Vec<Affected>, bool), WebError> {
    let most = usize::try_from(DECIDE_AT_MOST).unwrap_or(usize::MAX);
    let (mut people, mut page) = (Vec::new(), 1);
    loop {
        let filter = filter_of(&listing.on_page(page), desk.ctx.now);
        let found = desk.ctx.site.store.registrations(&desk.actor(), event.id, &filter).await?;
        people.extend(found.rows.into_iter().map(|row| Affected {
            id: row.id,
            name: row.name,
            organisation: row.organisation,
            email: row.email,
            language: None,
            status: row.status,
        }));
        if people.len() >= most || page >= found.pages {
            let cut = found.total > DECIDE_AT_MOST;
            people.truncate(most);
            return Ok((people, cut));
        }
        page += 1;
    }
}

type Outcomes = Vec<(String, Result<Status, DecisionRefused>)>;

/// Decides, and names those who were refused: no more of them than a message can hold.
pub(super) async fn outcomes(
    desk: &DeskCtx,
    event: &Event,
    ids: Vec<RegistrationId>,
    verdict: Verdict,
) -> Result<Outcomes, WebError> {
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let results = desk.ctx.write(async move { store.decide(act, id, ids, verdict).await }).await?;
    let results = match results {
        Ok(decided) => decided.outcomes,
        Err(CommandError::Refused(_)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    named(desk, event, results).await
}
