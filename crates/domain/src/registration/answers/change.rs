//! A change of answers that were sent before, perhaps under another version of the form: of one step, or out of two
//! registrations of one person.

use super::{Answers, FieldProblem, FormFacts, RawAnswers, read, with_steps};
use crate::registration::{Question, SESSIONS, Step, merged};
use std::collections::{BTreeMap, BTreeSet};

/// Answers of which one step was typed anew. The form may have changed since they were given: what is missing in
/// another step does not hold up the correction of a name, and an answer to a question that is asked no more stays.
///
/// # Errors
/// At least one problem.
pub fn parse_change(
    old: &Answers,
    (step, typed): (Step, &RawAnswers),
    facts: &FormFacts,
) -> Result<Answers, Vec<(Step, FieldProblem)>> {
    let mut raw = old.to_raw(facts);
    raw.replace_step(step, typed, &facts.form);
    raw.set("email", old.email.as_str());
    let (answers, mut problems) = read(&raw, facts);
    problems.retain(|p| facts.form.step_of(&p.field) == Some(step) || Step::of_field(&p.field).is_some());
    let Some(mut new) = answers.filter(|_| problems.is_empty()) else {
        return Err(with_steps(problems, facts));
    };
    if step != Step::Sessions {
        // A session that is not offered at this moment is not lost by correcting a name.
        new.sessions.clone_from(&old.sessions);
    }
    keep_unread(&mut new, &old.own, |question| question.step != step, (&raw, facts));
    Ok(new)
}

/// Answers of which some are those of another registration of the same person, field by field; chosen sessions are
/// taken over together, or not. Both were right when they were given: only the core has to fit together now.
///
/// # Errors
/// At least one problem.
pub fn parse_merged(
    (keep, drop): (&Answers, &Answers),
    from_dropped: &BTreeSet<String>,
    facts: &FormFacts,
) -> Result<Answers, Vec<(Step, FieldProblem)>> {
    let raw = merged(&keep.to_raw(facts), &drop.to_raw(facts), from_dropped);
    let (answers, mut problems) = read(&raw, facts);
    problems.retain(|p| Step::of_field(&p.field).is_some());
    let Some(mut new) = answers.filter(|_| problems.is_empty()) else {
        return Err(with_steps(problems, facts));
    };
    let sessions = if from_dropped.contains(SESSIONS) { drop } else { keep };
    new.sessions.clone_from(&sessions.sessions);
    let taken = drop.own.iter().filter(|(key, _)| from_dropped.contains(*key));
    let own = keep.own.iter().filter(|(key, _)| !from_dropped.contains(*key)).chain(taken);
    let own: BTreeMap<String, Vec<String>> = own.map(|(key, values)| (key.clone(), values.clone())).collect();
    keep_unread(&mut new, &own, |_| true, (&raw, facts));
    Ok(new)
}

/// Answers that were not read now stay: to questions that are asked no more, and, where `may_stay`, to those of which
/// the rules have changed. What is not asked of somebody with these answers goes.
fn keep_unread(
    new: &mut Answers,
    own: &BTreeMap<String, Vec<String>>,
    may_stay: impl Fn(&Question) -> bool,
    (raw, facts): (&RawAnswers, &FormFacts),
) {
    let asked = facts.asked(raw);
    for (key, values) in own {
        let known = facts.form.question(key).filter(|question| question.is_asked());
        let stays = known
            .is_none_or(|question| may_stay(question) && asked.iter().any(|other| other.key == question.key));
        if stays {
            new.own.entry(key.clone()).or_insert_with(|| values.clone());
        }
    }
}
