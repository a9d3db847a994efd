//! One role that tries every address.

use super::{Access, Asks, Row, in_order};
use crate::security::world::{Fields, Side, csrf, fingerprint, person, post, record, with};
use Access::{Administer, RunEvent};
use harness::{App, Client, Page};
use plenary_domain::policy::Role;
use std::collections::BTreeMap;

pub(super) struct Story {
    app: App,
    mine: Side,
    other: Side,
    client: Client,
    asks: Asks,
    csrf: String,
    /// By address, from the pages of an administrator.
    forms: BTreeMap<String, Fields>,
}

impl Story {
    pub(super) async fn new(asks: Asks) -> Self {
        let app = App::start().await;
        let (mut mine, mut other) = (Side::build(&app, "one").await, Side::build(&app, "two").await);
        // They came back, so that an organiser has something to look after.
        let back = "UPDATE outbox SET state = 'bounced', bounced_at = now(), bounce_kind = 'hard' WHERE state = 'sent'";
        app.sql().await.batch_execute(back).await.unwrap();
        mine.register_another(&app).await;
        other.register_another(&app).await;
        let (viewer, account) = person(&app, &mine, Role::Viewer).await;
        let invitation =
            plenary_app::one_time_link(&app.store, String::new(), Some((other.event.id, Role::Viewer)));
        let link = invitation.await.unwrap();
        mine.ids.insert("account", account);
        mine.ids.insert("token", link.rsplit('/').next().unwrap().to_owned());
        let styles = app.client().get("/en/").await.attr("link[rel=stylesheet]", "href");
        mine.ids.insert("file", styles.rsplit('/').next().unwrap().to_owned());
        let administrator = app.organiser().await;
        let pages: Vec<String> =
            in_order().iter().filter(|row| row.0 == "GET").map(|row| mine.address(row.1)).collect();
        let selected = mine.address("/admin/{event}/agenda?session={session}");
        let forms = record(&administrator, &[pages, vec![selected]].concat()).await;
        // Old enough to be sent once more.
        let age = "UPDATE outbox SET queued_at = queued_at - interval '1 day', sent_at = sent_at - interval '1 day'";
        app.sql().await.execute(age, &[]).await.unwrap();
        let client = match asks {
            Asks::Nobody | Asks::Delegate => app.client(),
            Asks::Viewer => viewer,
            Asks::Organiser => person(&app, &mine, Role::Organiser).await.0,
            Asks::Stranger => person(&app, &other, Role::Organiser).await.0,
            Asks::Administrator => administrator,
        };
        let csrf = csrf(&client).await;
        Self { app, mine, other, client, asks, csrf, forms }
    }

    fn address(&self, row: &Row) -> String {
        if self.asks != Asks::Delegate {
            return self.mine.address(row.1);
        }
        let mut known = self.mine.ids.clone();
        for own in ["secret", "letter_ticket", "speaking"] {
            known.insert(own, self.other.ids[own].clone());
        }
        known.insert("token", "0".repeat(64));
        known.insert("stop", self.other.ids["stop"].clone());
        known.insert("feed", "0".repeat(32));
        known.insert("ticket", "0".repeat(112));
        Side { ids: known, draft: self.other.draft.clone(), ..self.mine.clone() }.address(row.1)
    }

    async fn ask(&self, row: &Row) -> Page {
        let address = self.address(row);
        if row.0 == "GET" {
            return self.client.get(&address).await;
        }
        let recorded = self.forms.get(&self.mine.address(row.1)).cloned().unwrap_or_default();
        let said = self.mine.address(row.3);
        let said: Vec<(String, String)> = url::form_urlencoded::parse(said.as_bytes()).into_owned().collect();
        let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let fields = with(&with(&recorded, &said), &[("csrf", &self.csrf)]);
        if row.1.ends_with("/files") {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            return self.client.upload(&address, &fields, &[("file", "a.pdf", b"%PDF-1.4\n%%EOF\n")]).await;
        }
        post(&self.client, &address, &fields).await
    }

    /// Walks the whole table. What goes wrong is collected, so that one run tells everything.
    pub(super) async fn walk(self) {
        let mut wrong = Vec::new();
        for row in in_order() {
            let allowed = self.asks.may(row.2);
            // Forms that do something when an administrator sends them; others are refused for good reasons.
            let meant = row.0 == "POST" && matches!(row.2, RunEvent | Administer) && !shows_only(row.1);
            let watched = !allowed || meant && self.asks == Asks::Administrator;
            let before = if watched { self.stored().await } else { String::new() };
            let page = self.ask(&row).await;
            let (to, status) = (page.header("location").to_owned(), page.status);
            let sent_away = status == 303 && to.starts_with("/admin/sign-in") && !to.contains("?out");
            // Its own way in: without a sign-in that waits for a code one begins at the beginning.
            let in_as_should_be = match row.1 {
                "/admin/sign-in/code" => status == 303,
                // A secret is an address: one's own leads to one's own page.
                "/r/{secret}" | "/R/{secret}" => status == 303 && to.contains(&self.expected_secret()),
                _ if allowed => status < 500 && ![401, 403, 404, 410].contains(&status) && !sent_away,
                _ => self.refused(&row, status, sent_away) && !page.body.contains(&self.mine.canary),
            };
            if !in_as_should_be {
                wrong.push(format!("{:?} {} {}: {status} {to}", self.asks, row.0, row.1));
            }
            let changed = watched && before != self.stored().await;
            // The form of a session that the row before has moved is out of date, as it should be.
            if watched && changed != allowed && status != 409 {
                wrong.push(format!("{:?} {} {}: {status}, changed: {changed}", self.asks, row.0, row.1));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    /// All of the database, when no letter is under way.
    async fn stored(&self) -> String {
        while self.app.count("SELECT count(*) FROM outbox WHERE state = 'queued'").await > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        fingerprint(&self.app, "true").await
    }

    fn refused(&self, row: &Row, status: u16, sent_away: bool) -> bool {
        match row.1 {
            // Nobody is told whether it was used, is over or was never there.
            "/admin/invitations/{token}" => status == 410,
            pattern if pattern.starts_with("/admin") && self.csrf.is_empty() => sent_away,
            _ => status == 404,
        }
    }

    fn expected_secret(&self) -> String {
        let side = if self.asks == Asks::Delegate { &self.other } else { &self.mine };
        side.ids["secret"].clone()
    }
}

/// Looks at a file of another program, and what follows only from that; told in a story of its own.
fn shows_only(pattern: &str) -> bool {
    pattern.starts_with("/admin/{event}/import")
}
