//! Two events side by side, each with one of everything, and the forms that an organiser's pages offer.

mod planned;
mod written;

pub(crate) use super::forms::{Fields, post, record, register_by_form, with};
use harness::{App, Client};
use planned::{papers, somebody_speaks, spare};
use plenary_domain::file::{FileOwner, Known, MediaType};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    AnswerOption, Asked, Form, Question, QuestionKind, RawAnswers, Step, VisibilityClass,
};
use plenary_domain::{Actor, Event, Lang, LocalText};
use plenary_store::{Granted, NewFile, Store};
use std::collections::BTreeMap;

/// What the button of a registration's first letter carries.
const LETTER_TICKET: &str = "SELECT substring(replace(convert_from(message, 'UTF8'), E'=\\r\\n', '')
    FROM '/letter/([0-9a-f]{82})') FROM outbox WHERE event_id = e.id AND registration_id IS NOT NULL LIMIT 1";

/// An event with one of everything.
#[derive(Clone)]
pub(crate) struct Side {
    pub(crate) event: Event,
    /// A word that stands in every text about its delegate, and nowhere else.
    pub(crate) canary: String,
    /// What stands for each placeholder of an address.
    pub(crate) ids: BTreeMap<&'static str, String>,
    /// Of the registration that was begun and not sent.
    pub(crate) draft: String,
}

impl Side {
    /// Organisers decide here; its letter has left.
    pub(crate) async fn build(app: &App, slug: &str) -> Self {
        let canary = format!("Canary{slug}");
        let opening = format!("{canary} opening");
        let new = app.event(slug).session(&opening, Some(5)).session("Closing", None).organisers_decide();
        let event = new.create().await;
        let (store, act) = (&app.store, || app.act(Actor::System));
        let (room, topic, speaker) = spare(app, &event).await;
        let (item, document) = papers(app, &event).await;
        let guest = somebody_speaks(app, &event).await;
        let asked = ["own_first", "own_question"].map(|key| question(key, QuestionKind::ShortText)).to_vec();
        let form = Form { version: 0, questions: asked };
        store.save_form(act(), event.id, 1, form).await.unwrap();
        let secret = register(app, &event, &canary).await;
        let draft = format!("{slug:b<32}");
        store.begin_draft(act(), event.id, draft.clone(), answers(&canary), Granted::NoLetter).await.unwrap();
        app.letters_have_left().await;
        let files = files(app, &event, &secret, &draft).await;
        let one = async |what: &str| {
            let query = format!("SELECT ({what})::text FROM event e WHERE slug = '{slug}'");
            app.sql().await.query_one(&query, &[]).await.unwrap().get::<_, String>(0)
        };
        what_waits_for_organisers(app, slug).await;
        what_organisers_keep(app, &event, &canary).await;
        let mut ids = written::what_organisers_write(app, &event, &canary).await;
        ids.insert("stop", Store::stop_token_of(&store.find_registration(&secret).await.unwrap().1));
        ids.extend([
            ("batch", one("SELECT batch FROM decision WHERE event_id = e.id").await),
            ("type", "media".to_owned()),
            ("view", one("SELECT id FROM saved_view WHERE event_id = e.id").await),
            ("note", one("SELECT id FROM note WHERE event_id = e.id").await),
            ("event", slug.to_owned()),
            ("room", room.to_string()),
            ("topic", topic.to_string()),
            ("speaker", speaker.to_string()),
            ("item", item.to_string()),
            ("document", document.to_string()),
            ("version", "en".to_owned()),
            ("session", one("SELECT id FROM session WHERE event_id = e.id AND number = 2").await),
            ("registration", one("SELECT id FROM registration WHERE event_id = e.id").await),
            ("letter", one("SELECT id FROM outbox WHERE event_id = e.id").await),
            ("letter_ticket", one(LETTER_TICKET).await),
            ("upload", files.0),
            ("draft_upload", files.1),
            ("ticket", files.2),
            ("name", "letter.pdf".to_owned()),
            ("export", "none-of-that-name".to_owned()),
            ("import", "none-of-that-name".to_owned()),
            ("number", "1".to_owned()),
            ("revision", "1".to_owned()),
            ("release", "1".to_owned()),
            ("feed", what_is_chosen(app, &event).await),
            ("day", event.starts_on.to_string()),
            ("secret", secret),
            ("step", "about".to_owned()),
            ("lang", "en".to_owned()),
            ("question", "own_question".to_owned()),
        ]);
        ids.extend(guest.ids());
        Self { event, canary, ids, draft }
    }

