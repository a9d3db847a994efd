//! The form as organisers make it and as delegates fill it.

use crate::registration::delegate::Delegate;
use crate::security::world::question;
use harness::{App, Client, Page};
use jiff::ToSpan;
use plenary_domain::policy::Role;
use plenary_domain::registration::{Asked, Condition, Form, Question, QuestionKind, Step, built_in};
use plenary_domain::{Actor, Event, Lang, LocalText};

/// Makes these the event's questions, all of them obligatory.
pub(crate) async fn ask(app: &App, event: &Event, questions: Vec<Question>) {
    let required = |question| Question { asked: Asked::Required, ..question };
    let form = Form { version: 0, questions: questions.into_iter().map(required).collect() };
    let version = app.store.form(event.id).await.unwrap().version;
    app.store.save_form(app.act(Actor::System), event.id, version, form).await.unwrap();
}

pub(crate) fn visa() -> Vec<Question> {
    let keys = ["visa_needed", "nationality", "passport_number", "passport_expires"];
    keys.iter().map(|key| built_in(key).unwrap().clone()).collect()
}

/// The form of a step of a draft in which the steps before are right.
pub(crate) async fn step_of(client: &Client, event: &Event, step: &str) -> Page {
    let home = format!("/en/{}", event.slug);
    let first = [("email", "z@example.org"), ("language", "en")];
    let about = client.post(&format!("{home}/register"), &first).await.expect_status(303).location();
    client.post(&about, &[("given", "Zarina"), ("family", "Yusupova")]).await.expect_status(303);
    let to = |step: &str| about.replace("/about", &format!("/{step}"));
    let answers = [("type", "academia"), ("organisation", "Institute"), ("position", "Fellow")];
    client.post(&to("organisation"), &answers).await.expect_status(303);
    client.get(&to(step)).await.expect_status(200)
}

