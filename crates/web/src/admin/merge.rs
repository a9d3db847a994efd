//! Merging two registrations of one person: compare, choose, look once more, confirm.

use super::agenda::to_decide;
use super::answers::id_of;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::Agenda;
use plenary_domain::event::Event;
use plenary_domain::ids::{RegistrationId, SessionId};
use plenary_domain::registration::{
    FieldProblem, Form, FormFacts, MergeRefused, Question, RawAnswers, Registration, SESSIONS, Status, Step,
    differing, may_merge,
};
use plenary_pages::T;
use plenary_pages::admin::merge::{DuplicateLine, MergeField, MergePage, MergeSide};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, Duplicate, Merge};

type Address = web::Path<(String, String, String)>;

pub(crate) async fn page(desk: DeskCtx, path: Address) -> Result<HttpResponse, WebError> {
    let pair = Pair::load(&desk, path.into_inner()).await?;
    if let Some(ended) = pair.ended() {
        return Ok(ended);
    }
    pair.show(&pair.first_choice(), false, FormErrors::default()).await
}

pub(crate) async fn save(desk: DeskCtx, path: Address, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let pair = Pair::load(&desk, path.into_inner()).await?;
    if let Some(ended) = pair.ended() {
        return Ok(ended);
    }
    let choice = Choice::read(&form);
    match form.one("do") {
        "merge" => pair.merge(&choice).await,
        step => pair.show(&choice, step == "preview", FormErrors::default()).await,
    }
}

/// What was chosen.
struct Choice {
    keep_second: bool,
    /// Fields whose answer is that of the second one; no others are of it.
    second: Vec<String>,
    /// Of the two when they were looked at.
    versions: Option<(i32, i32)>,
}

/// How the page names a field.
fn input(field: &str) -> String {
    format!("f-{field}")
}

impl Choice {
    fn read(form: &RawForm) -> Self {
        let fields = form.0.iter().filter(|(_, side)| side == "two");
        let version = |name| form.one(name).parse().ok();
        Self {
            keep_second: form.one("keep") == "two",
            second: fields.filter_map(|(name, _)| name.strip_prefix("f-")).map(str::to_owned).collect(),
            versions: version("version-one").zip(version("version-two")),
        }
    }

    fn is_second(&self, field: &str) -> bool {
        self.second.iter().any(|other| other == field)
    }
}

/// The two registrations and all that the page says about them.
struct Pair<'a> {
    desk: &'a DeskCtx,
    event: Event,
    agenda: Agenda,
    one: Registration,
    two: Registration,
    raw: (RawAnswers, RawAnswers),
    facts: FormFacts,
    /// The forms under which the two were answered, for questions that are no longer asked.
    forms: [Form; 2],
}

async fn opened(desk: &DeskCtx, event: &Event, id: RegistrationId) -> Result<Registration, WebError> {
    let (store, act, event) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    Ok(desk.ctx.write(async move { store.registration_opened(act, event, id).await }).await??)
}

impl<'a> Pair<'a> {
    async fn load(desk: &'a DeskCtx, (slug, one, two): (String, String, String)) -> Result<Self, WebError> {
        let event = desk.run(&slug).await?;
        let (one, two): (RegistrationId, RegistrationId) = (id_of(&one)?, id_of(&two)?);
        if one == two {
            return Err(WebError::NotFound);
        }
        let store = &desk.ctx.site.store;
        // Whoever compares sees everything, which is written down.
        let (one, two) = (opened(desk, &event, one).await?, opened(desk, &event, two).await?);
        let facts = store.form_facts(&event, desk.ctx.now).await?;
        let forms = [store.form_of(&one).await?, store.form_of(&two).await?];
        let agenda = store.timetable(event.id).await?;
        let raw = (one.answers.to_raw(&facts), two.answers.to_raw(&facts));
        Ok(Self { desk, event, agenda, one, two, raw, facts, forms })
    }

    /// Away from here, where one of them is no longer in the running.
    fn ended(&self) -> Option<HttpResponse> {
        may_merge(self.one.status, self.two.status).err().map(|_| self.away_ended())
    }

    fn away_ended(&self) -> HttpResponse {
        let text = self.desk.t().admin_merge_ended();
        let to = AdminUrls::new(&self.event).registration(self.one.id);
        with_notice(&self.desk.ctx, &to, NoticeKind::Warning, &text)
    }

    /// One that has a place stays rather than one that has none, and its answers with it.
    fn first_choice(&self) -> Choice {
        let standing = |registration: &Registration| {
            (registration.status == Status::Confirmed, registration.status.holds_place())
        };
        let keep_second = standing(&self.two) > standing(&self.one);
        let second = if keep_second { self.fields() } else { Vec::new() };
        Choice { keep_second, second, versions: Some((self.one.version, self.two.version)) }
    }

    /// Where they differ.
    fn fields(&self) -> Vec<String> {
        let mut fields = differing(&self.raw.0, &self.raw.1, &self.facts.form);
        if self.one.answers.sessions != self.two.answers.sessions {
            fields.push(SESSIONS.to_owned());
        }
        fields
    }

    fn value(&self, field: &str, registration: &Registration, raw: &RawAnswers) -> String {
        let t = self.desk.t();
        if field == SESSIONS {
            return titles(t, &self.agenda, &registration.answers.sessions);
        }
        match self.question(field) {
            // Nobody is told beside a name what is only counted.
            Some(question) if question.is_only_counted() && !raw.all(field).is_empty() => {
                t.admin_form_counted().into_owned()
            }
            Some(question) => t.question_answer(question, raw.all(field)),
            None if field == "type" => t.type_of(&self.event, &registration.answers.representation_type),
            None => t.audit_value(field, &raw.all(field).join(", ").into()),
        }
    }

