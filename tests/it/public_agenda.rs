//! What everybody may see of an agenda: filters and searches in the address, zones, people, now and next, revisions.

use harness::{App, Client, Page};
use jiff::civil::{Date, time};
use jiff::{Timestamp, ToSpan};
use plenary_domain::agenda::{
    Openness, RoomInput, SessionInput, SessionKind, SessionSpeaker, Slot, SpeakerInput, SpeakerRole, Tone,
    TopicInput,
};
use plenary_domain::ids::{RoomId, SessionId};
use plenary_domain::{Actor, Event, Lang, LocalText};
use plenary_pages::urls::short_key;

fn text(en: &str, ru: &str) -> LocalText {
    LocalText::default().with(Lang::En, en).with(Lang::Ru, ru)
}

/// Two days, two rooms, a topic, a person.
struct Programme {
    event: Event,
    hall: RoomId,
    room: RoomId,
    topic: String,
    person: String,
    speaks: SessionSpeaker,
    day: Date,
}

impl Programme {
    async fn begin(app: &App, day: Option<Date>) -> Self {
        let mut new = app.event("almaty").days(2);
        if let Some(day) = day {
            new = new.with(|settings| {
                settings.starts_on = day;
                settings.ends_on = day.saturating_add(1.days());
            });
        }
        let event = new.create().await;
        let (store, act) = (&app.store, || app.act(Actor::System));
        let room = async |name: LocalText, position| {
            let room = RoomInput { name, note: text("Floor 2", ""), position, ..RoomInput::default() };
            store.save_room(act(), event.id, None, room).await.unwrap()
        };
        let (hall, room) =
            (room(text("Alatau Hall", "Зал Алатау"), 1).await, room(text("Medeu", "Медеу"), 2).await);
        let topic =
            TopicInput {
                name: text("Law of war", "Право войны"), tone: Tone::Ihl, ..TopicInput::default()
            };
        let topic = store.save_topic(act(), event.id, None, topic).await.unwrap();
        let person = SpeakerInput {
            name: text("Aigerim Tulegenova", "Айгерим Тулегенова"),
            position: text("Judge", "Судья"),
            ..SpeakerInput::default()
        };
        let person = store.save_speaker(act(), event.id, None, person).await.unwrap();
        let day = event.starts_on;
        let programme = Self {
            hall,
            room,
            topic: short_key(topic),
            person: short_key(person),
            speaks: SessionSpeaker::new(person, SpeakerRole::Keynote),
            day,
            event,
        };
        let panel = SessionInput {
            kind: SessionKind::Panel,
            topics: vec![topic],
            speakers: vec![programme.speaks.clone()],
            interpretation: vec!["ru".to_owned()],
            ..programme.input("Civilians first", "Сначала гражданские", (0, 10), hall)
        };
        programme.save(app, None, panel).await;
        programme.save(app, None, programme.input("Café of ideas", "Кафе идей", (0, 10), room)).await;
        programme.save(app, None, programme.input("Night watch", "Ночная стража", (0, 23), hall)).await;
        programme.save(app, None, programme.input("Closing", "Закрытие", (1, 12), hall)).await;
        let closed = SessionInput {
            openness: Openness::Closed,
            speakers: vec![programme.speaks.clone()],
            ..programme.input("Heads of delegation", "Главы делегаций", (1, 14), room)
        };
        programme.save(app, None, closed).await;
        programme.release(app, "First").await;
        programme
    }

    fn input(&self, en: &str, ru: &str, (days, hour): (i64, i8), room: RoomId) -> SessionInput {
        let day = self.day.saturating_add(days.days());
        SessionInput {
            kind: SessionKind::Workshop,
            title: text(en, ru),
            slot: Some(Slot { day, start: time(hour, 0, 0, 0), minutes: 120 }),
            room: Some(room),
            ..SessionInput::default()
        }
    }

    async fn save(&self, app: &App, of: Option<(SessionId, i32)>, input: SessionInput) {
        let (id, version) = of.unzip();
        let saved = app.store.save_session(app.act(Actor::System), self.event.id, id, version, input).await;
        saved.unwrap_or_else(|why| panic!("the session is refused: {why:?}"));
    }

