//! The form, step by step. Each step is saved in a draft at a secret address, whatever is wrong with it; sending the
//! draft twice is one registration.

use super::files::{Refused, Sending, sent as sent_files};
use super::{Facts, granted, missed};
use crate::ctx::{Ctx, new_secret};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::public::{event, frames, lang};
use crate::respond::{again, page, page_with, see_other};
use crate::uploads::Posted;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_domain::file::FileOwner;
use plenary_domain::registration::{FieldProblem, RawAnswers, RegisterRefused, Step};
use plenary_pages::Nav;
use plenary_pages::public::{ClosedPage, StepPage};
use plenary_pages::urls::EventUrls;
use plenary_store::{CommandError, Draft, Granted, StoreError};

type StartPath = web::Path<(String, String)>;
type StepPath = web::Path<(String, String, String, String)>;

/// The first step, before anything is saved.
pub(crate) async fn start(ctx: Ctx, path: StartPath) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    if let Some(closed) = closed(&ctx, lang, &event)? {
        return Ok(closed);
    }
    let facts = Facts::of(&ctx, &event).await?;
    page(&first_step(&ctx, lang, &event, &facts, RawAnswers::default(), &[]))
}

/// The first step sent: from here on there is a draft.
pub(crate) async fn begin(ctx: Ctx, path: StartPath, form: RawForm) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    if let Some(closed) = closed(&ctx, lang, &event)? {
        return Ok(closed);
    }
    let facts = Facts::of(&ctx, &event).await?;
    let mut raw = RawAnswers::default();
    raw.replace_step(Step::Contact, &form.answers(), &facts.form.form);
    let secret = new_secret();
    let urls = EventUrls::new(lang, &event);
    // People don't see this field: what fills it gets the answer that it expects, and nothing is kept or sent.
    if !form.one("website").is_empty() {
        return Ok(see_other(&urls.step(&secret, Step::About)));
    }
    let (problems, more) = facts.look_at(Step::Contact, &raw, &form);
    if more || !problems.is_empty() {
        let mut page = first_step(&ctx, lang, &event, &facts, raw, &problems);
        page.more = more;
        return again(&page);
    }
    let grant = granted(&ctx, asked(&ctx, &raw).await?)?;
    let (store, act, to_keep) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), secret.clone());
    let id = event.id;
    match ctx.write(async move { store.begin_draft(act, id, to_keep, raw, grant).await }).await? {
        Ok(()) => Ok(see_other(&told(urls.step(&secret, Step::About), grant))),
        Err(CommandError::Refused(_)) => closed(&ctx, lang, &event)?.ok_or(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// Counts a letter to the address that was typed.
async fn asked(ctx: &Ctx, raw: &RawAnswers) -> Result<Granted, WebError> {
    let Some(address) = raw.address() else { return Ok(Granted::NoLetter) };
    Ok(ctx.site.store.ask_for_letter(&ctx.allowance(), address.as_str(), ctx.now).await?)
}

/// The next page says when no letter has gone out.
fn told(address: String, grant: Granted) -> String {
    if grant.letter() { address } else { format!("{address}?{NO_LETTER}") }
}

/// As the address of a page says it.
const NO_LETTER: &str = "done=no-letter";

fn first_step<'a>(
    ctx: &Ctx,
    lang: Lang,
    event: &'a Event,
    facts: &Facts,
    raw: RawAnswers,
    problems: &[FieldProblem],
) -> StepPage<'a> {
    let (frame, head) = frames(ctx, lang, event, Nav::Other, |of| EventUrls::new(of, event).register());
    let (action, home) = (head.urls.register(), head.urls.home());
    StepPage::new(frame, head, Step::Contact, raw, problems, &facts.step(event)).at(action, Some(home))
}

/// The page that says why one can't register now, if so.
fn closed(ctx: &Ctx, lang: Lang, event: &Event) -> Result<Option<HttpResponse>, WebError> {
    use plenary_domain::event::RegistrationWindow::{Closed, NotYet, Open};
    let (frame, head) = frames(ctx, lang, event, Nav::Other, |of| EventUrls::new(of, event).register());
    let (t, zone) = (frame.t, event.zone());
    let (title, text) = match event.registration_window(ctx.now) {
        Open { .. } => return Ok(None),
        NotYet { opens } => (t.not_yet_title(), t.not_yet_text(t.moment(opens, &zone))),
        Closed { at } => (t.closed_title(), t.closed_text(t.moment(at, &zone))),
    };
    page_with(StatusCode::FORBIDDEN, &ClosedPage { frame, head, title: title.into_owned(), text }).map(Some)
}