    /// A second registration, for addresses that name two.
    pub(crate) async fn register_another(&mut self, app: &App) {
        let secret = register(app, &self.event, &format!("Second{}", self.event.slug)).await;
        let another = app.store.find_registration(&secret).await.unwrap().1.id;
        self.ids.insert("other", another.to_string());
    }

    /// An address of the table with everything of this side in it.
    pub(crate) fn address(&self, pattern: &str) -> String {
        let mut address = pattern.to_owned();
        if pattern.contains("/register/{secret}") {
            address = address.replace("{secret}", &self.draft);
        }
        for (name, value) in &self.ids {
            address = address.replace(&format!("{{{name}}}"), value);
        }
        address
    }

    /// The same with everything of the other side.
    pub(crate) fn swap(&self, other: &Self, text: &str) -> String {
        let mut text = text.replace(&self.draft, &other.draft);
        for (name, mine) in &self.ids {
            if mine.len() > 20 {
                text = text.replace(mine, &other.ids[name]);
            }
        }
        text
    }

    /// What is stored about this event, in one word.
    pub(crate) async fn fingerprint(&self, app: &App) -> String {
        fingerprint(app, &format!("event_id = '{}'", self.event.id)).await
    }
}

/// A decision that can still be taken back, and a change that the delegate asks for.
async fn what_waits_for_organisers(app: &App, slug: &str) {
    let of = format!("FROM registration WHERE event_id = (SELECT id FROM event WHERE slug = '{slug}')");
    let before = "jsonb_build_object('status', status, 'since', status_since, 'waiting_number', NULL,
        'reason', '', 'answer_by', NULL, 'asked_fields', '[]'::jsonb)";
    let sql = format!(
        "INSERT INTO decision (event_id, batch, registration_id, before, status, decided_at, undo_until)
        SELECT event_id, gen_random_uuid(), id, {before}, status, status_since, now() + interval '1 hour' {of};
        INSERT INTO change_request (event_id, id, registration_id, wanted, asked_at)
        SELECT event_id, gen_random_uuid(), id, '{{\"family\": [\"Other\"]}}', now() {of}"
    );
    app.sql().await.batch_execute(&sql).await.unwrap();
}

/// A note and a tag of the registration, and a view that is shared.
async fn what_organisers_keep(app: &App, event: &Event, canary: &str) {
    app.organiser().await;
    let sql = format!(
        "INSERT INTO note (event_id, id, registration_id, text, author, written_at)
        SELECT event_id, gen_random_uuid(), id, '{canary}', '{canary}', now() FROM registration WHERE event_id = '{event}';
        INSERT INTO registration_tag SELECT event_id, id, 'vip' FROM registration WHERE event_id = '{event}';
        INSERT INTO saved_view SELECT '{event}', gen_random_uuid(), id, '{canary}', 'status=all', true, now()
        FROM account LIMIT 1",
        event = event.id
    );
    app.sql().await.batch_execute(&sql).await.unwrap();
}

/// The agenda of the registration with a calendar address; its token.
async fn what_is_chosen(app: &App, event: &Event) -> String {
    let insert = "INSERT INTO my_agenda SELECT event_id, gen_random_uuid(), id, md5(id::text), '{1}', now()
        FROM registration WHERE event_id = $1::text::uuid RETURNING token";
    app.sql().await.query_one(insert, &[&event.id.to_string()]).await.unwrap().get(0)
}

/// A file of the registration, one of the draft, and a ticket that outlives the story.
async fn files(app: &App, event: &Event, secret: &str, draft: &str) -> (String, String, String) {
    let act = app.act(Actor::System);
    let registration = app.store.registration_by_secret(event.id, secret).await.unwrap().id;
    let draft = app.store.draft(event.id, draft, act.now).await.unwrap().id;
    let mut ids = Vec::new();
    for owner in [FileOwner::Registration(registration), FileOwner::Draft(draft)] {
        let new = NewFile {
            owner,
            purpose: Known::PassportScan.purpose(),
            media: MediaType::Pdf,
            class: Known::PassportScan.class(),
            bytes: b"%PDF-1.4\n%%EOF\n".to_vec(),
            thumbnail: None,
            name: "letter.pdf".to_owned(),
        };
        ids.push(app.store.keep_file(app.act(Actor::System), event.id, new).await.unwrap());
    }
    let mut later = app.act(Actor::Delegate(registration));
    later.now += jiff::SignedDuration::from_hours(1);
    let ticket = app.store.file_of_registration(later, event.id, ids[0]).await.unwrap().ticket;
    (ids[0].to_string(), ids[1].to_string(), ticket)
}

