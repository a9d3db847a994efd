//! Registering without an account, and what a delegate does afterwards at the secret address.

pub(crate) mod change;
mod files;
pub(crate) mod form;
pub(crate) mod from_letter;
pub(crate) mod reply;
pub(crate) mod status;
pub(crate) mod stop_letters;
pub(crate) mod withdraw;

use crate::ctx::Ctx;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::limits::take;
use crate::public::{event, seats};
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;
use plenary_domain::event::Event;
use plenary_domain::registration::{FieldProblem, FormFacts, RawAnswers, Registration, Step, check_step};
use plenary_pages::public::{Seats, SentFile, StepFacts};
use plenary_store::{Granted, StoreError};

/// What the pages of a registration need to know of the event.
pub(crate) struct Facts {
    form: FormFacts,
    agenda: Option<Agenda>,
    seats: Seats,
    /// That answer questions of the form.
    files: Vec<SentFile>,
}

impl Facts {
    pub(crate) async fn of(ctx: &Ctx, event: &Event) -> Result<Self, WebError> {
        let form = ctx.site.store.form_facts(event, ctx.now).await?;
        let release = ctx.site.store.released_agenda(event.id).await?;
        let (agenda, seats) = (release.map(|release| release.agenda), seats(ctx, event.id).await?);
        Ok(Self { form, agenda, seats, files: Vec::new() })
    }

    /// For changing answers: the type that somebody has stays possible.
    pub(crate) fn keeping(mut self, registration: &Registration) -> Self {
        self.form.kept_type = Some(registration.answers.representation_type.clone());
        self
    }

    /// For an organiser who enters somebody: times of representation types do not bind, and files come later.
    pub(crate) fn by_organiser(mut self) -> Self {
        (self.form.by_organiser, self.form.files) = (true, false);
        self
    }

    pub(crate) const fn form(&self) -> &FormFacts {
        &self.form
    }

    pub(crate) fn step<'a>(&'a self, event: &'a Event) -> StepFacts<'a> {
        StepFacts {
            event,
            form: &self.form,
            agenda: self.agenda.as_ref(),
            seats: &self.seats,
            given: None,
            files: &self.files,
        }
    }

    /// What is wrong with a step that was sent, and whether its answers have brought questions that were not on the
    /// page: those are asked before anybody is told that they were not answered.
    pub(crate) fn look_at(&self, step: Step, raw: &RawAnswers, form: &RawForm) -> (Vec<FieldProblem>, bool) {
        let asked = self.form.asked(raw);
        let unseen: Vec<&str> = form
            .all("unseen")
            .filter(|key| asked.iter().any(|question| question.step == step && question.key == *key))
            .collect();
        let mut problems = check_step(step, raw, &self.form);
        problems.retain(|problem| !unseen.contains(&problem.field.as_str()));
        (problems, !unseen.is_empty())
    }
}

/// A secret that does not exist costs one of the allowance: nobody tries many.
pub(crate) fn missed(ctx: &Ctx, error: StoreError) -> WebError {
    if matches!(error, StoreError::NotFound)
        && let Err(too_many) = take(&ctx.site.limiters.misses, ctx.peer)
    {
        return too_many;
    }
    error.into()
}

/// Refuses what is asked for too often.
pub(crate) fn granted(ctx: &Ctx, granted: Granted) -> Result<Granted, WebError> {
    match granted {
        Granted::Refused { until } => {
            let wait = until.duration_since(ctx.now).as_secs();
            Err(WebError::TooMany { retry_after: u64::try_from(wait).unwrap_or(0) + 1 })
        }
        other => Ok(other),
    }
}

/// The event and the registration behind a secret address.
pub(crate) async fn mine(
    ctx: &Ctx,
    lang: Lang,
    slug: &str,
    secret: &str,
) -> Result<(Event, Registration), WebError> {
    let event = event(ctx, lang, slug).await?;
    let found = ctx.site.store.registration_by_secret(event.id, &secret.to_lowercase()).await;
    Ok((event, found.map_err(|error| missed(ctx, error))?))
}