pub(crate) async fn send(client: &Client, check: &Page) -> Page {
    let mut form = check.form("main form");
    form.tick("notice", "yes");
    let sent = client.send(form).await.expect_status(303);
    client.follow(&sent).await.expect_status(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_adds_a_question_in_three_languages_and_previews_it() {
    let app = App::start().await;
    app.event("almaty").create().await;
    let desk = app.organiser().await;
    let new = desk.get("/admin/almaty/form/questions/new").await.expect_status(200);
    let nothing = desk.send(new.form("form.edit")).await.expect_status(422);
    assert_eq!(nothing.attr(".error-summary a", "href"), "#kind");
    let mut form = nothing.form("form.edit");
    form.set("kind", "one_of").set("step", "needs").set("asked", "required");
    for (lang, label, why, by) in [
        ("en", "How do you come?", "To order buses", ["By bus", "By train"]),
        ("ru", "Как вы приедете?", "Чтобы заказать автобусы", ["Автобусом", "Поездом"]),
        ("kk", "Қалай келесіз?", "Автобусқа тапсырыс беру үшін", ["Автобуспен", "Пойызбен"]),
    ] {
        form.set(&format!("label-{lang}"), label).set(&format!("purpose-{lang}"), why);
        form.set(&format!("option-n1-{lang}"), by[0]).set(&format!("option-n2-{lang}"), by[1]);
    }
    form.set("option-n2-places", "12").set("label-kk", "");
    let missing = desk.send(form).await.expect_status(422);
    assert_eq!(missing.attr(".error-summary a", "href"), "#label-kk");
    let mut form = missing.form("form.edit");
    assert_eq!(
        (form.value("label-ru"), form.value("option-n2-places")),
        ("Как вы приедете?".into(), "12".into())
    );
    form.set("label-kk", "Қалай келесіз?");
    let saved = desk.send(form).await.expect_status(303);
    let list = desk.follow(&saved).await.expect_status(200);
    assert!(
        list.text("main").contains("How do you come?") && list.text("main").contains("By train: 12 places")
    );
    for (lang, words) in [("en", "By train"), ("ru", "Поездом"), ("kk", "Пойызбен")] {
        let preview = desk.get(&format!("/admin/almaty/form/preview/{lang}/needs")).await.expect_status(200);
        assert!(preview.text("main").contains(words), "{lang}");
        assert!(!preview.has("main button"), "nothing can be sent from a preview");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_outlives_its_question_in_the_words_of_each_language() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let words = [("How do you come?", "Как вы приедете?"), ("By bus", "Автобусом"), ("By train", "Поездом")];
    let text = |(en, ru): (&str, &str)| {
        LocalText::default().with(Lang::En, en).with(Lang::Ru, ru).with(Lang::Kk, en)
    };
    let mut coming = question("own_coming", QuestionKind::OneOf);
    coming.label = text(words[0]);
    coming.options.iter_mut().zip(&words[1..]).for_each(|(option, words)| option.label = text(*words));
    ask(&app, &event, vec![coming]).await;
    let desk = app.organiser().await;
    let delegate = app.client();
    let needs = step_of(&delegate, &event, "needs").await;
    let why = needs.text("details.why");
    assert!(why.contains("We plan with it") && why.contains("The secretariat and nobody else."), "{why}");
    assert!(why.contains("30 days after the event"), "{why}");
    let key = needs.attr(".question input[type=radio]", "name");
    let unanswered = delegate.send(needs.form("main form")).await.expect_status(422);
    assert_eq!(unanswered.attr(".error-summary a", "href"), format!("#{key}"));
    let mut form = unanswered.form("main form");
    let train = form.offered(&key)[1].clone();
    form.set(&key, &train);
    let check = delegate.follow(&delegate.send(form).await.expect_status(303)).await;
    assert!(check.text("dl.pairs").contains("By train"));
    let status = send(&delegate, &check).await;
    assert!(status.text("dl.pairs").contains("By train"));
    let remove = format!("/admin/almaty/form/questions/{key}/remove");
    let sure = desk.get(&remove).await.expect_status(200);
    desk.send(sure.form("main form")).await.expect_status(303);
    assert!(!desk.get("/admin/almaty/form").await.text("section").contains("How do you come?"));
    let in_russian = status.url.path().replace("/en/", "/ru/");
    let later = delegate.get(&in_russian).await.text("dl.pairs");
    assert!(later.contains("Как вы приедете?") && later.contains("Поездом"), "{later}");
    let person = desk.get(&desk.get("/admin/almaty/registrations").await.attr("td a.person", "href")).await;
    assert!(
        person.text("dl.pairs").contains("How do you come?") && person.text("dl.pairs").contains("By train")
    );
    assert!(desk.get("/admin/almaty/registrations.csv").await.body.contains("By train"));
    assert!(desk.get("/admin/almaty/audit").await.text("main").contains("How do you come?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_is_told_beside_each_kind_of_question_and_nothing_typed_is_lost() {
    use QuestionKind as K;
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let wrong = [
        (K::ShortText, "a\u{7}b", "Take out the invisible control characters"),
        (K::LongText, &"x".repeat(1_201), "1200"),
        (K::Number, "two", "Enter a whole number from 0 to"),
        (K::Date, "31.02.2027", "Enter a date"),
        (K::YesNo, "perhaps", "Choose one of the options"),
        (K::OneOf, "plane", "Choose one of the options"),
        (K::SeveralOf, "plane", "Choose one of the options"),
        (K::Country, "ZZ", "Choose one of the options"),
        (K::Language, "zz", "Choose one of the options"),
        (K::Email, "nope", "Enter an e-mail address"),
        (K::Phone, "8 701 123 45 67", "Begin with + and the code"),
        (K::Statement, "", "Tick the box to accept"),
    ];
    let key = |kind: K| format!("own_{}", kind.code().replace('_', ""));
    let mut questions: Vec<Question> = wrong.iter().map(|(kind, ..)| question(&key(*kind), *kind)).collect();
    questions.push(question("own_paper", K::File));
    ask(&app, &event, questions).await;
    let client = app.client();
    let needs = step_of(&client, &event, "needs").await;
    assert!(!needs.has("input[type=file]"), "nothing keeps files yet, and nobody is asked for one");
    let fields: Vec<(String, &str)> = wrong.iter().map(|(kind, typed, _)| (key(*kind), *typed)).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, typed)| (name.as_str(), *typed)).collect();
    let again = client.post(needs.url.path(), &fields).await.expect_status(422);
    assert_eq!(again.all(".error-summary a").len(), wrong.len());
    for (kind, typed, told) in wrong {
        let key = key(kind);
        let beside = again.one(&format!("#{key}-error"));
        assert!(beside.contains(told), "{key}: {beside}");
        if matches!(kind, K::LongText | K::Number | K::Date | K::Email | K::Phone) {
            assert_eq!(again.form("main form").value(&key), typed, "{key}");
        }
    }
    let empty = client.post(needs.url.path(), &[]).await.expect_status(422);
    assert_eq!(empty.all(".error-summary a").len(), wrong.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_come_and_go_with_the_answer_that_decides_without_any_script() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    ask(&app, &event, visa()).await;
    let client = app.client();
    let travel = step_of(&client, &event, "travel").await;
    assert!(travel.one(".steps-now").contains("step 5 of 7"));
    assert!(travel.has(".question[hidden] #passport_number"));
    let mut form = travel.form("main form");
    form.set("visa_needed", "yes");
    let more = client.send(form).await.expect_status(422);
    assert!(more.text("main [role=status]").contains("a few more questions"));
    assert!(!more.has(".error-summary") && !more.has(".question[hidden]"));
    let mut form = more.form("main form");
    assert_eq!(form.value("visa_needed"), "yes");
    let soon = event.ends_on.saturating_add(20.days()).to_string();
    form.set("nationality", "DK").set("passport_expires", &soon);
    let missing = client.send(form).await.expect_status(422);
    assert_eq!(missing.all(".error-summary a").len(), 1);
    assert!(missing.text(".question-warning").contains("three months"));
    let mut form = missing.form("main form");
    form.set("passport_number", "P1234567");
    let needs = client.follow(&client.send(form).await.expect_status(303)).await;
    assert!(needs.one(".steps-now").contains("step 6 of 7"));
    let check = client.follow(&client.send(needs.form("main form")).await.expect_status(303)).await;
    assert!(check.text(".note-warn").contains("three months"), "a last time before it is sent");
    assert!(check.text("dl.pairs").contains("P1234567") && check.text("dl.pairs").contains("Denmark"));
    let status = send(&client, &check).await;
    assert!(status.text("dl.pairs").contains("P1234567"), "which nobody else reads, as it is sealed");
    let kept = "SELECT count(*) FROM sealed_answer WHERE question = 'passport_number' AND registration_id IS NOT NULL";
    assert_eq!(app.count(kept).await, 1);
    let change = client.get(&format!("{}/change/travel", status.url.path())).await.expect_status(200);
    let mut form = change.form("main form");
    form.set("visa_needed", "no");
    let asked = client.send(form).await.expect_status(303);
    assert!(asked.location().ends_with("?done=asked"), "a passport is taken away with consent only");
    assert_eq!(app.count(kept).await, 1);
    let desk = app.organiser().await;
    let list = desk.get("/admin/almaty/registrations").await;
    let person = desk.get(&list.attr("td a.person", "href")).await.expect_status(200);
    let mut accept = person.form("form.row[action$='/change']");
    accept.press("accept", "yes");
    desk.send(accept).await.expect_status(303);
    assert_eq!(app.count(kept).await, 0, "no passport without a visa");
    let told = "SELECT count(*) FROM audit WHERE detail::text LIKE '%P1234567%'";
    assert_eq!(app.count(told).await, 0);
    let back = client.get(&format!("{}/change/travel", status.url.path())).await;
    let mut form = back.form("main form");
    form.set("visa_needed", "yes");
    let more = client.send(form).await.expect_status(422);
    assert!(more.has(".question #passport_number") && !more.has(".error-summary"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_about_travel_where_nothing_is_asked_about_it() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    ask(
        &app,
        &event,
        vec![
            built_in("press_card").unwrap().clone(),
            Question {
                step: Step::Travel,
                for_types: vec!["media".into()],
                ..question("own_cameras", QuestionKind::Number)
            },
        ],
    )
    .await;
    let status = Delegate::new(app.client(), &event, "zarina").register().await;
    assert!(!status.text("dl.pairs").contains("press card"));
    let nothing = format!("{}/change/travel", status.url.path());
    assert_eq!(app.client().get(&nothing).await.expect_status(303).location(), status.url.path());
    let needs = step_of(&app.client(), &event, "needs").await;
    let travel = needs.url.path().replace("/needs", "/travel");
    assert_eq!(app.client().get(&travel).await.expect_status(303).location(), needs.url.path());
    let client = app.client();
    let organisation = step_of(&client, &event, "organisation").await;
    let mut form = organisation.form("main form");
    form.set("type", "media");
    let more = client.send(form).await.expect_status(422);
    assert!(!more.has(".error-summary"), "a question that was not there is asked before it is missed");
    let mut form = more.form("main form");
    form.set("press_card", "77");
    let sessions = client.follow(&client.send(form).await.expect_status(303)).await;
    let travel = client.follow(&client.send(sessions.form("main form")).await.expect_status(303)).await;
    assert!(travel.one(".steps-now").contains("step 5 of 7") && travel.has("#own_cameras"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_moved_with_buttons_that_keep_the_focus() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let own = ["own_first", "own_second", "own_third"];
    ask(&app, &event, own.map(|key| question(key, QuestionKind::Date)).to_vec()).await;
    let desk = app.organiser().await;
    let order = |page: &Page| {
        let all = page.all("a.person");
        all.into_iter().filter(|label| label.starts_with("Question own_")).collect::<Vec<_>>()
    };
    let form = |page: &Page| page.form("form[action$='own_third/move']");
    let page = desk.get("/admin/almaty/form").await.expect_status(200);
    let stale = form(&page);
    let mut up = form(&page);
    up.press("do", "up");
    let page = desk.follow(&desk.send(up).await.expect_status(303)).await;
    assert_eq!(order(&page), ["Question own_first", "Question own_third", "Question own_second"]);
    assert_eq!(page.attr("button[autofocus]", "value"), "up");
    assert!(page.one("button[autofocus]").contains("own_third"));
    let mut up = form(&page);
    up.press("do", "up");
    let page = desk.follow(&desk.send(up).await.expect_status(303)).await;
    assert_eq!(page.attr("button[autofocus]", "value"), "down", "there is no higher place");
    let mut late = stale;
    late.press("do", "up");
    let page = desk.send(late).await.expect_status(409);
    assert!(page.text(".note").contains("Somebody saved the form"));
    assert_eq!(order(&page)[0], "Question own_third");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_organisers_do_not_overwrite_each_other_and_a_decider_stays() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    ask(&app, &event, visa()).await;
    let desk = app.organiser().await;
    let mine = desk.get("/admin/almaty/form/questions/nationality").await.expect_status(200);
    let mut theirs = desk.get("/admin/almaty/form/built-in").await.expect_status(200).form("form.edit");
    theirs.set("phone", "optional");
    desk.send(theirs).await.expect_status(303);
    let mut form = mine.form("form.edit");
    form.set("keep", "7");
    let refused = desk.send(form).await.expect_status(409);
    assert!(refused.text(".note-warn").contains("Somebody saved the form"));
    assert_eq!(refused.form("form.edit").value("keep"), "7");
    desk.send(refused.form("form.edit")).await.expect_status(303);
    let mut off = desk.get("/admin/almaty/form/questions/visa_needed").await.form("form.edit");
    off.set("asked", "off");
    let needed = desk.send(off).await.expect_status(422);
    assert!(needed.text(".error-summary").contains("Nationality"), "{}", needed.text(".error-summary"));
    let mut off = desk.get("/admin/almaty/form/built-in").await.form("form.edit");
    off.set("visa_needed", "off");
    let needed = desk.send(off).await.expect_status(422);
    assert_eq!(needed.form("form.edit").value("visa_needed"), "off");
    let gender = desk.get("/admin/almaty/form/questions/gender").await.form("form.edit");
    assert!(!gender.offered("asked").contains(&"required".to_owned()));
    let mut forged = gender;
    forged.forge("asked", "required");
    desk.send(forged).await.expect_status(422);
    assert_eq!(app.count("SELECT max(version)::bigint FROM form").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn protected_answers_are_for_those_who_run_the_event_and_gender_for_nobody() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let mut asked = visa();
    asked.push(built_in("phone").unwrap().clone());
    ask(&app, &event, asked).await;
    let mut form = app.store.form(event.id).await.unwrap();
    form.put(Question { asked: Asked::Optional, ..built_in("gender").unwrap().clone() });
    app.store.save_form(app.act(Actor::System), event.id, 2, form).await.unwrap();
    let mut raw = crate::security::world::answers("Zarina");
    for (field, value) in [
        ("phone", "+7 701 123 45 67"),
        ("gender", "woman"),
        ("visa_needed", "yes"),
        ("nationality", "DK"),
        ("passport_number", "P1234567"),
        ("passport_expires", "2030-01-01"),
    ] {
        raw.0.insert(field.to_owned(), vec![value.to_owned()]);
    }
    crate::security::world::register_with(&app, &event, "zarina", raw).await;
    let organiser = app.organiser().await;
    let viewer = app.person(Some((event.id, Role::Viewer))).await;
    let address = organiser.get("/admin/almaty/registrations").await.attr("td a.person", "href");
    for (client, sees) in [(&organiser, true), (&viewer, false)] {
        let page = client.get(&address).await;
        assert!(page.text("dl.pairs").contains("+77011234567") && !page.body.contains("Woman"));
        assert!(!page.body.contains("P1234567"), "not before they are asked for");
        assert_eq!(page.has("a[href*='show=protected']"), sees);
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let open = client.get(&format!("{path}?show=protected&{query}")).await;
        if !sees {
            open.expect_status(404);
            continue;
        }
        let open = open.expect_status(200);
        assert!(open.text("dl.pairs").contains("P1234567") && !open.text("dl.pairs").contains("Woman"));
        assert!(open.text("main").contains("looked at sealed answers"));
        let looks = "SELECT count(*) FROM audit WHERE action = 'see_sealed_answers'";
        assert_eq!(app.count(looks).await, 1);
    }
    for client in [&organiser, &viewer] {
        let csv = client.get("/admin/almaty/registrations.csv").await.body;
        assert!(csv.contains("77011234567") && !csv.contains("P1234567") && !csv.contains("Woman"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_others_hang_on_is_not_removed() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let condition = Condition { question: "own_coming".to_owned(), one_of: vec!["bus".to_owned()] };
    let hangs = Question { condition: Some(condition), ..question("own_seat", QuestionKind::ShortText) };
    ask(&app, &event, vec![question("own_coming", QuestionKind::OneOf), hangs]).await;
    let desk = app.organiser().await;
    let list = desk.get("/admin/almaty/form").await.expect_status(200);
    assert!(list.text("td").contains("Asked only if the answer to “Question own_coming” is: bus."));
    let page = desk.get("/admin/almaty/form/questions/own_coming/remove").await.expect_status(200);
    assert!(page.text("main").contains("Other questions hang on it: Question own_seat"));
    let csrf = page.attr("input[name=csrf]", "value");
    let address = "/admin/almaty/form/questions/own_coming/remove";
    let refused = desk.post(address, &[("csrf", &csrf)]).await.expect_status(303);
    assert_eq!(refused.location(), address, "which says why");
    let mut down = list.form("form[action$='own_coming/move']");
    down.press("do", "down");
    let page = desk.send(down).await.expect_status(409);
    assert!(page.text(".note").contains("can’t go there"));
    assert_eq!(app.count("SELECT max(version)::bigint FROM form").await, 2);
    let first = desk.get("/admin/almaty/form/questions/own_seat/remove").await;
    desk.send(first.form("main form")).await.expect_status(303);
    let then = desk.get(address).await;
    desk.send(then.form("main form")).await.expect_status(303);
    assert_eq!(app.store.form(event.id).await.unwrap().questions, []);
}
