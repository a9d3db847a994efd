//! 300 people for 50 places, all at the same moment.

use crate::house::{House, Meeting};
use crate::{Failure, load, sending};
use std::time::Duration;
use tokio::runtime::Handle;

pub(crate) const PEOPLE: u32 = 300;
pub(crate) const PLACES: i32 = 50;

/// When the last of those who got a place knew it, and the last of all.
pub(crate) struct Crowd {
    pub(crate) winners: Duration,
    pub(crate) all: Duration,
}

/// # Errors
/// When not exactly 50 have a place, or somebody was not answered.
pub(crate) async fn rush(house: &House, load: &Handle, turn: usize) -> Result<Crowd, Failure> {
    let meeting = house.meeting(&format!("crowd-{turn}"), PLACES).await?;
    let drafts = house.drafts(&meeting, PEOPLE).await?;
    let requests = drafts.iter().map(|draft| sending(&meeting.path(draft))).collect();
    let took = load.spawn(load::rush(house.web.address, 303, requests)).await??;
    let winners = winners(house, &meeting).await?;
    if winners.len() != usize::try_from(PLACES)? {
        return Err(format!("{} people have one of {PLACES} places", winners.len()).into());
    }
    let won = drafts.iter().zip(&took).filter(|(draft, _)| winners.contains(draft)).map(|(_, took)| *took);
    Ok(Crowd { winners: won.max().unwrap_or_default(), all: took.iter().max().copied().unwrap_or_default() })
}

async fn winners(house: &House, meeting: &Meeting) -> Result<Vec<String>, Failure> {
    let sql = "SELECT d.secret FROM draft d JOIN registration r ON r.id = d.registration_id
        WHERE d.event_id = $1::text::uuid AND r.status = 'confirmed'";
    let rows = house.sql.query(sql, &[&meeting.event.id.to_string()]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
