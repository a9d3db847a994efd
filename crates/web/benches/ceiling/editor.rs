//! The timetable editor at a congress, beside the same at a round table: two events in one database. It asks as the
//! organiser whom the pages of the desk have signed in.

use crate::Failure;
use crate::house::House;
use crate::load::Answer;
use std::fmt;
use std::time::{Duration, Instant};

const FEW: i32 = 20;
const MANY: i32 = 1_100;
const ROOMS: i32 = 35;
/// How often each is asked for.
const TURNS: usize = 15;

/// Two days, and two people in each session.
const FILL: [&str; 5] = [
    "UPDATE event SET ends_on = starts_on + 1 WHERE id = $1::text::uuid AND $2::int > 0 AND $3::int > 0",
    "INSERT INTO room (event_id, id, name, note, capacity, position)
        SELECT $1::text::uuid, gen_random_uuid(), jsonb_build_object('en', 'Room ' || n), '{}', 60, n
        FROM generate_series(1, $3::int) AS n WHERE $2::int > 0",
    "INSERT INTO speaker (event_id, id, name, position, about)
        SELECT $1::text::uuid, gen_random_uuid(), jsonb_build_object('en', 'Person ' || n), '{}', '{}'
        FROM generate_series(1, $2::int / 3 + 1) AS n WHERE $3::int > 0",
    "INSERT INTO session (event_id, id, number, kind, title, summary, day, starts, minutes, room_id, place, openness)
        SELECT e.id, gen_random_uuid(), 1000 + n, 'panel', jsonb_build_object('en', 'A session with the number ' || n), '{}',
            e.starts_on + n % 2, time '08:00' + (n / (2 * $3::int) % 18) * interval '30 minutes', 30, r.id, '{}',
            'open_participants'
        FROM event AS e, room AS r, generate_series(1, $2::int) AS n
        WHERE e.id = $1::text::uuid AND r.event_id = e.id AND r.name ->> 'en' = 'Room ' || 1 + n / 2 % $3::int",
    "INSERT INTO session_speaker (event_id, session_id, speaker_id, role, position)
        SELECT s.event_id, s.id, p.id, 'panellist', k FROM session AS s, generate_series(0, 1) AS k,
            LATERAL (SELECT id FROM speaker WHERE event_id = s.event_id ORDER BY id
                OFFSET (s.number * 7 + k * 5) % ($2::int / 3 + 1) LIMIT 1) AS p
        WHERE s.event_id = $1::text::uuid AND $3::int > 0",
];

/// How long something takes with few sessions and with many.
pub(crate) struct Step {
    name: &'static str,
    few: Duration,
    many: Duration,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = self.many.as_secs_f64() / self.few.as_secs_f64();
        write!(
            f,
            "{:52} {times:.1} times as long with {MANY} sessions as with {FEW} ({:?}, {:?})",
            self.name, self.many, self.few
        )
    }
}

/// An event, and a session that is moved in it.
struct Plan {
    slug: String,
    day: String,
    session: String,
    version: i32,
}

pub(crate) async fn steps(house: &House) -> Result<Vec<Step>, Failure> {
    let mut few = plan(house, "table", FEW, 3).await?;
    let mut many = plan(house, "congress", MANY, ROOMS).await?;
    house.sql.batch_execute("VACUUM ANALYZE").await?;
    let (mut days, mut moves) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for _ in 0..TURNS {
        days.0.push(day(house, &few).await?);
        days.1.push(day(house, &many).await?);
        moves.0.push(moved(house, &mut few).await?);
        moves.1.push(moved(house, &mut many).await?);
    }
    Ok(vec![
        Step { name: "a day in the timetable editor", few: median(days.0), many: median(days.1) },
        Step { name: "a session moved", few: median(moves.0), many: median(moves.1) },
    ])
}

async fn plan(house: &House, slug: &str, sessions: i32, rooms: i32) -> Result<Plan, Failure> {
    let meeting = house.meeting(slug, 10).await?;
    let id = meeting.event.id.to_string();
    for sql in FILL {
        house.sql.execute(sql, &[&id, &sessions, &rooms]).await?;
    }
    let first = "SELECT id::text FROM session WHERE event_id = $1::text::uuid AND number = 1002";
    let session = house.sql.query_one(first, &[&id]).await?.try_get(0)?;
    let slug = meeting.event.slug.as_str().to_owned();
    Ok(Plan { slug, day: meeting.event.starts_on.to_string(), session, version: 1 })
}

async fn day(house: &House, plan: &Plan) -> Result<Duration, Failure> {
    let path = format!("/admin/{}/agenda?day={}", plan.slug, plan.day);
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: plenary=desk\r\n\r\n");
    ask(house, &request, 200).await
}

/// To an early hour and back, where nothing else is.
async fn moved(house: &House, plan: &mut Plan) -> Result<Duration, Failure> {
    let start = if plan.version % 2 == 0 { "05:00" } else { "06:00" };
    let body = format!(
        "csrf=token&version={}&do=save&day={}&start={start}&minutes=30&room=",
        plan.version, plan.day
    );
    let request = format!(
        "POST /admin/{}/sessions/{}/move HTTP/1.1\r\nHost: localhost\r\nCookie: plenary=desk\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        plan.slug,
        plan.session,
        body.len()
    );
    plan.version += 1;
    ask(house, &request, 303).await
}

async fn ask(house: &House, request: &str, status: u16) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let answer = Answer::to(house.web.address, request.as_bytes()).await?;
    let took = begun.elapsed();
    if answer.status == status { Ok(took) } else { Err(format!("{} for {request}", answer.status).into()) }
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}
