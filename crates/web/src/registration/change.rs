//! Changing answers after sending: one step at a time, with the present answers filled in.

use super::files::{Refused, Sending, sent as sent_files};
use super::{Facts, mine};
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::public::{frames, lang};
use crate::respond::{again, page, see_other};
use crate::uploads::Posted;
use actix_web::{HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_domain::file::FileOwner;
use plenary_domain::registration::{
    ChangeRefused, FieldProblem, RawAnswers, Registration, Step, is_controlled,
};
use plenary_pages::Nav;
use plenary_pages::public::StepPage;
use plenary_pages::urls::EventUrls;
use plenary_store::{Changed, CommandError};

type Path = web::Path<(String, String, String, String)>;

struct Opened {
    lang: Lang,
    event: Event,
    registration: Registration,
    step: Step,
    facts: Facts,
}

async fn open(ctx: &Ctx, path: &(String, String, String, String)) -> Result<Opened, WebError> {
    let lang = lang(&path.0)?;
    let step = Step::parse(&path.3).ok_or(WebError::NotFound)?;
    let (event, registration) = mine(ctx, lang, &path.1, &path.2).await?;
    let mut facts = Facts::of(ctx, &event).await?.keeping(&registration);
    let urls = EventUrls::new(lang, &event);
    let (place, secret) = ((event.id, FileOwner::Registration(registration.id)), &registration.secret);
    facts.files = sent_files(ctx, place, &facts.form, |id| urls.my_file(secret, id)).await?;
    Ok(Opened { lang, event, registration, step, facts })
}

impl Opened {
    fn status(&self) -> String {
        EventUrls::new(self.lang, &self.event).status(&self.registration.secret)
    }

    fn page(&self, ctx: &Ctx, raw: RawAnswers, problems: &[FieldProblem]) -> StepPage<'_> {
        let address = |of| EventUrls::new(of, &self.event).change(&self.registration.secret, self.step);
        let (frame, head) = frames(ctx, self.lang, &self.event, Nav::Other, address);
        let action = head.urls.change(&self.registration.secret, self.step);
        let back = format!("{}#answers", self.status());
        let facts = self.facts.step(&self.event);
        let mut page = StepPage::new(frame, head, self.step, raw, problems, &facts).at(action, Some(back));
        page.change = true;
        page.version = self.registration.version;
        let asked = ["family", "organisation"].map(|field| Step::of_field(field) == Some(self.step));
        page.controlled = asked.contains(&true) && is_controlled("family", self.registration.status);
        page
    }

    /// Keeps the files of the step; a controlled one waits beside the one that is valid.
    async fn take_files(
        &mut self,
        ctx: &Ctx,
        posted: &Posted,
        raw: &mut RawAnswers,
    ) -> Result<Refused, WebError> {
        if !self.registration.status.is_active() {
            return Ok(Vec::new());
        }
        let owner = FileOwner::Registration(self.registration.id);
        let sending = Sending { ctx, lang: self.lang, event: self.event.id, owner, posted };
        let waits = |field: &str| is_controlled(field, self.registration.status);
        let refused = sending.take(self.step, &self.facts.form, raw, waits).await??;
        let urls = EventUrls::new(self.lang, &self.event);
        let (place, secret) = ((self.event.id, owner), &self.registration.secret);
        self.facts.files = sent_files(ctx, place, &self.facts.form, |id| urls.my_file(secret, id)).await?;
        Ok(refused)
    }

    fn present(&self) -> RawAnswers {
        self.registration.answers.to_raw(&self.facts.form)
    }
}

pub(crate) async fn form(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let opened = open(&ctx, &path).await?;
    let asked = opened.facts.form.steps(&opened.present()).contains(&opened.step);
    if !opened.registration.status.is_active() || !asked {
        return Ok(see_other(&opened.status()));
    }
    page(&opened.page(&ctx, opened.present(), &[]))
}

pub(crate) async fn save(ctx: Ctx, path: Path, posted: Posted) -> Result<HttpResponse, WebError> {
    let (form, mut opened) = (&posted.form, open(&ctx, &path).await?);
    let mut raw = opened.present();
    let mut typed = form.answers();
    if opened.step == Step::Contact {
        // The address is proven by having received letters; changing it is for the secretariat.
        typed.0.insert("email".into(), vec![opened.registration.answers.email.to_string()]);
    }
    raw.replace_step(opened.step, &typed, &opened.facts.form.form);
    let refused = opened.take_files(&ctx, &posted, &mut raw).await?;
    let (problems, more) = opened.facts.look_at(opened.step, &raw, form);
    if more || !problems.is_empty() || !refused.is_empty() {
        let mut page = opened.page(&ctx, raw, &problems).refusing(refused);
        page.more = more;
        return again(&page);
    }
    let version = form.one("version").parse().unwrap_or_default();
    let (store, act) = (ctx.site.store.clone(), ctx.act(Actor::Delegate(opened.registration.id)));
    let (event, id, step, sent) = (opened.event.id, opened.registration.id, opened.step, raw.clone());
    let outcome =
        ctx.write(async move { store.change_answers(act, event, id, version, step, sent).await }).await?;
    match outcome {
        Ok(Changed::Now) => Ok(see_other(&format!("{}?done=changed", opened.status()))),
        Ok(Changed::Asked) => Ok(see_other(&format!("{}?done=asked", opened.status()))),
        Err(CommandError::Refused(ChangeRefused::NotFrom(_))) => Ok(see_other(&opened.status())),
        Err(CommandError::Refused(ChangeRefused::ChangedMeanwhile)) => {
            let mut page = opened.page(&ctx, raw, &[]);
            page.meanwhile = true;
            again(&page)
        }
        Err(CommandError::Refused(ChangeRefused::Answers(problems))) => {
            let problems: Vec<_> = problems.into_iter().map(|(_, problem)| problem).collect();
            again(&opened.page(&ctx, raw, &problems))
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