/// Everything that a step of a draft needs.
struct Opened {
    lang: Lang,
    event: Event,
    secret: String,
    step: Step,
    draft: Draft,
    facts: Facts,
}

async fn open(ctx: &Ctx, path: &(String, String, String, String)) -> Result<Opened, WebError> {
    let lang = lang(&path.0)?;
    let step = Step::parse(&path.3).ok_or(WebError::NotFound)?;
    let event = event(ctx, lang, &path.1).await?;
    let draft = ctx.site.store.draft(event.id, &path.2, ctx.now).await.map_err(|error| missed(ctx, error))?;
    let mut facts = Facts::of(ctx, &event).await?;
    let urls = EventUrls::new(lang, &event);
    let place = (event.id, FileOwner::Draft(draft.id));
    facts.files = sent_files(ctx, place, &facts.form, |id| urls.draft_file(&path.2, id)).await?;
    Ok(Opened { lang, event, secret: path.2.clone(), step, draft, facts })
}

impl Opened {
    fn page(&self, ctx: &Ctx, raw: RawAnswers, problems: &[FieldProblem]) -> StepPage<'_> {
        let address = |of| EventUrls::new(of, &self.event).step(&self.secret, self.step);
        let (frame, head) = frames(ctx, self.lang, &self.event, Nav::Other, address);
        let urls = head.urls.clone();
        let back = self.facts.form.previous(self.step, &raw).map(|step| urls.step(&self.secret, step));
        StepPage::new(frame, head, self.step, raw, problems, &self.facts.step(&self.event))
            .at(urls.step(&self.secret, self.step), back)
            .with_changes(|step| urls.step(&self.secret, step))
    }

    /// Keeps the files of the step at once, and shows them on the page that comes.
    async fn take_files(
        &mut self,
        ctx: &Ctx,
        posted: &Posted,
        raw: &mut RawAnswers,
    ) -> Result<Result<Refused, StoreError>, WebError> {
        let owner = FileOwner::Draft(self.draft.id);
        let sending = Sending { ctx, lang: self.lang, event: self.event.id, owner, posted };
        let taken = sending.take(self.step, &self.facts.form, raw, |_| false).await?;
        let urls = self.urls();
        let place = (self.event.id, owner);
        self.facts.files =
            sent_files(ctx, place, &self.facts.form, |id| urls.draft_file(&self.secret, id)).await?;
        Ok(taken)
    }

    /// Whether somebody with these answers is asked anything in this step, and the step after it.
    fn reaches(&self, raw: &RawAnswers) -> (bool, Option<Step>) {
        let form = &self.facts.form;
        (form.steps(raw).contains(&self.step), form.next(self.step, raw))
    }

    fn urls(&self) -> EventUrls {
        EventUrls::new(self.lang, &self.event)
    }
}

/// A step of a draft; a draft that was sent leads to its registration.
pub(crate) async fn step(ctx: Ctx, req: HttpRequest, path: StepPath) -> Result<HttpResponse, WebError> {
    let opened = open(&ctx, &path).await?;
    if let Some(secret) = &opened.draft.registration_secret {
        return Ok(see_other(&opened.urls().status(secret)));
    }
    let raw = opened.draft.answers.clone();
    if let (false, Some(next)) = opened.reaches(&raw) {
        return Ok(see_other(&opened.urls().step(&opened.secret, next)));
    }
    let mut shown = opened.page(&ctx, raw, &[]);
    shown.no_letter = req.query_string() == NO_LETTER;
    page(&shown)
}

