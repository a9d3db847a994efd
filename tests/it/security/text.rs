//! B01, B07, B09, B10, B15: what people type stays text.

use super::world::{Fields, Side, answers, record, register_by_form, register_with, with};
use harness::{App, Client, Page, SmtpSink};
use scraper::Selector;

const PAYLOADS: [&str; 30] = [
    "<script>alert('b01')</script>",
    "</title><script>alert('b01')</script>",
    "</textarea><script>alert('b01')</script>",
    "\"><script>alert('b01')</script>",
    "'><script>alert('b01')</script>",
    "<img src=b01 onerror=alert(1)>",
    "\"><img src=b01 onerror=alert(1)>",
    "\" onfocus=alert('b01') autofocus=\"",
    "' onmouseover=alert('b01') x='",
    "<svg onload=alert('b01')>",
    "<svg><script>alert('b01')</script>",
    "<svg><animate onbegin=alert('b01')>",
    "<math><mtext><b01></mtext></math>",
    "<iframe src=javascript:alert('b01')>",
    "<iframe srcdoc='<script>b01</script>'>",
    "<object data=javascript:alert('b01')>",
    "<embed src=javascript:alert('b01')>",
    "<a href=javascript:alert('b01')>b01</a>",
    "<a href=\"data:text/html,b01\">b01</a>",
    "<form action=javascript:b01><button>",
    "<base href=//b01.example>",
    "<meta http-equiv=refresh content=0;b01>",
    "<link rel=stylesheet href=//b01.example>",
    "<style>*{background:url(//b01.example)}</style>",
    "<details open ontoggle=alert('b01')>",
    "<b01 onclick=alert(1)>",
    "<!--><b01><!-- -->",
    "&lt;script&gt;b01",
    "<b01>{{7*7}}{% include b01 %}",
    "<b01 style=position:fixed>\u{FF1C}script\u{FF1E}",
];

/// An address on this site may carry a search.
fn is_ours(address: &str) -> bool {
    address.starts_with(['/', '?', '#']) && !address.starts_with("//")
}

/// Elements and attributes that only a payload can have brought to life.
fn alive(page: &Page) -> Vec<String> {
    let html = page.html();
    let mut found = Vec::new();
    for element in html.select(&Selector::parse("*").unwrap()) {
        let (name, value) = (element.value().name(), element.value());
        let harmful = |(attribute, text): (&str, &str)| {
            // What a button of a letter carries is in hexadecimal digits, which may spell it by chance.
            let text = text.trim().to_lowercase();
            let text = text.split_once("/letter/").map_or(text.as_str(), |(before, _)| before);
            attribute.starts_with("on")
                || attribute == "srcdoc"
                || (["href", "src", "action", "data", "formaction"].contains(&attribute)
                    && (text.contains("b01") && !is_ours(text)
                        || ["javascript:", "vbscript:", "data:text"].iter().any(|s| text.starts_with(s))))
        };
        let mut ours = element.text().collect::<String>();
        // Data for search engines is not run; nothing in it may end it.
        if element.attr("type") == Some("application/ld+json") && !ours.contains('<') {
            ours.clear();
        }
        if name.starts_with("b01")
            || (["script", "style", "math", "object", "embed", "base", "animate"].contains(&name)
                && ours.contains("b01"))
            || value.attrs().any(harmful)
        {
            found.push(element.html().chars().take(200).collect());
        }
    }
    found
}

/// Everything that can be typed into the form, as the one text.
fn typed(payload: &str) -> plenary_domain::registration::RawAnswers {
    let mut raw = answers("Ann");
    for field in ["badge", "organisation", "position", "food_note", "access_note", "title", "name_native"] {
        let most = if ["badge", "title"].contains(&field) { 40 } else { 160 };
        raw.0.insert(field.to_owned(), vec![payload.chars().take(most).collect()]);
    }
    raw
}

async fn check(client: &Client, address: &str) {
    let page = client.get(address).await.expect_status(200);
    assert_eq!(alive(&page), Vec::<String>::new(), "{address}");
}

