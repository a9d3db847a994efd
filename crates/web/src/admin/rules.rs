//! Rules that remind: the list with what comes next, changing one, deleting one.

use super::agenda::to_decide;
use super::answers::{Answers, id_of};
use super::messages::{text_errors, texts_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::ids::RuleId;
use plenary_domain::registration::TypeCode;
use plenary_domain::reminder::{Anchor, Audience, MOST_DAYS, Rule, RuleKind, RuleRefused};
use plenary_pages::T;
use plenary_pages::admin::form::{Link, Typed};
use plenary_pages::admin::rules::{RuleForm, RuleLine, RulesPage, rule_page, typed_rule};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;
use uuid::Uuid;

type Path = web::Path<(String, String)>;

/// A rule that was never saved.
fn unsaved(kind: RuleKind) -> Rule {
    Rule { version: 0, ..Rule::ready_made(RuleId(Uuid::nil()), kind) }
}

pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let urls = AdminUrls::new(&event);
    let store = &desk.ctx.site.store;
    let rows = store.rules(&desk.actor(), event.id).await?;
    let missing: Vec<Rule> = [RuleKind::Arrival, RuleKind::ThankYou]
        .into_iter()
        .filter(|kind| rows.iter().all(|row| row.rule.kind != *kind))
        .map(unsaved)
        .collect();
    let people = store.rule_people(&desk.actor(), event.id, &missing).await?;
    let unsaved = missing.into_iter().zip(people).map(|(rule, people)| {
        let href = urls.rule(rule.kind.code());
        RuleLine { rule, href, people, letters: 0 }
    });
    let saved = rows.into_iter().map(|row| {
        let href = urls.rule(&row.rule.id.to_string());
        RuleLine { rule: row.rule, href, people: row.people, letters: row.letters }
    });
    let mut rules: Vec<RuleLine> = unsaved.chain(saved).collect();
    rules.sort_by_key(|line| line.rule.fires_at(&event));
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting);
    respond::page(&RulesPage { frame, urls, event: &event, now: desk.ctx.now, rules })
}

/// The rule that an address names: a saved one by its id, one that comes with the program by its kind, or a new one.
async fn rule_of(desk: &DeskCtx, event: &Event, which: &str) -> Result<Rule, WebError> {
    match which {
        "new" => Ok(Rule { on: true, ..unsaved(RuleKind::Own) }),
        "arrival" | "thank_you" => {
            let kind = RuleKind::parse(which).ok_or(WebError::NotFound)?;
            let rows = desk.ctx.site.store.rules(&desk.actor(), event.id).await?;
            let saved = rows.into_iter().map(|row| row.rule).find(|rule| rule.kind == kind);
            Ok(saved.unwrap_or_else(|| unsaved(kind)))
        }
        id => Ok(desk.ctx.site.store.rule(&desk.actor(), event.id, id_of(id)?).await?),
    }
}

pub(crate) async fn page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, which) = path.into_inner();
    let event = desk.view(&slug).await?;
    let rule = rule_of(&desk, &event, &which).await?;
    let typed = typed_rule(&rule);
    show(&desk, &event, (&rule, &which), (&typed, FormErrors::default(), false)).await
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    (rule, which): (&Rule, &str),
    (typed, errors, stale): (&Typed, FormErrors, bool),
) -> Result<HttpResponse, WebError> {
    let urls = AdminUrls::new(event);
    let status = match (stale, errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let removable = rule.kind == RuleKind::Own && rule.version > 0;
    let remove = removable.then(|| Link::new(format!("{}/remove", urls.rule(which)), desk.t().rule_remove()));
    let action = urls.rule(which);
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Letters).of(event, waiting);
    let form = RuleForm { event, rule, typed, errors, action, stale, remove };
    respond::page_with(status, &rule_page(frame, &form))
}

/// The form made into a rule; what is wrong with it stands beside its field.
fn read(t: T, event: &Event, old: &Rule, typed: &Typed) -> Result<Rule, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let days = answers.number("days", 0..=MOST_DAYS, t.rule_error_days(MOST_DAYS));
    if days.is_none() && answers.errors.is_empty() {
        answers.wrong("days", t.rule_error_days(MOST_DAYS));
    }
    let at = super::answers::time_of(answers.one("at"));
    if at.is_none() {
        answers.wrong("at", t.rule_error_at());
    }
    let sign = if answers.one("side") == "after" { 1 } else { -1 };
    let kinds = typed.all("types").filter_map(TypeCode::parse);
    let texts = if old.kind == RuleKind::Own { texts_of(event, typed) } else { old.texts.clone() };
    let rule = Rule {
        anchor: Anchor::parse(answers.one("anchor")).unwrap_or(old.anchor),
        days: days.unwrap_or(old.days) * sign,
        at: at.unwrap_or(old.at),
        audience: Audience::parse(answers.one("audience")).unwrap_or(old.audience),
        types: kinds.filter(|of| event.representation_type(of).is_some()).collect(),
        texts,
        on: answers.one("on") == "yes",
        version: typed.one("version").parse().unwrap_or_default(),
        ..old.clone()
    };
    if answers.errors.is_empty() { Ok(rule) } else { Err(answers.errors) }
}

pub(crate) async fn save(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, which) = path.into_inner();
    let event = desk.run(&slug).await?;
    let old = rule_of(&desk, &event, &which).await?;
    let (t, typed) = (desk.t(), Typed(form.0.clone()));
    let rule = match read(t, &event, &old, &typed) {
        Ok(rule) => rule,
        Err(errors) => return show(&desk, &event, (&old, &which), (&typed, errors, false)).await,
    };
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let mut errors = FormErrors::default();
    match desk.ctx.write(async move { store.save_rule(act, id, rule).await }).await? {
        Ok(_) => {
            let to = AdminUrls::new(&event).rules();
            return Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.rule_saved()));
        }
        Err(CommandError::Refused(RuleRefused::ChangedMeanwhile)) => {
            return show(&desk, &event, (&old, &which), (&typed, errors, true)).await;
        }
        Err(CommandError::Refused(refused)) => match refused {
            RuleRefused::Texts(faults) => errors = text_errors(t, faults),
            RuleRefused::Empty => {
                let first = event.languages.first().copied().unwrap_or(plenary_domain::Lang::En);
                errors.add(format!("subject-{}", first.code()), t.message_error_empty());
            }
            RuleRefused::Days => errors.add("days", t.rule_error_days(MOST_DAYS)),
            RuleRefused::TooMany(most) => errors.add("on", t.rule_error_many(most)),
            _ => return Err(WebError::NotFound),
        },
        Err(CommandError::Store(error)) => return Err(error.into()),
    }
    show(&desk, &event, (&old, &which), (&typed, errors, false)).await
}

pub(crate) async fn remove_page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, which) = path.into_inner();
    let event = desk.run(&slug).await?;
    let rule = rule_of(&desk, &event, &which).await?;
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Letters).of(&event, waiting);
    respond::page(&plenary_pages::admin::rules::ask_to_remove(frame, &event, &rule, &which))
}

pub(crate) async fn remove(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, which) = path.into_inner();
    let event = desk.run(&slug).await?;
    let rule: RuleId = id_of(&which)?;
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    match desk.ctx.write(async move { store.remove_rule(act, id, rule).await }).await? {
        Ok(()) => Ok(with_notice(&desk.ctx, &urls.rules(), NoticeKind::Good, &t.rule_removed())),
        Err(CommandError::Refused(RuleRefused::HasFired)) => {
            Ok(with_notice(&desk.ctx, &urls.rules(), NoticeKind::Warning, &t.rule_has_fired()))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
