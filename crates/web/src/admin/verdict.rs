//! What the form of a decision says, made into a verdict.

use crate::forms::RawForm;
use crate::sign_in::DeskCtx;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::event::Event;
use plenary_domain::registration::{Decision, Verdict};
use plenary_domain::text::{TextRefused, optional_lines};
use plenary_pages::admin::registration::TypedDecision;
use plenary_pages::forms::FormErrors;

/// The longest reason or question, in characters: it stands in a letter.
const REASON: usize = 1_000;
/// The longest time to answer, in days.
const DAYS: i64 = 60;
/// The most fields that one question names.
const FIELDS: usize = 40;

/// What was typed, to be shown again.
pub(super) fn typed_of(form: &RawForm, decision: Decision) -> TypedDecision {
    TypedDecision {
        decision: Some(decision),
        reason: form.one("reason").to_owned(),
        days: form.one("days").to_owned(),
        fields: form.all("fields").map(ToOwned::to_owned).collect(),
        over_limit: form.one("over") == "yes",
    }
}

/// The verdict, or what is wrong beside its fields.
pub(super) fn verdict_of(
    desk: &DeskCtx,
    event: &Event,
    decision: Decision,
    form: &RawForm,
) -> Result<Verdict, FormErrors> {
    let t = desk.t();
    let over_limit = decision == Decision::Confirm && form.one("over") == "yes";
    let mut errors = FormErrors::default();
    let mut verdict = Verdict { over_limit, ..Verdict::plain(decision, String::new()) };
    if decision.needs_reason() || over_limit {
        match optional_lines(form.one("reason"), REASON) {
            Ok(reason) if !reason.is_empty() => verdict.reason = reason,
            Ok(_) | Err(TextRefused::Empty) => errors.add(
                "reason",
                match decision {
                    Decision::Decline => t.admin_registrations_reason_empty(),
                    Decision::RequestInfo => t.admin_registrations_question_empty(),
                    _ => t.admin_registrations_needs_reason(),
                },
            ),
            Err(refused) => errors.add("reason", t.text_problem(refused)),
        }
    }
    if decision.needs_deadline() {
        let days = form.one("days").trim().parse().ok().filter(|days| (1..=DAYS).contains(days));
        verdict.answer_by = days.and_then(|days| end_of_day(desk.ctx.now, event, days));
        if verdict.answer_by.is_none() {
            errors.add("days", t.admin_registrations_answer_days_wrong());
        }
    }
    if decision == Decision::RequestInfo {
        verdict.fields = form.all("fields").take(FIELDS).map(ToOwned::to_owned).collect();
    }
    if errors.is_empty() { Ok(verdict) } else { Err(errors) }
}

/// The last minute of the day that many days from now, where the event is: a deadline that one can remember.
fn end_of_day(now: Timestamp, event: &Event, days: i64) -> Option<Timestamp> {
    let then = now.checked_add(SignedDuration::from_hours(24 * days)).ok()?.to_zoned_datetime(event.zone());
    let last = then.date().to_datetime(jiff::civil::time(23, 59, 0, 0));
    event.zone().to_ambiguous_timestamp(last).compatible().ok()
}
