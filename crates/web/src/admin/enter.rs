//! An organiser enters somebody: the event's form on one page, checked as a delegate's is.

use super::agenda::to_decide;
use super::answers::id_of;
use super::listing::{Pairs, carried, listing_of};
use crate::ctx::new_secret;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::registration::Facts;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;
use plenary_domain::registration::{
    EnterRefused, Entering, FieldProblem, RawAnswers, Step, check_step, may_register,
};
use plenary_domain::text::optional_lines;
use plenary_pages::admin::enter::EnterPage;
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::public::enter_steps;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, NewEntry};

/// The longest reason, in characters.
const REASON: usize = 1_000;

/// The form as it was sent, or as it is at first.
struct Sent {
    raw: RawAnswers,
    once: RegistrationId,
    confirmed: bool,
    reason: String,
    letter: bool,
    listing: Listing,
}

/// What is wrong with it.
#[derive(Default)]
struct Wrong {
    problems: Vec<(Step, FieldProblem)>,
    /// Beside the answers.
    errors: FormErrors,
    /// Answers have brought questions that were not on the page.
    more: bool,
}

pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let sent = Sent {
        raw: RawAnswers::default(),
        once: desk.act().ids.fresh(),
        confirmed: false,
        reason: String::new(),
        letter: true,
        listing: listing_of(&event, &RawForm(query.into_inner())),
    };
    let facts = Facts::of(&desk.ctx, &event).await?.by_organiser();
    show(&desk, &event, &facts, (sent, Wrong::default())).await
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let facts = Facts::of(&desk.ctx, &event).await?.by_organiser();
    let mut raw = RawAnswers::default();
    for step in Step::ALL {
        raw.replace_step(step, &form.answers(), &facts.form().form);
    }
    let sent = Sent {
        once: id_of(form.one("once"))?,
        confirmed: form.one("entering") == "confirmed",
        reason: form.one("reason").to_owned(),
        letter: form.one("letter") == "yes",
        listing: carried(&event, form.one("list")),
        raw,
    };
    let mut wrong = look_at(&facts, &sent.raw, &form);
    let reason = optional_lines(&sent.reason, REASON).unwrap_or_else(|why| {
        wrong.errors.add("reason", desk.t().text_problem(why));
        String::new()
    });
    if wrong.more || !wrong.problems.is_empty() || !wrong.errors.is_empty() {
        return show(&desk, &event, &facts, (sent, wrong)).await;
    }
    let entering = if sent.confirmed { Entering::Confirmed { reason } } else { Entering::AsUsual };
    let (raw, letter) = (sent.raw.clone(), sent.letter);
    let new = NewEntry { id: sent.once, secret: new_secret(), raw, entering, letter };
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.register_for(act, id, new).await }).await? {
        Ok(done) => {
            let to = format!("{}?{}", AdminUrls::new(&event).registration(done.id), sent.listing.query());
            let text = desk.t().admin_desk_enter_done(desk.t().status(done.status));
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(EnterRefused::Answers(problems))) => {
            show(&desk, &event, &facts, (sent, Wrong { problems, ..Wrong::default() })).await
        }
        Err(CommandError::Refused(EnterRefused::NoPlaceLeft)) => {
            wrong.errors.add("reason", desk.t().admin_desk_enter_full());
            show(&desk, &event, &facts, (sent, wrong)).await
        }
        Err(CommandError::Refused(EnterRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// Questions that were not on the page are asked before anybody is told that they were not answered.
fn look_at(facts: &Facts, raw: &RawAnswers, form: &RawForm) -> Wrong {
    let known = |key: &str| form.all("drawn").any(|k| k == key) && !form.all("unseen").any(|k| k == key);
    let asked = facts.form().asked(raw);
    let new: Vec<&str> =
        asked.iter().map(|question| question.key.as_str()).filter(|key| !known(key)).collect();
    let mut problems = Vec::new();
    for step in facts.form().steps(raw) {
        let mine = check_step(step, raw, facts.form()).into_iter();
        problems.extend(mine.filter(|problem| !new.contains(&problem.field.as_str())).map(|p| (step, p)));
    }
    Wrong { problems, errors: FormErrors::default(), more: !new.is_empty() }
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    facts: &Facts,
    (sent, wrong): (Sent, Wrong),
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let made = enter_steps(desk.t().lang, &sent.raw, &wrong.problems, &facts.step(event));
    let (steps, mut errors) = made.map_err(WebError::internal)?;
    errors.0.extend(wrong.errors.0);
    let shown = desk.desk(Some(event));
    let again = wrong.more || !errors.is_empty();
    let page = EnterPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(event, waiting),
        urls: AdminUrls::new(event),
        steps,
        errors,
        more: wrong.more,
        once: sent.once.to_string(),
        confirmed: sent.confirmed,
        reason: sent.reason,
        letter: sent.letter,
        outside_times: may_register(event, desk.ctx.now).is_err(),
        list: sent.listing.query(),
    };
    respond::page_with(if again { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}
