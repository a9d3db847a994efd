//! What acts about several registrations came to, with the names of those who were refused.

use crate::error::WebError;
use crate::sign_in::DeskCtx;
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;

/// Each kind of refusal names five in a message, which can't hold more.
const NAMED: usize = 25;

/// The outcomes with names in the place of ids: those that no message has room for stay empty, and so do those who were
/// not refused.
pub(super) async fn named<T, R>(
    desk: &DeskCtx,
    event: &Event,
    results: Vec<(RegistrationId, Result<T, R>)>,
) -> Result<Vec<(String, Result<T, R>)>, WebError> {
    let (mut outcomes, mut count) = (Vec::with_capacity(results.len()), 0);
    for (id, result) in results {
        let mut name = String::new();
        if result.is_err() && count < NAMED {
            count += 1;
            name = desk.ctx.site.store.registration(event.id, id).await?.answers.full_name();
        }
        outcomes.push((name, result));
    }
    Ok(outcomes)
}