    /// Changes the session with this number.
    async fn change(&self, app: &App, number: i32, change: impl FnOnce(&mut SessionInput)) {
        let draft = app.store.draft_agenda(self.event.id).await.unwrap();
        let session = draft.agenda.by_number(number).unwrap();
        let mut input = SessionInput::from(session);
        change(&mut input);
        self.save(app, Some((session.id, draft.versions[&session.id])), input).await;
    }

    async fn release(&self, app: &App, comment: &str) {
        let version = app.store.draft_agenda(self.event.id).await.unwrap().draft_version;
        let act = app.act(Actor::System);
        app.store.release_agenda(act, self.event.id, version, comment.to_owned()).await.unwrap();
    }
}

async fn titles(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("/en/almaty/agenda?{query}")).await.expect_status(200);
    page.all("main .session-title")
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_found_by_what_they_are_and_by_words_in_any_script() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    let client = app.client();
    let (topic, person) = (format!("topic={}", programme.topic), format!("person={}", programme.person));
    let medeu = format!("room={}", short_key(programme.room));
    for (query, found) in [
        (topic.as_str(), &["Civilians first"][..]),
        (&person, &["Civilians first", "Heads of delegation"]),
        (&medeu, &["Café of ideas", "Heads of delegation"]),
        ("kind=panel", &["Civilians first"]),
        ("language=ru", &["Civilians first"]),
        ("q=CAFE", &["Café of ideas"]),
        ("q=гражданск", &["Civilians first"]),
        ("q=тулегенова", &["Civilians first"]),
        ("q=Tulegenova+civil", &["Civilians first"]),
        ("q=watch", &["Night watch"]),
        ("q=nothing+at+all", &[]),
        (&format!("{topic}&kind=workshop"), &[]),
    ] {
        assert_eq!(titles(&client, query).await, found, "{query}");
    }
    let none = client.get("/en/almaty/agenda?q=xyz").await.expect_status(200);
    assert!(none.text("main .empty").contains("No session is like that"), "{}", none.text("main"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_is_shown_and_each_can_be_taken_off_again() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    let client = app.client();
    let address = format!("/en/almaty/agenda?topic={}&q=civilians&unknown=1", programme.topic);
    let page = client.get(&address).await.expect_status(200);
    let chosen = page.all(".chosen .chip");
    assert_eq!(chosen.len(), 2, "{chosen:?}");
    assert!(chosen[0].contains("“civilians”") && chosen[1].contains("Law of war"), "{chosen:?}");
    let form = page.form("form.filters");
    assert_eq!((form.value("q"), form.value("topic")), ("civilians".to_owned(), programme.topic.clone()));
    let off = page.attr(".chosen .chip", "href");
    assert_eq!(off, format!("/en/almaty/agenda?topic={}", programme.topic));
    client.get(&off).await.expect_status(200);
    let russian = page.attr("a[hreflang=ru]", "href");
    assert!(russian.starts_with("/ru/almaty/agenda?q=civilians&topic="), "{russian}");
    assert_eq!(client.get(&russian).await.text("main .session-title"), "Сначала гражданские");
    let days = page.all(".days small");
    assert_eq!(days, ["1 session", "0 sessions"], "days say what was found");
    let again = client.get(&address).await;
    assert_eq!(again.header("etag"), page.header("etag"), "found pages are kept too");
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_told_in_another_zone_on_request_and_the_date_is_said_when_it_moves() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    let (client, day) = (app.client(), programme.day);
    let page = client.get(&format!("/en/almaty/agenda/{day}?zone=Asia/Tokyo")).await.expect_status(200);
    assert!(
        page.text(".hero .lead").contains("Tokyo time (UTC+9); Almaty time (UTC+5)"),
        "{}",
        page.text(".lead")
    );
    let times = page.all("main .session-time");
    assert_eq!(times[0], "14:00–16:00 (10:00–12:00)");
    assert!(
        times[2].ends_with("03:00–05:00 ".trim_end()) || times[2].contains("03:00–05:00 ("),
        "{}",
        times[2]
    );
    let next = day.saturating_add(1.days()).day().to_string();
    assert!(times[2].starts_with(&next), "the night watch is on the next day in Tokyo: {}", times[2]);
    assert_eq!(page.all("main .session").len(), 3, "once, on its own day");
    let link = page.attr("main .session-title a", "href");
    assert!(link.ends_with("/sessions/1?zone=Asia%2FTokyo"), "{link}");
    let session = client.get(&link).await.expect_status(200);
    assert!(session.one(".hero-name").contains("14:00–16:00 (10:00–12:00)"));
    let zones = session.form("form.zone-form").offered("zone");
    assert!(zones.contains(&"Asia/Bishkek".to_owned()) && zones.contains(&String::new()), "{zones:?}");
    let russian = client.get(&format!("/ru/almaty/agenda/{day}?zone=Asia/Bishkek")).await;
    assert!(russian.text("#zone option").contains("Бишкек, UTC+6"));
    for bad in ["Nowhere", "Asia/Almaty", "../x"] {
        let page = client.get(&format!("/en/almaty/agenda/{day}?zone={bad}")).await.expect_status(200);
        assert_eq!(page.all("main .session-time")[0], "10:00–12:00", "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_over_midnight_stands_once_on_the_day_it_begins() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    let client = app.client();
    let next = programme.day.saturating_add(1.days());
    let first = client.get(&format!("/en/almaty/agenda/{}", programme.day)).await.expect_status(200);
    let second = client.get(&format!("/en/almaty/agenda/{next}")).await.expect_status(200);
    assert!(
        first.text(".session-title").contains("Night watch") && first.text("main").contains("23:00–01:00")
    );
    assert!(!second.body.contains("Night watch"));
    let all = client.get("/en/almaty/agenda/all").await.expect_status(200);
    assert_eq!(all.all("main .session-title").iter().filter(|title| *title == "Night watch").count(), 1);
    assert_eq!(all.all(".day-heading").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_speaks_has_a_page_and_closed_sessions_are_told_on_none() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    let client = app.client();
    let list = client.get("/ru/almaty/speakers").await.expect_status(200);
    assert_eq!(list.all(".people strong"), ["Айгерим Тулегенова"]);
    let page = client.get(&list.attr(".people a", "href")).await.expect_status(200);
    assert_eq!(page.one("h1"), "Айгерим Тулегенова");
    assert_eq!(page.all("main .session-title"), ["Сначала гражданские"]);
    client.get("/en/almaty/speakers/000000000000").await.expect_status(404);
    let agenda = client.get("/en/almaty/agenda/all").await;
    assert!(!agenda.has("a[href='/en/almaty/sessions/5']"), "a closed session has no page to lead to");
    client.get("/en/almaty/sessions/5").await.expect_status(404);
    let session = client.get("/en/almaty/sessions/1").await;
    assert!(session.has(&format!("a[href='/en/almaty/speakers/{}']", programme.person)));
}

/// On this day in Almaty, whatever the clock says.
fn today(app: &App) -> (Date, jiff::civil::Time, Timestamp) {
    let now = app.act(Actor::System).now;
    let local = now.to_zoned_datetime(jiff::tz::TimeZone::get("Asia/Almaty").unwrap());
    (local.date(), local.time(), now)
}

fn rooms(page: &Page) -> Vec<String> {
    page.all(".now-room h2")
}

#[tokio::test(flavor = "multi_thread")]
async fn screens_tell_what_goes_on_and_what_was_moved_or_cancelled_today() {
    let app = App::start().await;
    let (day, clock, _) = today(&app);
    let programme = Programme::begin(&app, Some(day)).await;
    let client = app.client();
    // From two hours ago for four hours: on whatever the clock says, also over midnight.
    let begins = day.to_datetime(clock).checked_sub(2.hours()).unwrap();
    let slot = Slot { day: begins.date(), start: time(begins.hour(), 0, 0, 0), minutes: 360 };
    // Out of the way of the one that is on now.
    let far = Slot { day: day.saturating_add(1.days()), start: time(20, 0, 0, 0), minutes: 60 };
    programme.change(&app, 3, |input| input.slot = Some(far)).await;
    programme.change(&app, 1, |input| input.cancelled = true).await;
    let hall = programme.hall;
    let early = begins.date() == day;
    if early {
        programme.change(&app, 2, |input| (input.slot, input.room) = (Some(slot), Some(hall))).await;
    }
    programme.release(&app, "Today").await;
    for address in ["/en/almaty/now", "/en/almaty/screen"] {
        let page = client.get(address).await.expect_status(200);
        let changes = page.all(".now-changes li");
        assert!(
            changes.iter().any(|line| line.contains("Cancelled") && line.contains("Civilians first")),
            "{changes:?}"
        );
        if early {
            let moved = changes.iter().find(|line| line.contains("Café of ideas")).unwrap();
            assert!(moved.contains("Moved from Medeu, 10:00"), "{moved}");
            assert!(rooms(&page).contains(&"Alatau Hall".to_owned()), "{:?}", rooms(&page));
            assert!(page.text(".now-list").contains("Moved from Medeu"), "{}", page.text(".now-list"));
        }
        assert_eq!(page.header("refresh"), if address.ends_with("screen") { "30" } else { "" });
    }
    let only = client.get(&format!("/en/almaty/screen?room={}", short_key(programme.room))).await;
    assert_eq!(only.one("h1"), "Medeu");
    assert!(!rooms(&only).contains(&"Alatau Hall".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_revision_stays_readable_and_a_feed_tells_of_new_ones() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    let client = app.client();
    programme.change(&app, 2, |input| input.room = Some(programme.hall)).await;
    programme
        .change(&app, 2, |input| {
            input.slot = input.slot.map(|slot| Slot { start: time(16, 0, 0, 0), ..slot });
        })
        .await;
    programme.change(&app, 4, |input| input.cancelled = true).await;
    programme.release(&app, "The <café> is in the hall & later").await;
    let list = client.get("/en/almaty/releases").await.expect_status(200);
    assert_eq!(list.all("main h2"), ["Revision 2", "Revision 1"]);
    assert!(list.text("main").contains("Cancelled: 1, Moved: 1"), "{}", list.text("main"));
    let second = client.get("/en/almaty/releases/2").await.expect_status(200);
    let told = second.text("main");
    assert!(told.contains("The <café> is in the hall & later") && told.contains("This is the valid agenda."));
    assert!(told.contains("16:00–18:00, Alatau Hall") && told.contains("10:00–12:00, Medeu"), "{told}");
    let first = client.get("/ru/almaty/releases/1").await.expect_status(200);
    assert!(first.text("main").contains("не планируйте по ней"), "{}", first.text("main"));
    assert!(first.text(".plain-sessions").contains("Кафе идей Медеу"), "{}", first.text(".plain-sessions"));
    client.get("/en/almaty/releases/3").await.expect_status(404);
    let feed = client.get("/en/almaty/releases.atom").await.expect_status(200);
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.body.matches("<entry>").count(), 2);
    assert!(feed.body.contains("The &#60;café&#62; is in the hall &#38; later"), "{}", feed.body);
    let self_link = format!("href=\"{}/en/almaty/releases.atom\"", app.url());
    assert!(feed.body.contains(&self_link), "{}", feed.body);
    assert!(client.get("/en/almaty/agenda").await.has("link[type='application/atom+xml']"));
    let hidden = app.event("hidden").hidden().session("One", None).create().await;
    client.get(&format!("/en/{}/releases.atom", hidden.slug)).await.expect_status(404);
}

/// Forty sessions of one day in three rooms, as many as an agenda page has to carry.
#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_forty_sessions_is_small_enough_for_a_slow_line() {
    let app = App::start().await;
    let programme = Programme::begin(&app, None).await;
    for n in 0..40_i8 {
        let title = format!("Session {n} about the protection of civilians in armed conflict");
        let input = SessionInput {
            summary: text(
                &"What the law says, what practice does, and how both can come together. ".repeat(2),
                "",
            ),
            speakers: vec![programme.speaks.clone()],
            seats: Some(40),
            // In no room, because one room holds one session at a time.
            room: None,
            place: text(&format!("Hall {n}"), ""),
            slot: Some(Slot { day: programme.day, start: time(n % 12 + 10, n % 4 * 15, 0, 0), minutes: 15 }),
            ..programme.input(
                &title,
                &format!("Сессия {n} о защите гражданских лиц"),
                (0, 10),
                programme.room,
            )
        };
        programme.save(&app, None, input).await;
    }
    programme.release(&app, "Many").await;
    let client = reqwest::Client::builder().no_gzip().build().unwrap();
    for lang in ["en", "ru", "kk"] {
        let address = format!("{}/{lang}/almaty/agenda/{}", app.url(), programme.day);
        let answer = client.get(address).header("Accept-Encoding", "br").send().await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], "br");
        let bytes = answer.bytes().await.unwrap().len();
        assert!(bytes < 12_000, "{lang}: {bytes} bytes");
    }
}