    /// The question of the form behind a field, as it is asked now or as it was asked then.
    fn question(&self, field: &str) -> Option<&Question> {
        let then = || self.forms.iter().find_map(|form| form.question(field));
        self.facts.form.question(field).or_else(then)
    }

    fn label(&self, field: &str) -> String {
        let t = self.desk.t();
        self.question(field)
            .map_or_else(|| t.audit_field(field).into_owned(), |question| t.question(question))
    }

    async fn show(&self, choice: &Choice, sure: bool, errors: FormErrors) -> Result<HttpResponse, WebError> {
        let line = |field: String| MergeField {
            id: input(&field),
            label: self.label(&field),
            one: self.value(&field, &self.one, &self.raw.0),
            two: self.value(&field, &self.two, &self.raw.1),
            second: choice.is_second(&field),
            error: errors.of(&input(&field)),
        };
        let waiting = to_decide(self.desk, &self.event).await?;
        let shown = self.desk.desk(Some(&self.event));
        let versions = choice.versions.unwrap_or((self.one.version, self.two.version));
        let page = MergePage {
            frame: AdminFrame::new(&shown, AdminNav::Registrations).of(&self.event, waiting),
            urls: AdminUrls::new(&self.event),
            one: self.side(&self.one, versions.0),
            two: self.side(&self.two, versions.1),
            fields: self.fields().into_iter().map(line).collect(),
            keep_second: choice.keep_second,
            sure,
            errors,
        };
        let wrong = !page.errors.is_empty();
        respond::page_with(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
    }

    fn side(&self, registration: &Registration, version: i32) -> MergeSide {
        MergeSide {
            id: registration.id,
            version,
            reference: registration.reference.clone(),
            status: registration.status,
            name: registration.answers.full_name(),
            sent: self.desk.t().moment_short(registration.submitted_at, &self.event.zone()),
        }
    }

    async fn merge(&self, choice: &Choice) -> Result<HttpResponse, WebError> {
        let versions = choice.versions.ok_or(WebError::Unreadable("no versions"))?;
        let (one, two) = ((self.one.id, versions.0), (self.two.id, versions.1));
        let (keep, drop) = if choice.keep_second { (two, one) } else { (one, two) };
        let from_dropped = self.fields().into_iter().filter(|f| choice.is_second(f) != choice.keep_second);
        let merge = Merge { keep, drop, from_dropped: from_dropped.collect() };
        let (store, act, id) = (self.desk.ctx.site.store.clone(), self.desk.act(), self.event.id);
        let done =
            self.desk.ctx.write(async move { store.merge_registrations(act, id, merge).await }).await?;
        match done {
            Ok(()) => Ok(self.merged(choice.keep_second)),
            Err(CommandError::Store(error)) => Err(error.into()),
            Err(CommandError::Refused(refused)) => self.refused(choice, refused).await,
        }
    }

    fn merged(&self, keep_second: bool) -> HttpResponse {
        let (kept, gone) = if keep_second { (&self.two, &self.one) } else { (&self.one, &self.two) };
        let text = self.desk.t().admin_merge_done(gone.reference.as_str(), kept.reference.as_str());
        let to = AdminUrls::new(&self.event).registration(kept.id);
        with_notice(&self.desk.ctx, &to, NoticeKind::Good, &text)
    }

    async fn refused(&self, choice: &Choice, refused: MergeRefused) -> Result<HttpResponse, WebError> {
        match refused {
            MergeRefused::Same | MergeRefused::NotAllowed => Err(WebError::NotFound),
            MergeRefused::NotFrom(_) => Ok(self.away_ended()),
            MergeRefused::ChangedMeanwhile => {
                let text = self.desk.t().admin_merge_changed();
                let to = AdminUrls::new(&self.event).merge(self.one.id, self.two.id);
                Ok(with_notice(&self.desk.ctx, &to, NoticeKind::Warning, &text))
            }
            MergeRefused::Answers(problems) => self.show(choice, false, self.errors(&problems)).await,
        }
    }

    /// Beside the field where it is on this page, otherwise at its top.
    fn errors(&self, problems: &[(Step, FieldProblem)]) -> FormErrors {
        let (t, fields) = (self.desk.t(), self.fields());
        let mut errors = FormErrors::default();
        for (_, problem) in problems {
            let here = fields.contains(&problem.field);
            let id = if here { input(&problem.field) } else { "keep".to_owned() };
            let text = t.answer_problem(problem, &self.event.zone());
            errors.add(id, if here { text } else { format!("{}: {text}", self.label(&problem.field)) });
        }
        errors
    }
}

fn titles(t: T, agenda: &Agenda, ids: &[SessionId]) -> String {
    let title = |id: &SessionId| agenda.session(*id).map(|session| session.title.get(t.lang).to_owned());
    ids.iter().filter_map(title).collect::<Vec<_>>().join(", ")
}

/// A line of the box beside a registration.
pub(super) fn duplicate_line(found: Duplicate) -> DuplicateLine {
    DuplicateLine {
        id: found.id,
        reference: found.reference,
        status: found.status,
        name: found.name,
        organisation: found.organisation,
        email: found.email,
        same_email: found.same_email,
        likeness: found.likeness,
    }
}
