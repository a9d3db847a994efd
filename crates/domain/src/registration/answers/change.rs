//! A change of one step of answers that were sent before, perhaps under another version of the form.

use super::{Answers, FieldProblem, FormFacts, RawAnswers, read, with_steps};
use crate::registration::Step;

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
    let asked = facts.asked(&raw);
    for (key, values) in &old.own {
        let known = facts.form.question(key).filter(|question| question.is_asked());
        let stays = known.is_none_or(|question| {
            question.step != step && asked.iter().any(|other| other.key == question.key)
        });
        if stays {
            new.own.entry(key.clone()).or_insert_with(|| values.clone());
        }
    }
    Ok(new)
}
