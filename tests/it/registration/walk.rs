//! The whole way through the six steps, in each language.

use super::delegate::Delegate;
use harness::{App, Client, Letter, Page, SmtpSink};

/// What the pages say in one language.
struct Words {
    code: &'static str,
    steps: [&'static str; 6],
    next: &'static str,
    send: &'static str,
    answers: &'static str,
    halal: &'static str,
    kazakhstan: &'static str,
    confirmed: &'static str,
    kept: &'static str,
    subject: &'static str,
}

const ENGLISH: Words = Words {
    code: "en",
    steps: [
        "Your e-mail and language",
        "About you",
        "Your organisation",
        "Sessions",
        "Food and access",
        "Check and send",
    ],
    next: "Save and continue",
    send: "Send my registration",
    answers: "Your answers",
    halal: "Halal",
    kazakhstan: "Kazakhstan",
    confirmed: "Your registration is confirmed",
    kept: "Seat kept",
    subject: "Registration confirmed: ",
};

const RUSSIAN: Words = Words {
    code: "ru",
    steps: [
        "Электронная почта и язык",
        "О вас",
        "Ваша организация",
        "Сессии",
        "Питание и доступность",
        "Проверка и отправка",
    ],
    next: "Сохранить и продолжить",
    send: "Отправить регистрацию",
    answers: "Ваши ответы",
    halal: "Халяльное",
    kazakhstan: "Казахстан",
    confirmed: "Ваша регистрация подтверждена",
    kept: "Место закреплено",
    subject: "Регистрация подтверждена: ",
};

const KAZAKH: Words = Words {
    code: "kk",
    steps: [
        "Электрондық пошта және тіл",
        "Сіз туралы",
        "Ұйымыңыз",
        "Сессиялар",
        "Тамақ және қолжетімділік",
        "Тексеру және жіберу",
    ],
    next: "Сақтап, жалғастыру",
    send: "Тіркелу өтінімін жіберу",
    answers: "Жауаптарыңыз",
    halal: "Халал",
    kazakhstan: "Қазақстан",
    confirmed: "Тіркелуіңіз расталды",
    kept: "Орын сақталды",
    subject: "Тіркелу расталды: ",
};

const SITE: &str = "https://events.example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_registers_in_english() {
    walk(&ENGLISH).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_registers_in_russian() {
    walk(&RUSSIAN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_registers_in_kazakh() {
    walk(&KAZAKH).await;
}

async fn walk(words: &Words) {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).base_url(SITE).start().await;
    app.event("almaty").session("Opening", None).session("Workshop", Some(5)).create().await;
    let client = app.client();
    let check = five_steps(&client, words).await;
    check_page(&check, words);
    let mut form = check.form("main form");
    form.tick("notice", "yes").tick("consent_list", "yes");
    let sent = client.send(form).await.expect_status(303);
    let status = client.follow(&sent).await.expect_status(200);
    status_page(&status, words);
    let subject = format!("{}almaty", words.subject);
    let letter = sink.letter("zarina@example.org", &subject).await;
    confirmation(&letter, &sent.location(), &status.one("main .code"), words.code);
    app.letters_have_left().await;
    assert_eq!(sink.letters().len(), 1);
}

/// Each page is the step it should be, in the language it should be in.
fn is_step(page: &Page, words: &Words, number: usize) {
    assert_eq!(page.attr("html", "lang"), words.code);
    assert_eq!(page.one("h1"), words.steps[number]);
    assert_eq!(page.one("li[aria-current=step]"), words.steps[number]);
    assert_eq!(page.header("cache-control"), "no-store");
    let button = if number == 5 { words.send } else { words.next };
    assert_eq!(page.one("main form button[type=submit]"), button);
}

async fn five_steps(client: &Client, words: &Words) -> Page {
    let mut page = client.get(&format!("/{}/almaty/register", words.code)).await.expect_status(200);
    let about = [
        ("title", "Dr"),
        ("given", "Zarina"),
        ("family", "Yusupova-O’Neil"),
        ("badge", "Зарина Юсупова <b>"),
    ];
    let organisation = [
        ("type", "member_state"),
        ("state", "KZ"),
        ("organisation", "Министерство обороны & Ұйым"),
        ("position", "Head"),
    ];
    let steps: [&[(&str, &str)]; 3] = [&[("email", "zarina@example.org")], &about, &organisation];
    for (number, answers) in steps.into_iter().enumerate() {
        is_step(&page, words, number);
        let sent = client.fill(&page, answers).await.expect_status(303);
        page = client.follow(&sent).await.expect_status(200);
    }
    is_step(&page, words, 3);
    let mut sessions = page.form("main form");
    let slot = page.attr("main form input[type=radio]", "name");
    let workshop = sessions.offered(&slot).remove(0);
    sessions.set(&slot, &workshop);
    page = client.follow(&client.send(sessions).await.expect_status(303)).await.expect_status(200);
    is_step(&page, words, 4);
    let mut needs = page.form("main form");
    needs.tick("food", "halal").tick("access", "step_free").set("food_note", "No nuts,\nplease");
    page = client.follow(&client.send(needs).await.expect_status(303)).await.expect_status(200);
    is_step(&page, words, 5);
    page
}

fn check_page(check: &Page, words: &Words) {
    assert_eq!(check.all("main h2")[0], words.answers);
    let answers = check.text("dl.pairs dd");
    let title = if words.code == "en" { "Workshop".to_owned() } else { format!("Workshop ({})", words.code) };
    let written = [
        "zarina@example.org",
        "Dr",
        "Zarina",
        "Yusupova-O’Neil",
        "Зарина Юсупова <b>",
        "Министерство обороны & Ұйым",
        "No nuts, please",
        words.kazakhstan,
        words.halal,
        &title,
    ];
    for answer in written {
        assert!(answers.contains(answer), "{answer} is not among {answers}");
    }
    assert_eq!(check.all("dl.pairs a").len(), check.all("dl.pairs dt").len(), "each can be changed");
    assert_eq!(check.all("main form input[type=checkbox]").len(), 5);
    assert!(!check.has("main form input[checked]"), "nothing is ticked for anybody");
}

fn status_page(status: &Page, words: &Words) {
    assert_eq!(status.attr("html", "lang"), words.code);
    assert_eq!(status.one("h1"), words.confirmed);
    let reference = status.one("main .code");
    assert!(reference.starts_with("ALM") && reference.len() == 11, "{reference}");
    assert!(status.attr("svg.qr path", "d").len() > 500, "a code is drawn");
    assert!(status.attr("svg.qr", "aria-label").contains(&reference));
    assert!(status.one(".pass-name").contains("Зарина Юсупова <b>"));
    assert!(status.one("li.session").contains("Workshop"), "only what one signs up for");
    assert!(status.one("li.session .status").contains(words.kept));
    assert_eq!(status.header("referrer-policy"), "same-origin", "no other site learns the address");
    assert_eq!(status.header("cache-control"), "no-store");
}

/// In the delegate's language, with the way back and a calendar file.
fn confirmation(letter: &Letter, path: &str, reference: &str, code: &str) {
    let address = format!("{SITE}{path}");
    assert!(letter.text().contains(&address), "{}", letter.text());
    assert!(letter.html().contains(&format!("href=\"{address}\"")), "{}", letter.html());
    assert!(letter.html().contains(&format!("lang=\"{code}\"")));
    assert!(letter.subject().contains(reference) && letter.text().contains(reference));
    assert!(letter.message_id().ends_with("@events.example.org"), "{}", letter.message_id());
    let calendar = letter.calendar().expect("a calendar file");
    let lines = unfolded(&calendar);
    let events = lines.iter().filter(|line| *line == "BEGIN:VEVENT").count();
    assert_eq!(events, 2, "the workshop with a seat, and the opening for everybody: {calendar}");
    assert!(lines.iter().any(|l| l.starts_with("SUMMARY") && l.contains("Workshop")), "{calendar}");
    for wanted in ["UID:", "DTSTAMP:", "DTSTART", "DTEND", "SEQUENCE:"] {
        assert_eq!(lines.iter().filter(|line| line.starts_with(wanted)).count(), 2, "{wanted} in {calendar}");
    }
}

/// The lines of a calendar, whose form is checked on the way (RFC 5545, 3.1).
fn unfolded(calendar: &str) -> Vec<String> {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in calendar.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("folds follow a line").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    assert!(lines.iter().all(|line| line.contains(':')), "{calendar}");
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_come_in_the_language_that_was_chosen_for_them() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).base_url(SITE).start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "aigul");
    let form = delegate.fill().await;
    let check = form.action.clone();
    let contact = delegate.client.get(&check.replace("/check", "/contact")).await.expect_status(200);
    delegate.client.fill(&contact, &[("language", "kk")]).await.expect_status(303);
    let sent = delegate.client.send(form).await.expect_status(303);
    let letter = sink.letter("aigul@example.org", KAZAKH.subject).await;
    let kazakh = sent.location().replacen("/en/", "/kk/", 1);
    assert!(letter.text().contains(&format!("{SITE}{kazakh}")), "{}", letter.text());
    assert_eq!(delegate.client.get(&kazakh).await.expect_status(200).one("h1"), KAZAKH.confirmed);
}