#[tokio::test(flavor = "multi_thread")]
async fn b01_what_a_delegate_types_is_text_on_every_page() {
    let app = App::start().await;
    let event = app.event("one").create().await;
    let client = app.organiser().await;
    for (n, payload) in PAYLOADS.iter().enumerate() {
        let secret = register_with(&app, &event, &format!("p{n}"), typed(payload)).await;
        check(&client, &format!("/en/one/r/{secret}")).await;
        check(&client, &format!("/en/one/r/{secret}/change/organisation")).await;
        let fields = [("email", *payload), ("language", *payload)];
        let again = client.post("/en/one/register", &fields).await.expect_status(422);
        assert_eq!(alive(&again), Vec::<String>::new(), "{payload}");
        assert!(again.form("main form").value("email") == *payload, "what was typed is kept: {payload}");
    }
    app.letters_have_left().await;
    let ids = app
        .sql()
        .await
        .query(
            "SELECT r.id::text, o.id::text FROM registration r JOIN outbox o ON o.registration_id = r.id",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(ids.len(), PAYLOADS.len());
    for row in ids {
        let (registration, letter): (String, String) = (row.get(0), row.get(1));
        check(&client, &format!("/admin/one/registrations/{registration}")).await;
        check(&client, &format!("/admin/one/letters/{letter}")).await;
        check(&client, &format!("/admin/one/letters/{letter}/html")).await;
    }
    for address in ["/admin/one", "/admin/one/registrations", "/admin/one/letters", "/admin/one/audit"] {
        check(&client, address).await;
    }
    for payload in PAYLOADS {
        let query: String = url::form_urlencoded::byte_serialize(payload.as_bytes()).collect();
        for address in ["registrations", "letters"] {
            check(&client, &format!("/admin/one/{address}?q={query}&status={query}&sort={query}")).await;
        }
        check(&client, &format!("/admin/account?next={query}&language={query}")).await;
        check(&app.client(), &format!("/admin/sign-in?next={query}&language={query}")).await;
    }
}

/// Text fields of a form, by what they hold: those that are not chosen from a list.
fn all_text(fields: &Fields, payload: &str) -> Fields {
    let free = |name: &str| {
        [
            "title", "short", "lead", "about", "place", "venue", "host", "summary", "name", "note",
            "position", "label", "help", "purpose",
        ]
        .iter()
        .any(|word| name.strip_prefix(word).is_some_and(|rest| rest.starts_with('-')))
    };
    let text = |(name, value): &(String, String)| {
        (name.clone(), if free(name) { payload.to_owned() } else { value.clone() })
    };
    fields.iter().map(text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b01_what_an_organiser_types_is_text_on_every_page() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    let client = app.organiser().await;
    let question = "form/questions/{question}";
    let things: Vec<String> =
        ["settings", "rooms/{room}", "topics/{topic}", "speakers/{speaker}", "sessions/{session}", question]
            .iter()
            .map(|end| one.address(&format!("/admin/{{event}}/{end}")))
            .collect();
    for payload in PAYLOADS {
        let forms = record(&client, &things).await;
        for path in &things {
            let page = super::world::post(&client, path, &all_text(&forms[path], payload)).await;
            assert!([303, 422].contains(&page.status), "{path} {payload}: {}", page.status);
            assert_eq!(alive(&page), Vec::<String>::new(), "{path} {payload}");
            check(&client, path).await;
        }
        for address in
            ["/admin", "/admin/one/agenda", "/admin/one/rooms", "/admin/one/topics", "/admin/one/speakers"]
        {
            check(&client, address).await;
        }
        let needs = one.address("/{lang}/{event}/register/{secret}/needs");
        for address in ["/admin/one/form", "/admin/one/form/preview/en/needs", needs.as_str()] {
            check(&client, address).await;
        }
    }
    let release = record(&client, &["/admin/one/release".to_owned()]).await;
    let fields = with(&release["/admin/one/release"], &[("comment", PAYLOADS[0])]);
    super::world::post(&client, "/admin/one/release", &fields).await.expect_status(303);
    for address in
        ["/admin/one/releases", "/admin/one/audit", "/en/one", "/en/one/agenda", "/en/one/sessions/2"]
    {
        check(&client, address).await;
    }
}

const BREAKS: [&str; 9] = [
    "Dr\r\nBcc: victim@evil.example",
    "Dr\nBcc: victim@evil.example",
    "Dr\rBcc: victim@evil.example",
    "Dr%0d%0aBcc: victim@evil.example",
    "Dr\u{2028}Bcc: victim@evil.example",
    "Dr\u{85}Bcc: victim@evil.example",
    "Dr\" <victim@evil.example>",
    "Dr, victim@evil.example",
    "=?utf-8?q?Dr=0D=0ABcc:_victim@evil.example?=",
];

const ADDRESSES: [&str; 18] = [
    "ann@example.org\r\nBcc: victim@evil.example",
    "ann@example.org\nBcc: victim@evil.example",
    "ann@example.org\rRCPT TO:<victim@evil.example>",
    "ann@example.org\r\nRCPT TO:<victim@evil.example>",
    "ann@example.org%0d%0aBcc:victim@evil.example",
    "ann@example.org,victim@evil.example",
    "ann@example.org;victim@evil.example",
    "ann@example.org victim@evil.example",
    "ann@example.org> <victim@evil.example",
    "<victim@evil.example>",
    "\"ann\r\n\"@example.org",
    "\"ann victim\"@example.org",
    "-oXann@example.org",
    "ann@example.org\u{2028}victim@evil.example",
    "ann@example.org\u{0}victim@evil.example",
    "ann@[127.0.0.1]",
    "ann(victim@evil.example)@example.org",
    "ann@example.org@evil.example",
];

#[tokio::test(flavor = "multi_thread")]
async fn b07_no_line_end_makes_a_header_or_a_second_recipient() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    app.event("one").create().await;
    let client = app.client();
    for address in ADDRESSES {
        let fields = [("email", address), ("language", "en")];
        client.post("/en/one/register", &fields).await.expect_status(422);
    }
    let mut registered = 0;
    for (n, name) in BREAKS.iter().enumerate() {
        let start = [("email", "probe@example.org"), ("language", "en")];
        let about = client.post("/en/one/register", &start).await.location();
        let page = client.post(&about, &[("family", "Delegate"), ("title", name)]).await;
        assert!([303, 422].contains(&page.status), "{name:?}: {}", page.status);
        if page.status == 303 {
            // The title takes part in every step, and only one step asks for it.
            register_by_form(&client, "one", &format!("ann{}", "x".repeat(n + 1)), &[("title", name)]).await;
            registered += 1;
        }
    }
    assert!(registered >= 2, "harmless looking ones are taken as they are");
    let letters = sink.wait_for(registered).await;
    for letter in letters {
        assert_eq!(letter.to.len(), 1);
        assert!(letter.to[0].starts_with("ann") && letter.to[0].ends_with("@example.org"), "{:?}", letter.to);
        for header in ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Reply-To"] {
            assert_eq!(letter.headers(header).len(), 1, "{header}");
        }
        for header in ["Bcc", "Cc", "Sender", "Resent-To"] {
            assert_eq!(letter.headers(header), Vec::<String>::new());
        }
        let parsed = letter.parse();
        let to: Vec<_> = parsed.to().unwrap().iter().filter_map(|a| a.address().map(str::to_owned)).collect();
        assert_eq!(to, letter.to);
        let text = String::from_utf8(letter.bytes.clone()).unwrap();
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare line end");
    }
}