/// A step sent: saved first, checked then. The last step does both in one go with sending everything, unless its
/// answers may have brought up questions that were not on the page.
pub(crate) async fn save(ctx: Ctx, path: StepPath, posted: Posted) -> Result<HttpResponse, WebError> {
    let form = &posted.form;
    if Step::parse(&path.3) == Some(Step::Check) && form.all("unseen").next().is_none() {
        return send(&ctx, &path, form).await;
    }
    let mut opened = open(&ctx, &path).await?;
    if let Some(secret) = &opened.draft.registration_secret {
        return Ok(see_other(&opened.urls().status(secret)));
    }
    let mut raw = opened.draft.answers.clone();
    raw.replace_step(opened.step, &form.answers(), &opened.facts.form.form);
    let refused = match opened.take_files(&ctx, &posted, &mut raw).await? {
        Err(StoreError::NotFound) => return sent_meanwhile(&ctx, &opened).await,
        taken => taken?,
    };
    // A new address gets the letter that leads back; what was typed is kept whatever becomes of the letter.
    let moved = raw.address() != opened.draft.answers.address();
    let grant = if moved { asked(&ctx, &raw).await? } else { Granted::NoLetter };
    let (store, act, id) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), opened.event.id);
    let (secret, kept) = (opened.secret.clone(), raw.clone());
    match ctx.write(async move { store.save_draft(act, (id, &secret), kept, grant).await }).await? {
        Err(StoreError::NotFound) => return sent_meanwhile(&ctx, &opened).await,
        saved => saved?,
    }
    let (problems, more) = opened.facts.look_at(opened.step, &raw, form);
    if more || !problems.is_empty() || !refused.is_empty() {
        let mut page = opened.page(&ctx, raw, &problems).refusing(refused);
        page.more = more;
        return again(&page);
    }
    match opened.facts.form.next(opened.step, &raw) {
        Some(next) => {
            let address = opened.urls().step(&opened.secret, next);
            Ok(see_other(&if moved { told(address, grant) } else { address }))
        }
        None => send(&ctx, &path, form).await,
    }
}

/// Somebody who presses the button twice sends the second request while the first is at work.
async fn sent_meanwhile(ctx: &Ctx, opened: &Opened) -> Result<HttpResponse, WebError> {
    let draft = ctx.site.store.draft(opened.event.id, &opened.secret, ctx.now).await?;
    let secret = draft.registration_secret.ok_or(WebError::NotFound)?;
    Ok(see_other(&opened.urls().status(&secret)))
}

async fn send(ctx: &Ctx, path: &StepPath, form: &RawForm) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(ctx, lang, &path.1).await?;
    let (store, act, id) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), event.id);
    let (draft, secret) = ((path.2.clone(), form.answers()), new_secret());
    let grant = store.ask_for_letter_of_draft(&ctx.allowance(), (id, &path.2), ctx.now).await?;
    match ctx.write(async move { store.register_with_last_step(act, id, draft, secret, grant).await }).await?
    {
        Ok(outcome) => Ok(see_other(&told(EventUrls::new(lang, &event).status(&outcome.secret), grant))),
        Err(CommandError::Refused(RegisterRefused::Answers(problems))) => {
            wrong(ctx, &open(ctx, path).await?, form, problems)
        }
        Err(CommandError::Refused(_)) => closed(ctx, lang, &event)?.ok_or(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(missed(ctx, error)),
    }
}

/// Something is missing or wrong, in this step or, as steps can be skipped by their addresses, in an earlier one.
fn wrong(
    ctx: &Ctx,
    opened: &Opened,
    form: &RawForm,
    problems: Vec<(Step, FieldProblem)>,
) -> Result<HttpResponse, WebError> {
    let raw = opened.draft.answers.clone();
    let (here, _) = opened.facts.look_at(opened.step, &raw, form);
    if here.is_empty() { missing(ctx, opened, raw, problems) } else { again(&opened.page(ctx, raw, &here)) }
}

/// Something in an earlier step is missing or wrong (steps can be skipped by their addresses): that step again.
fn missing(
    ctx: &Ctx,
    opened: &Opened,
    raw: RawAnswers,
    problems: Vec<(Step, FieldProblem)>,
) -> Result<HttpResponse, WebError> {
    let Some(step) = problems.iter().map(|(step, _)| *step).min() else { return Err(WebError::NotFound) };
    let here: Vec<_> =
        problems.into_iter().filter(|(of, _)| *of == step).map(|(_, problem)| problem).collect();
    let address = |of| EventUrls::new(of, &opened.event).step(&opened.secret, step);
    let (frame, head) = frames(ctx, opened.lang, &opened.event, Nav::Other, address);
    let urls = head.urls.clone();
    let back = opened.facts.form.previous(step, &raw).map(|step| urls.step(&opened.secret, step));
    let page = StepPage::new(frame, head, step, raw, &here, &opened.facts.step(&opened.event));
    again(&page.at(urls.step(&opened.secret, step), back))
}