#[tokio::test(flavor = "multi_thread")]
async fn switching_the_language_in_the_middle_keeps_everything_typed() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let client = &delegate.client;
    let about = client.get(&delegate.begin().await).await;
    let typed = [("given", "Zarina"), ("family", "Yusupova"), ("badge", "Зарина")];
    let sent = client.fill(&about, &typed).await;
    let page = client.follow(&sent).await.expect_status(200);
    let russian = client.get(&page.attr("a[hreflang=ru]", "href")).await.expect_status(200);
    assert_eq!(russian.attr("html", "lang"), "ru");
    assert_eq!(russian.one("h1"), "Ваша организация");
    let back = client.get(&russian.attr("main a.back", "href")).await.expect_status(200);
    assert_eq!(back.one("h1"), "О вас");
    for (field, value) in typed {
        assert_eq!(back.form("main form").value(field), value);
    }
    let answers = [("type", "ngo"), ("organisation", "Red Crescent"), ("position", "Doctor")];
    let sent = client.fill(&russian, &answers).await.expect_status(303);
    assert!(sent.location().starts_with("/ru/almaty/"));
    let kazakh = sent.location().replacen("/ru/", "/kk/", 1).replace("/sessions", "/check");
    let check = client.get(&kazakh).await.expect_status(200);
    assert!(check.text("dl.pairs dd").contains("Red Crescent"));
    assert!(check.text("dl.pairs dd").contains("Зарина"));
}
