//! What comes with a letter for the calendar.

use super::*;

#[test]
fn a_letter_that_ends_a_registration_takes_its_sessions_out_of_the_calendar_again() {
    let file_of = |kind, later: i64, had_calendar| {
        let mut leased = leased(kind, Lang::En);
        leased.queued_at = leased.queued_at.checked_add(jiff::SignedDuration::from_mins(later)).unwrap();
        let facts = LetterFacts { had_calendar, ..facts() };
        let bytes = build(&stationery(), &leased, &facts).unwrap().bytes;
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let file = parsed.attachments().next()?;
        let method = file.content_type().unwrap().attribute("method").unwrap().to_owned();
        Some((method, file.text_contents().unwrap().to_owned()))
    };
    let sequence = |text: &str| -> i32 {
        text.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).unwrap().parse().unwrap()
    };
    let (method, added) = file_of(LetterKind::Confirmed, 0, false).unwrap();
    assert!(method == "PUBLISH" && added.contains("METHOD:PUBLISH") && !added.contains("ATTENDEE"));
    assert!(added.contains("ORGANIZER:mailto:secretariat@example.org"));
    for kind in [LetterKind::Withdrawn, LetterKind::Cancelled] {
        let (method, removed) = file_of(kind, 30, true).unwrap();
        assert!(
            method == "CANCEL" && removed.contains("METHOD:CANCEL") && removed.contains("STATUS:CANCELLED")
        );
        for uid in added.lines().filter(|line| line.starts_with("UID:")) {
            assert!(removed.contains(uid), "{uid} stays in the calendar");
        }
        assert!(sequence(&removed) > sequence(&added));
        assert_eq!(file_of(kind, 30, false), None, "nothing was ever put in");
    }
    let (_, again) = file_of(LetterKind::Confirmed, 60, true).unwrap();
    assert!(sequence(&again) > sequence(&added) + 30, "confirmed again, it comes back");
}