/// A question of the event's own that nobody has to answer, in the step of food and access.
pub(crate) fn question(key: &str, kind: QuestionKind) -> Question {
    let everywhere =
        |text: &str| Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, text));
    let option = |key: &str| AnswerOption { key: key.to_owned(), label: everywhere(key), places: None };
    Question {
        key: key.to_owned(),
        kind,
        step: Step::Needs,
        label: everywhere(&format!("Question {key}")),
        help: LocalText::default(),
        purpose: everywhere("We plan with it"),
        asked: Asked::Optional,
        condition: None,
        class: VisibilityClass::Organisers,
        keep_days: Some(30),
        options: if kind.has_options() { vec![option("bus"), option("train")] } else { vec![] },
        for_types: vec![],
        range: None,
    }
}

pub(crate) fn answers(canary: &str) -> RawAnswers {
    let email = format!("{}@example.org", canary.to_lowercase());
    let fields = [
        ("email", email.as_str()),
        ("language", "en"),
        ("given", canary),
        ("family", "Delegate"),
        ("badge", canary),
        ("type", "academia"),
        ("organisation", canary),
        ("position", canary),
        ("food_note", canary),
        ("access_note", canary),
        ("notice", "yes"),
    ];
    let mut raw = RawAnswers::default();
    for (field, value) in fields {
        raw.0.insert(field.to_owned(), vec![value.to_owned()]);
    }
    raw
}

/// Registers somebody and gives the secret of the status page.
pub(crate) async fn register(app: &App, event: &Event, canary: &str) -> String {
    register_with(app, event, canary, answers(canary)).await
}

pub(crate) async fn register_with(app: &App, event: &Event, word: &str, answers: RawAnswers) -> String {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let (draft, secret) = (format!("{word:c<40}"), format!("{word:a<40}"));
    let act = || app.act(Actor::System);
    app.store.begin_draft(act(), event.id, draft.clone(), answers, Granted::NoLetter).await.unwrap();
    app.store.register(act(), event.id, draft, secret).await.unwrap().secret
}

/// Every row of every table that fits, but what each request writes about its sign-in.
pub(crate) async fn fingerprint(app: &App, which: &str) -> String {
    let sql = app.sql().await;
    let of_event = which.contains("event_id");
    let tables = "SELECT table_name::text FROM information_schema.tables t WHERE table_schema = 'public'
        AND table_type = 'BASE TABLE' AND table_name NOT IN ('sign_in', 'throttle', '__diesel_schema_migrations')
        AND (NOT $1 OR EXISTS (SELECT FROM information_schema.columns c
             WHERE c.table_name = t.table_name AND c.column_name = 'event_id')) ORDER BY 1";
    let tables = sql.query(tables, &[&of_event]).await.unwrap();
    let mut parts: Vec<String> = tables
        .iter()
        .map(|row| row.get::<_, String>(0))
        .map(|table| format!("SELECT '{table} ' || t::text AS line FROM {table} t WHERE {which}"))
        .collect();
    if of_event {
        let event = which.replace("event_id", "id");
        parts.push(format!("SELECT 'event ' || t::text FROM event t WHERE {event}"));
    }
    let query = format!(
        "SELECT md5(coalesce(string_agg(line, E'\\n' ORDER BY line), '')) FROM ({}) AS lines",
        parts.join(" UNION ALL ")
    );
    sql.query_one(&query, &[]).await.unwrap().get(0)
}

/// The token of whoever is signed in; none for a visitor.
pub(crate) async fn csrf(client: &Client) -> String {
    let page = client.get("/admin/account").await;
    if page.status == 200 { page.attr("input[name=csrf]", "value") } else { String::new() }
}

/// Somebody with a role at an event, and the id of the account.
pub(crate) async fn person(app: &App, side: &Side, role: Role) -> (Client, String) {
    let client = app.person(Some((side.event.id, role))).await;
    let last = "SELECT id::text FROM account ORDER BY created_at DESC, id DESC LIMIT 1";
    let id: String = app.sql().await.query_one(last, &[]).await.unwrap().get(0);
    (client, id)
}
