#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is meant to panic")]
use super::*;

fn entry(n: usize, title: &str) -> OrderEntry {
    OrderEntry {
        time: "09:15–10:00".into(),
        title: format!("{title} {n}"),
        note: String::new(),
        place: "Зал A".into(),
        people: vec!["Төраға: Әнуар Құрманғазыұлы, Сыртқы істер министрлігі".into()],
        small: n.is_multiple_of(4),
    }
}

fn order(entries: Vec<OrderEntry>) -> OrderOfDay {
    OrderOfDay {
        lang: Lang::Kk,
        heading: "Күн тәртібі".into(),
        event: "Алматы дөңгелек үстелі".into(),
        short: "Алматы".into(),
        day: "2027 ж. 31 мамыр, дүйсенбі".into(),
        issue: "№ 3".into(),
        place: "Алматы, UTC+5".into(),
        entries,
        nothing: "Ештеңе жоспарланбаған".into(),
    }
}

#[test]
fn it_is_a_tagged_pdf_with_a_language_and_the_same_bytes_for_the_same_words() {
    let one = order((0..5).map(|n| entry(n, "Ашылуы")).collect()).to_pdf().unwrap();
    let text = String::from_utf8_lossy(&one);
    assert!(text.starts_with("%PDF-1."), "a PDF");
    let packed = text.replace(' ', "");
    for part in ["/StructTreeRoot", "/Lang(kk)", "/Markedtrue", "SourceSans3", "SourceSerif4"] {
        assert!(packed.contains(part), "{part}");
    }
    assert_eq!(one, order((0..5).map(|n| entry(n, "Ашылуы")).collect()).to_pdf().unwrap());
    assert!(one.len() < 200_000, "fonts are cut down: {} bytes", one.len());
    assert!(order(vec![]).to_pdf().is_some(), "an empty day");
}

#[test]
fn the_fonts_have_the_letters_of_our_languages() {
    let fonts = Fonts::load().unwrap();
    for face in [Face::Regular, Face::Semibold, Face::Serif] {
        assert!(fonts.has(face, "AZaz09 ÀÉßŞşĞğÑñ АЯаяЁё ӘәҒғҚқҢңӨөҰұҮүҺһІі –—·№«»“”…"));
    }
}

#[test]
fn what_the_fonts_do_not_have_is_marked_and_the_rest_stays_readable() {
    let fonts = Fonts::load().unwrap();
    assert_eq!(fonts.broken("Встреча 会议 \u{202E}a\u{AD}b", Face::Regular, 10.0, 300.0), ["Встреча ?? ab"]);
    let strange = "会议 مرحبا \u{1F600} \u{7} e\u{301} \u{E000}";
    let mut day = order(vec![entry(1, strange)]);
    (day.event, day.heading, day.entries[0].people) = (strange.into(), strange.into(), vec![strange.into()]);
    assert!(day.to_pdf().is_some());
}

#[test]
fn a_session_with_more_people_than_a_page_goes_on_over_the_next() {
    let fonts = Fonts::load().unwrap();
    let people = (0..200).map(|n| format!("Спикер {n}")).collect();
    let pages = paged(order(vec![OrderEntry { people, ..entry(1, "Пленарное заседание") }]).blocks(&fonts));
    assert!(pages.len() > 3);
    assert!(pages.iter().all(|page| page.iter().map(|block| block.height).sum::<f32>() <= BOTTOM - TOP));
}

#[test]
fn lines_are_never_wider_than_their_column_and_lose_nothing() {
    let fonts = Fonts::load().unwrap();
    for text in ["Қысқа", &"Құрманғазыұлы ".repeat(40), &"ұзынсөз".repeat(60), "", "  a   b "]
    {
        let lines = fonts.broken(text, Face::Serif, 12.5, 300.0);
        assert!(lines.iter().all(|line| fonts.width(line, Face::Serif, 12.5) <= 300.0));
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&lines.concat()), letters(text));
    }
}

#[test]
fn a_long_day_takes_several_pages_and_no_session_is_torn_apart() {
    let fonts = Fonts::load().unwrap();
    let long = order((0..60).map(|n| entry(n, &"Ұзақ атауы бар сессия ".repeat(6))).collect());
    let pages = paged(long.blocks(&fonts));
    assert!(pages.len() > 3);
    for page in &pages {
        assert!(page.iter().map(|block| block.height).sum::<f32>() <= BOTTOM - TOP);
    }
    assert_eq!(pages.iter().map(Vec::len).sum::<usize>(), 61);
}
