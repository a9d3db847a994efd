//! Words of released agendas, kept while they are looked for: a release never changes, so that its index doesn't.

use plenary_domain::agenda::{Agenda, AgendaIndex};
use plenary_domain::ids::EventId;
use std::sync::{Arc, Mutex, PoisonError};

/// Events that are searched at the same time.
const MOST: usize = 8;

#[derive(Default)]
pub(crate) struct Indices(Mutex<Vec<(Of, Arc<AgendaIndex>)>>);

/// Event and number of the release.
type Of = (EventId, i32);

impl Indices {
    pub(crate) fn of(&self, event: EventId, release: i32, agenda: &Agenda) -> Arc<AgendaIndex> {
        let of = (event, release);
        if let Some(known) = self.get(of) {
            return known;
        }
        let made = Arc::new(AgendaIndex::of(agenda));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Older releases of the same event are not looked for again.
        all.retain(|((other, _), _)| *other != event);
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push((of, Arc::clone(&made)));
        made
    }

    fn get(&self, of: Of) -> Option<Arc<AgendaIndex>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(known, _)| *known == of).map(|(_, index)| Arc::clone(index))
    }
}