const IN_CALENDARS: [&str; 10] = [
    "a\r\nATTENDEE:mailto:victim@evil.example",
    "a\nBEGIN:VALARM\nEND:VALARM",
    "a\rEND:VEVENT\rBEGIN:VEVENT",
    "a\\nATTENDEE:mailto:victim@evil.example",
    "a;b,c\\d:e\"f",
    "a\u{85}ATTENDEE:x",
    "a\u{2028}ATTENDEE:x",
    "END:VCALENDAR",
    "ҰлттықҚауіпсіздікҰлттықҚауіпсіздікҰлттықҚауіпсіздікҰлттықҚауіпсіздік",
    "👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️👩‍⚖️ ^n ^' x",
];

/// Lines are at most 75 bytes and end in CR LF; gives them unfolded.
fn unfolded(ics: &str) -> Vec<String> {
    assert!(ics.ends_with("END:VCALENDAR\r\n"));
    for line in ics.split("\r\n") {
        assert!(!line.contains(['\r', '\n', '\u{85}', '\u{2028}']) && line.len() <= 75, "{line:?}");
    }
    ics.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b09_no_text_becomes_a_property_of_a_calendar() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    let client = app.organiser().await;
    let session = one.address("/admin/{event}/sessions/{session}");
    for text in IN_CALENDARS {
        for field in ["title-en", "summary-en", "place-en"] {
            let forms = record(&client, &[session.clone(), "/admin/one/release".to_owned()]).await;
            let fields = with(&forms[&session], &[(field, text)]);
            let page = super::world::post(&client, &session, &fields).await;
            assert!([303, 422].contains(&page.status), "{field} {text:?}: {}", page.status);
            let forms = record(&client, &["/admin/one/release".to_owned()]).await;
            let Some(fields) = forms.get("/admin/one/release") else { continue };
            super::world::post(&client, "/admin/one/release", fields).await;
            let file = client.get("/en/one/sessions/2.ics").await.expect_status(200);
            let lines = unfolded(&file.body);
            let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
            assert_eq!((count("BEGIN:VEVENT"), count("END:VCALENDAR")), (1, 1), "{field} {text:?}");
            assert_eq!(count("ATTENDEE") + count("BEGIN:VALARM") + count("ORGANIZER"), 0, "{field} {text:?}");
            if page.status == 303 && field == "title-en" && !text.contains(['\\', ';', ',']) {
                assert!(
                    lines.iter().any(|l| l.starts_with("SUMMARY") && l.ends_with(text)),
                    "{text:?} {lines:?}"
                );
            }
        }
    }
}
