//! What must be true of places and of the waiting list after a rush, and at every moment of it.

use harness::App;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::{JoinHandle, JoinSet};

/// Who has come to an event without limits of types, and how many were let in.
pub(super) struct Checks {
    pub(super) places: i64,
    pub(super) people: i64,
    pub(super) left: i64,
}

impl Checks {
    /// What is wrong, in words; nothing if all is well.
    pub(super) async fn wrongs(&self, app: &App) -> Vec<String> {
        let waiting = self.people - self.places - self.left;
        let expected = [
            ("people", "FROM registration", self.people),
            (
                "people who hold a place",
                "FROM registration WHERE status IN ('confirmed', 'offered')",
                self.places,
            ),
            ("people who wait", "FROM registration WHERE status = 'waitlisted'", waiting),
            ("people who left", "FROM registration WHERE status = 'withdrawn'", self.left),
            (
                "people who wait without a number",
                "FROM registration WHERE status = 'waitlisted' AND waiting_number IS NULL",
                0,
            ),
            (
                "numbers that two people have",
                "FROM (SELECT FROM registration WHERE waiting_number IS NOT NULL
                    GROUP BY waiting_number HAVING count(*) > 1) AS twice",
                0,
            ),
            (
                "people who hold a place and have none",
                "FROM registration r WHERE status IN ('confirmed', 'offered') AND
                    (SELECT count(*) FROM place p WHERE p.registration_id = r.id AND p.pool_id = r.event_id) <> 1",
                0,
            ),
            (
                "places of people who hold none",
                "FROM place JOIN registration r ON r.id = registration_id
                WHERE r.status NOT IN ('confirmed', 'offered')",
                0,
            ),
            ("places made over the limit", "FROM place WHERE extra", 0),
            ("deadlocks", "FROM pg_stat_database WHERE datname = current_database() AND deadlocks > 0", 0),
        ];
        let mut wrongs = Vec::new();
        for (what, rest, expected) in expected {
            let found = app.count(&format!("SELECT count(*) {rest}")).await;
            if found != expected {
                wrongs.push(format!("{what}: {found} instead of {expected}"));
            }
        }
        wrongs
    }

    /// Status pages of the waiting list that tell another place than the order of the numbers: of the first, the last,
    /// and some thirty between them.
    pub(super) async fn wrong_pages(&self, app: &App) -> Vec<String> {
        let rows = app
            .sql()
            .await
            .query("SELECT secret FROM registration WHERE status = 'waitlisted' ORDER BY waiting_number", &[])
            .await
            .unwrap();
        let mut pages = JoinSet::new();
        for (place, row) in (1..).zip(&rows) {
            if place == 1 || place == rows.len() || place % (rows.len() / 30).max(1) == 0 {
                let (client, secret) = (app.client(), row.get::<_, String>(0));
                pages.spawn(async move {
                    let page = client.get(&format!("/en/almaty/r/{secret}")).await.expect_status(200);
                    let lead = page.one(".lead");
                    (!lead.starts_with(&format!("You have place {place} ")))
                        .then(|| format!("{place}: {lead}"))
                });
            }
        }
        pages.join_all().await.into_iter().flatten().collect()
    }

    /// From now on writes down the number of everybody who is offered a place, and the smallest of those who still wait.
    pub(super) async fn note_who_moves_up(app: &App) {
        let notes = "CREATE TABLE moved_up (number bigint NOT NULL, first_of_the_others bigint);
            CREATE FUNCTION note_who_moves_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO moved_up
                SELECT OLD.waiting_number, min(waiting_number) FROM registration WHERE status = 'waitlisted';
                RETURN NULL;
            END $$;
            CREATE TRIGGER note_who_moves_up AFTER UPDATE ON registration FOR EACH ROW
            WHEN (OLD.status = 'waitlisted' AND NEW.status = 'offered') EXECUTE FUNCTION note_who_moves_up();";
        app.sql().await.batch_execute(notes).await.unwrap();
    }
}

/// Looks all the time, as others see it, who holds a place and whether anybody waits beside a free one.
pub(super) struct Watch {
    over: Arc<AtomicBool>,
    watching: JoinHandle<Seen>,
}

#[derive(Default)]
struct Seen {
    moments: u32,
    most: i64,
    waited_beside_a_free_place: u32,
}

impl Watch {
    /// How often it looks. Each look counts thousands of rows.
    const EACH: Duration = Duration::from_millis(50);

    pub(super) async fn begin(app: &App) -> Self {
        let (over, sql) = (Arc::new(AtomicBool::new(false)), app.sql().await);
        let watching = tokio::spawn(Self::look(sql, Arc::clone(&over)));
        Self { over, watching }
    }

    async fn look(sql: tokio_postgres::Client, over: Arc<AtomicBool>) -> Seen {
        let (mut seen, mut clock) = (Seen::default(), tokio::time::interval(Self::EACH));
        let moment = "SELECT count(*) FILTER (WHERE status IN ('confirmed', 'offered')) AS held,
                count(*) FILTER (WHERE status = 'waitlisted') AS waiting,
                (SELECT count(*) FROM place WHERE registration_id IS NULL) AS free
            FROM registration";
        while !over.load(Ordering::Relaxed) {
            clock.tick().await;
            let row = sql.query_one(moment, &[]).await.unwrap();
            let [held, waiting, free]: [i64; 3] = [row.get(0), row.get(1), row.get(2)];
            seen.moments += 1;
            seen.most = seen.most.max(held);
            seen.waited_beside_a_free_place += u32::from(waiting > 0 && free > 0);
        }
        seen
    }

    /// Fails the test if there were too many, or somebody waited for nothing.
    pub(super) async fn end(self, places: i64) {
        self.over.store(true, Ordering::Relaxed);
        let seen = self.watching.await.unwrap();
        assert!(seen.moments > 0, "it has looked");
        assert_eq!(seen.most, places, "the most who held a place at a moment");
        assert_eq!(seen.waited_beside_a_free_place, 0, "moments when somebody waited beside a free place");
    }
}
