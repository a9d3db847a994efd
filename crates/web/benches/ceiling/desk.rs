//! The desk's pages with many registrations, beside the same pages with few: two events in one database.

use crate::house::{House, Meeting};
use crate::load::Answer;
use crate::{Failure, sending};
use std::time::{Duration, Instant};

pub(crate) const FEW: i32 = 1_000;
pub(crate) const MANY: i32 = 100_000;
/// How often each page is asked for.
const TURNS: usize = 15;

const PAGES: [(&str, &str); 4] = [
    ("first page of the list", "/registrations"),
    ("filtered by status and type", "/registrations?status=waitlisted&type=ngo"),
    ("search for a name", "/registrations?q=Tulegenova503"),
    ("figures of the event", ""),
];

/// A fifth of them has a place, three fifths wait, a fifth is declined. Each is found by a name of their own.
const COPY: &str = "INSERT INTO registration
    SELECT (jsonb_populate_record(model, jsonb_build_object(
        'id', gen_random_uuid(), 'secret', gen_random_uuid(), 'reference', 'DESK-' || n,
        'name', 'Aigerim Tulegenova' || n, 'email', 'delegate' || n || '@example.org',
        'email_key', 'delegate' || n || '@example.org',
        'search', setweight(array_to_tsvector(ARRAY['aigerim', 'tulegenova' || n, 'delegate' || n]), 'A')::text,
        'submitted_at', model.submitted_at - n * interval '1 minute',
        'representation_type', CASE n % 10 WHEN 3 THEN 'ngo' ELSE model.representation_type END,
        'status', CASE n % 5 WHEN 0 THEN 'confirmed' WHEN 1 THEN 'declined' ELSE 'waitlisted' END,
        'waiting_number', CASE WHEN n % 5 > 1 THEN n END))).*
    FROM registration AS model, generate_series(1, $2::int) AS n
    WHERE model.event_id = $1::text::uuid AND model.reference NOT LIKE 'DESK-%'";
const TAKE: &str = "WITH who AS (SELECT id, row_number() OVER () AS n FROM registration
        WHERE event_id = $1::text::uuid AND reference LIKE 'DESK-%' AND status = 'confirmed'),
    free AS (SELECT id, row_number() OVER () AS n FROM place
        WHERE event_id = $1::text::uuid AND registration_id IS NULL)
    UPDATE place SET registration_id = who.id FROM who JOIN free USING (n) WHERE place.id = free.id";
const SIGN_IN: &str =
    "INSERT INTO account (id, email, email_key, name, password_hash, administrator, created_at)
    SELECT gen_random_uuid(), 'desk@example.org', 'desk@example.org', 'Desk', '', true, now();
    INSERT INTO sign_in (token_hash, account_id, second_factor, csrf_token, created_at, seen_at, expires_at)
    SELECT sha256('desk'), id, true, 'token', now(), now(), now() + interval '1 day' FROM account
    WHERE email = 'desk@example.org'";

/// A page: with few registrations, with many.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) few: Duration,
    pub(crate) many: Duration,
}

pub(crate) async fn pages(house: &House) -> Result<Vec<Page>, Failure> {
    house.sql.batch_execute(SIGN_IN).await?;
    let (few, many) = (fill(house, "few", FEW).await?, fill(house, "many", MANY).await?);
    house.sql.batch_execute("VACUUM ANALYZE").await?;
    let mut pages = Vec::new();
    for (name, path) in PAGES {
        let (mut with_few, mut with_many) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            with_few.push(ask(house, &few, path).await?);
            with_many.push(ask(house, &many, path).await?);
        }
        pages.push(Page { name, few: median(with_few), many: median(with_many) });
    }
    Ok(pages)
}

async fn fill(house: &House, slug: &str, people: i32) -> Result<Meeting, Failure> {
    let meeting = house.meeting(slug, people / 5 - 1).await?;
    for draft in house.drafts(&meeting, 1).await? {
        Answer::to(house.web.address, &sending(&meeting.path(&draft))).await?;
    }
    let id = meeting.event.id.to_string();
    house.sql.execute(COPY, &[&id, &people]).await?;
    house.sql.batch_execute("ANALYZE registration, place").await?;
    house.sql.execute(TAKE, &[&id]).await?;
    Ok(meeting)
}

async fn ask(house: &House, meeting: &Meeting, path: &str) -> Result<Duration, Failure> {
    let slug = meeting.event.slug.as_str();
    let request =
        format!("GET /admin/{slug}{path} HTTP/1.1\r\nHost: localhost\r\nCookie: plenary=desk\r\n\r\n");
    let begun = Instant::now();
    let answer = Answer::to(house.web.address, request.as_bytes()).await?;
    let took = begun.elapsed();
    if answer.status == 200 { Ok(took) } else { Err(format!("{} for {path}", answer.status).into()) }
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}
