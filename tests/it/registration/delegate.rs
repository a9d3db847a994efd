//! A person with a browser who fills the form as it comes.

use harness::{App, Client, Form, Page};
use plenary_domain::Event;
use plenary_domain::ids::SessionId;

/// One person at one event.
#[derive(Clone)]
pub(crate) struct Delegate {
    pub(crate) client: Client,
    /// `/en/almaty`
    pub(crate) home: String,
    pub(crate) email: String,
    sessions: Vec<SessionId>,
}

impl Delegate {
    pub(crate) fn new(client: Client, event: &Event, name: &str) -> Self {
        Self {
            client,
            home: format!("/en/{}", event.slug),
            email: format!("{name}@example.org"),
            sessions: Vec::new(),
        }
    }

    /// Wants a seat in this session.
    pub(crate) fn wanting(mut self, session: SessionId) -> Self {
        self.sessions.push(session);
        self
    }

    /// Sends the first step and gives the address of the second.
    pub(crate) async fn begin(&self) -> String {
        let page = self.client.get(&format!("{}/register", self.home)).await.expect_status(200);
        self.client.fill(&page, &[("email", &self.email)]).await.expect_status(303).location()
    }

    /// Fills steps one to five page by page, and gives the last form, ready to be sent.
    pub(crate) async fn fill(&self) -> Form {
        let about = self.client.get(&self.begin().await).await.expect_status(200);
        let names = [("title", "Dr"), ("given", "Zarina"), ("family", "Yusupova")];
        let organisation = self.next(self.client.fill(&about, &names).await).await;
        let answers = [
            ("type", "member_state"),
            ("state", "KZ"),
            ("organisation", "Ministry of Defence"),
            ("position", "Head of Training"),
        ];
        let page = self.next(self.client.fill(&organisation, &answers).await).await;
        let mut sessions = page.form("main form");
        for id in &self.sessions {
            let slot = page.attr(&format!("input[value='{id}']"), "name");
            sessions.set(&slot, &id.to_string());
        }
        let needs = self.next(self.client.send(sessions).await).await;
        let check = self.next(self.client.send(needs.form("main form")).await).await;
        let mut form = check.form("main form");
        form.tick("notice", "yes");
        form
    }

    /// The whole way; gives the status page.
    pub(crate) async fn register(&self) -> Page {
        let sent = self.client.send(self.fill().await).await;
        self.next(sent).await
    }

    /// The last form as quickly as it can be had: only what must be answered is sent.
    pub(crate) async fn prepare(&self) -> Sending {
        let first = [("email", self.email.as_str()), ("language", "en")];
        let about = self.client.post(&format!("{}/register", self.home), &first).await;
        let about = about.expect_status(303).location();
        let step = |name: &str| about.replace("/about", &format!("/{name}"));
        self.client.post(&about, &[("family", "Yusupova")]).await.expect_status(303);
        let answers = [("type", "un_entity"), ("organisation", "UN"), ("position", "Expert")];
        self.client.post(&step("organisation"), &answers).await.expect_status(303);
        if !self.sessions.is_empty() {
            let page = self.client.get(&step("sessions")).await.expect_status(200);
            let wishes = self.sessions.iter().map(ToString::to_string);
            let wishes: Vec<(String, String)> =
                wishes.map(|id| (page.attr(&format!("input[value='{id}']"), "name"), id)).collect();
            let wishes: Vec<_> = wishes.iter().map(|(slot, id)| (slot.as_str(), id.as_str())).collect();
            self.client.post(&step("sessions"), &wishes).await.expect_status(303);
        }
        Sending { client: self.client.clone(), path: step("check") }
    }

    async fn next(&self, page: Page) -> Page {
        let page = page.expect_status(303);
        self.client.follow(&page).await.expect_status(200)
    }
}

/// A registration that only has to be sent.
#[derive(Clone)]
pub(crate) struct Sending {
    client: Client,
    pub(crate) path: String,
}

impl Sending {
    /// What [`Sending::send`] sends.
    pub(crate) const BODY: &'static str = "notice=yes";

    pub(crate) async fn send(&self) -> Page {
        self.client.post(&self.path, &[("notice", "yes")]).await
    }
}

/// The sessions of the draft agenda, in order of time.
pub(crate) async fn sessions(app: &App, event: &Event) -> Vec<SessionId> {
    let agenda = app.store.draft_agenda(event.id).await.expect("a draft").agenda;
    let mut sessions = agenda.sessions;
    sessions.sort_by_key(|session| session.slot.map(|slot| slot.starts()));
    sessions.into_iter().map(|session| session.id).collect()
}

/// Registrations and letters, in that order.
pub(crate) async fn counts(app: &App) -> (i64, i64) {
    let registrations = app.count("SELECT count(*) FROM registration").await;
    (registrations, app.count("SELECT count(*) FROM outbox WHERE draft_id IS NULL").await)
}
