//! A06: every address with every role, both ways: who may use it gets in, who may not changes and learns nothing.

mod story;

use Access::{Administer, Public, RunEvent, Secret, SignedIn, ViewDesk};
use plenary_web::{Access, ROUTES};
use story::Story;

/// Method and pattern as in the program's own table, who may use it, and what a form of ours has to say besides what
/// its page has filled in. An example address is the pattern with the ids of one event in it.
type Row = (&'static str, &'static str, Access, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("GET", "/healthz", Public, ""),
    ("GET", "/readyz", Public, ""),
    ("GET", "/assets/{file}", Public, ""),
    ("GET", "/files/{ticket}/{name}", Secret, ""),
    ("GET", "/", Public, ""),
    ("GET", "/r/{secret}", Secret, ""),
    ("GET", "/R/{secret}", Secret, ""),
    ("GET", "/admin/sign-in", Public, ""),
    ("POST", "/admin/sign-in", Public, ""),
    ("GET", "/admin/sign-in/code", Public, ""),
    ("POST", "/admin/sign-in/code", Public, ""),
    ("GET", "/admin/invitations/{token}", Secret, ""),
    ("POST", "/admin/invitations/{token}", Secret, ""),
    ("GET", "/admin", SignedIn, ""),
    ("POST", "/admin/sign-out", SignedIn, ""),
    ("GET", "/admin/account", SignedIn, ""),
    ("POST", "/admin/account", SignedIn, "name=New+Name"),
    ("POST", "/admin/account/language", SignedIn, "language=ru"),
    ("POST", "/admin/account/password", SignedIn, "password=wrong&new_password=correct+horse+battery+staple"),
    ("GET", "/admin/account/second-factor", SignedIn, ""),
    ("POST", "/admin/account/second-factor", SignedIn, "code=123456&password=wrong"),
    ("POST", "/admin/account/second-factor/off", SignedIn, ""),
    ("POST", "/admin/account/sign-out-others", SignedIn, ""),
    ("GET", "/admin/invite", Administer, ""),
    ("POST", "/admin/invite", Administer, "email=new@example.org"),
    ("GET", "/admin/{event}/registrations", ViewDesk, ""),
    ("GET", "/admin/{event}/registrations.csv", ViewDesk, ""),
    ("GET", "/admin/{event}/registrations/export", ViewDesk, ""),
    ("POST", "/admin/{event}/registrations/export", ViewDesk, "format=csv-comma"),
    ("GET", "/admin/{event}/exports/{export}", ViewDesk, ""),
    ("GET", "/admin/{event}/exports/{export}/file", ViewDesk, ""),
    ("GET", "/admin/{event}/registrations/decide", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/decide", RunEvent, "id={registration}&do=waitlist&sure=yes"),
    ("GET", "/admin/{event}/registrations/tag", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/tag", RunEvent, "id={registration}&tag=several&sure=yes"),
    ("GET", "/admin/{event}/registrations/new", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/new", RunEvent, "email=new@example.org&language=en&given=Ann&family=Entered&type=academia&organisation=O&position=P&notice=yes&drawn=own_first&drawn=own_question"),
    ("GET", "/admin/{event}/registrations/views", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/views", RunEvent, "name=Another"),
    ("GET", "/admin/{event}/registrations/views/{view}", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/views/{view}", RunEvent, "name=Renamed&shared=yes"),
    ("POST", "/admin/{event}/registrations/views/{view}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/registrations/undo/{batch}", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/undo/{batch}", RunEvent, ""),
    ("GET", "/admin/{event}/registrations/{registration}", ViewDesk, ""),
    ("GET", "/admin/{event}/registrations/{registration}/vouch", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/vouch", RunEvent, ""),
    ("GET", "/admin/{event}/registrations/{registration}/decide", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/decide", RunEvent, "do=decline&reason=Full"),
    ("GET", "/admin/{event}/registrations/{registration}/hold", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/hold", RunEvent, "held=yes"),
    ("GET", "/admin/{event}/registrations/{registration}/facets", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/facets", RunEvent, "credential=copy_received&visa=requested&badge=ready"),
    ("GET", "/admin/{event}/registrations/{registration}/queue", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/queue", RunEvent, "to=1&reason=Speaker"),
    ("GET", "/admin/{event}/registrations/{registration}/change", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/change", RunEvent, "accept=yes"),
    ("GET", "/admin/{event}/registrations/{registration}/notes", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/notes", RunEvent, "note=New"),
    ("POST", "/admin/{event}/registrations/{registration}/notes/remove", RunEvent, "note={note}"),
    ("GET", "/admin/{event}/registrations/{registration}/tags", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/tags", RunEvent, "tag=new"),
    ("POST", "/admin/{event}/registrations/{registration}/tags/remove", RunEvent, "tag=vip"),
    ("GET", "/admin/{event}/registrations/{registration}/files", ViewDesk, ""),
    ("POST", "/admin/{event}/registrations/{registration}/files", RunEvent, "kind=other"),
    ("POST", "/admin/{event}/registrations/{registration}/files/remove", RunEvent, "purpose=passport-scan"),
    ("GET", "/admin/{event}/files/{upload}", ViewDesk, ""),
    ("GET", "/admin/{event}/registrations/{registration}/merge/{other}", RunEvent, ""),
    ("POST", "/admin/{event}/registrations/{registration}/merge/{other}", RunEvent, "do=merge&keep=one"),
    ("GET", "/admin/{event}/letters", ViewDesk, ""),
    ("GET", "/admin/{event}/letters/{letter}", ViewDesk, ""),
    ("GET", "/admin/{event}/letters/{letter}/html", RunEvent, ""),
    ("GET", "/admin/{event}/letters/{letter}/source.eml", RunEvent, ""),
    ("POST", "/admin/{event}/letters/{letter}/send-again", RunEvent, ""),
    ("POST", "/admin/{event}/letters/{letter}/settle", RunEvent, ""),
    ("POST", "/admin/{event}/pause-letters", RunEvent, "reason=Wait"),
    ("POST", "/admin/{event}/resume-letters", RunEvent, ""),
    ("GET", "/admin/{event}/sender", ViewDesk, ""),
    ("GET", "/admin/{event}/wordings", ViewDesk, ""),
    ("GET", "/admin/{event}/wordings/{kind}/{lang}", ViewDesk, ""),
    ("POST", "/admin/{event}/wordings/{kind}/{lang}", RunEvent, "do=save&subject=Other"),
    ("GET", "/admin/{event}/wordings/{kind}/{lang}/preview", RunEvent, ""),
    ("POST", "/admin/{event}/wordings/{kind}/{lang}/restore", RunEvent, ""),
    ("POST", "/admin/{event}/wordings/{kind}/{lang}/send-to-me", RunEvent, ""),
    ("GET", "/admin/{event}/messages", ViewDesk, ""),
    ("GET", "/admin/{event}/messages/new", RunEvent, ""),
    ("POST", "/admin/{event}/messages/new", RunEvent, "subject-en=Bus&body-en=At+nine"),
    ("GET", "/admin/{event}/messages/{message}", ViewDesk, ""),
    ("GET", "/admin/{event}/messages/{draft_message}/edit", RunEvent, ""),
    ("POST", "/admin/{event}/messages/{draft_message}/edit", RunEvent, "subject-en=Other"),
    ("GET", "/admin/{event}/messages/{message}/preview", RunEvent, ""),
    ("POST", "/admin/{event}/messages/{message}/send-to-me", RunEvent, ""),
    ("GET", "/admin/{event}/messages/{message}/confirm", RunEvent, ""),
    ("POST", "/admin/{event}/messages/{message}/confirm", RunEvent, "day=2090-05-01&time=09:00"),
    ("POST", "/admin/{event}/messages/{message}/stop", RunEvent, ""),
    ("POST", "/admin/{event}/messages/{draft_message}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/reminders", ViewDesk, ""),
    ("GET", "/admin/{event}/reminders/{rule}", ViewDesk, ""),
    ("POST", "/admin/{event}/reminders/{rule}", RunEvent, "days=9"),
    ("GET", "/admin/{event}/reminders/{rule}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/reminders/{rule}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/audit", ViewDesk, ""),
    ("GET", "/admin/{event}/people", ViewDesk, ""),
    ("GET", "/admin/{event}/people/invite", RunEvent, ""),
    ("POST", "/admin/{event}/people/invite", RunEvent, "email=new@example.org&role=organiser"),
    ("POST", "/admin/{event}/people/{account}", RunEvent, "role=organiser"),
    ("GET", "/admin/events/new", Administer, ""),
    ("POST", "/admin/events/new", Administer, "slug=third&title-en=T&starts=2030-05-01&ends=2030-05-02"),
    ("GET", "/admin/{event}/agenda", ViewDesk, ""),
    ("POST", "/admin/{event}/agenda/undo", RunEvent, ""),
    ("GET", "/admin/{event}/agenda/checks", ViewDesk, ""),
    ("POST", "/admin/{event}/agenda/checks", RunEvent, "rule-no_chair=ignore"),
    ("GET", "/admin/{event}/import", RunEvent, ""),
    ("POST", "/admin/{event}/import", RunEvent, "language=en"),
    ("GET", "/admin/{event}/imports/{import}", RunEvent, ""),
    ("POST", "/admin/{event}/imports/{import}", RunEvent, "version=1"),
    ("GET", "/admin/{event}/sessions/new", RunEvent, ""),
    ("POST", "/admin/{event}/sessions/new", RunEvent, "title-en=New&title-ru=New&title-kk=New"),
    ("GET", "/admin/{event}/sessions/{session}", ViewDesk, ""),
    ("POST", "/admin/{event}/sessions/{session}", RunEvent, "title-en=Other"),
    ("POST", "/admin/{event}/sessions/{session}/move", RunEvent, "do=later"),
    ("GET", "/admin/{event}/sessions/{session}/check", RunEvent, ""),
    ("GET", "/admin/{event}/sessions/{session}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/sessions/{session}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/rooms", ViewDesk, ""),
    ("GET", "/admin/{event}/rooms/new", RunEvent, ""),
    ("POST", "/admin/{event}/rooms/new", RunEvent, "name-en=New&name-ru=New&name-kk=New"),
    ("GET", "/admin/{event}/rooms/{room}", ViewDesk, ""),
    ("POST", "/admin/{event}/rooms/{room}", RunEvent, "name-en=Other"),
    ("GET", "/admin/{event}/rooms/{room}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/rooms/{room}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/topics", ViewDesk, ""),
    ("GET", "/admin/{event}/topics/new", RunEvent, ""),
    ("POST", "/admin/{event}/topics/new", RunEvent, "name-en=New&name-ru=New&name-kk=New&tone=ihl"),
    ("GET", "/admin/{event}/topics/from-list", RunEvent, ""),
    ("POST", "/admin/{event}/topics/from-list", RunEvent, "topic=s-res-1325"),
    ("GET", "/admin/{event}/topics/{topic}", ViewDesk, ""),
    ("POST", "/admin/{event}/topics/{topic}", RunEvent, "name-en=Other"),
    ("GET", "/admin/{event}/topics/{topic}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/topics/{topic}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/speakers", ViewDesk, ""),
    ("GET", "/admin/{event}/speakers/new", RunEvent, ""),
    ("POST", "/admin/{event}/speakers/new", RunEvent, "name-en=New&name-ru=New&name-kk=New"),
    ("GET", "/admin/{event}/speakers/{speaker}", ViewDesk, ""),
    ("POST", "/admin/{event}/speakers/{speaker}", RunEvent, "name-en=Other"),
    ("GET", "/admin/{event}/speakers/{speaker}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/speakers/{speaker}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/speakers/{guest}/invite", RunEvent, ""),
    ("POST", "/admin/{event}/speakers/{guest}/address", RunEvent, ""),
    ("GET", "/admin/{event}/speakers/{guest}/files/{portrait}", ViewDesk, ""),
    ("GET", "/admin/{event}/items", ViewDesk, ""),
    ("GET", "/admin/{event}/items/new", RunEvent, ""),
    ("POST", "/admin/{event}/items/new", RunEvent, "title-en=New&title-ru=New&title-kk=New"),
    ("POST", "/admin/{event}/items/renumber", RunEvent, ""),
    ("GET", "/admin/{event}/items/status", RunEvent, ""),
    ("POST", "/admin/{event}/items/status", RunEvent, "status=provisional"),
    ("GET", "/admin/{event}/items/{item}", ViewDesk, ""),
    ("POST", "/admin/{event}/items/{item}", RunEvent, "title-en=Other"),
    ("POST", "/admin/{event}/items/{item}/move", RunEvent, "do=down"),
    ("GET", "/admin/{event}/items/{item}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/items/{item}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/documents", ViewDesk, ""),
    ("GET", "/admin/{event}/documents/new", RunEvent, ""),
    ("POST", "/admin/{event}/documents/new", RunEvent, "title-en=New&title-ru=New&title-kk=New"),
    ("GET", "/admin/{event}/documents/{document}", ViewDesk, ""),
    ("POST", "/admin/{event}/documents/{document}", RunEvent, "title-en=Other"),
    ("POST", "/admin/{event}/documents/{document}/files", RunEvent, "upload-lang=ru"),
    ("GET", "/admin/{event}/documents/{document}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/documents/{document}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/release", ViewDesk, ""),
    ("POST", "/admin/{event}/release", RunEvent, "comment=Second"),
    ("GET", "/admin/{event}/releases", ViewDesk, ""),
    ("GET", "/admin/{event}/releases/{revision}", ViewDesk, ""),
    ("GET", "/admin/{event}/form", ViewDesk, ""),
    ("GET", "/admin/{event}/form/built-in", ViewDesk, ""),
    ("POST", "/admin/{event}/form/built-in", RunEvent, "phone=optional"),
    ("GET", "/admin/{event}/form/preview/{lang}/{step}", ViewDesk, ""),
    ("GET", "/admin/{event}/form/questions/new", RunEvent, ""),
    ("POST", "/admin/{event}/form/questions/new", RunEvent, "kind=date&label-en=Q&label-ru=Q&label-kk=Q&purpose-en=P&purpose-ru=P&purpose-kk=P"),
    ("GET", "/admin/{event}/form/questions/{question}", ViewDesk, ""),
    ("POST", "/admin/{event}/form/questions/{question}", RunEvent, "label-en=Other"),
    ("POST", "/admin/{event}/form/questions/{question}/move", RunEvent, "do=up"),
    ("GET", "/admin/{event}/form/questions/{question}/remove", RunEvent, ""),
    ("POST", "/admin/{event}/form/questions/{question}/remove", RunEvent, ""),
    ("GET", "/admin/{event}/settings", ViewDesk, ""),
    ("POST", "/admin/{event}/settings", RunEvent, "title-en=Other"),
    ("GET", "/admin/{event}/settings/types", ViewDesk, ""),
    ("POST", "/admin/{event}/settings/types", RunEvent, "code=media&do=up"),
    ("GET", "/admin/{event}/settings/types/{type}", ViewDesk, ""),
    ("POST", "/admin/{event}/settings/types/{type}", RunEvent, "limit=7"),
    ("GET", "/admin/{event}", ViewDesk, ""),
    ("GET", "/{lang}/", Public, ""),
    ("GET", "/{lang}/{event}", Public, ""),
    ("GET", "/{lang}/{event}/data-notice", Public, ""),
    ("GET", "/{lang}/{event}/agenda", Public, ""),
    ("GET", "/{lang}/{event}/agenda.ics", Public, ""),
    ("GET", "/{lang}/{event}/agenda/{day}.ics", Public, ""),
    ("GET", "/{lang}/{event}/agenda/{day}.pdf", Public, ""),
    ("GET", "/{lang}/{event}/agenda/{day}", Public, ""),
    ("GET", "/{lang}/{event}/now", Public, ""),
    ("GET", "/{lang}/{event}/screen", Public, ""),
    ("GET", "/{lang}/{event}/speakers", Public, ""),
    ("GET", "/{lang}/{event}/speakers/{person}", Public, ""),
    ("GET", "/{lang}/{event}/portraits/{portrait}", Public, ""),
    ("GET", "/{lang}/{event}/speaking/{speaking}", Secret, ""),
    ("POST", "/{lang}/{event}/speaking/{speaking}/answer", Secret, "answer=accept"),
    ("POST", "/{lang}/{event}/speaking/{speaking}/about", Secret, "about-en=Other"),
    ("POST", "/{lang}/{event}/speaking/{speaking}/photo", Secret, ""),
    ("POST", "/{lang}/{event}/speaking/{speaking}/slides", Secret, ""),
    ("GET", "/{lang}/{event}/speaking/{speaking}/files/{portrait}", Secret, ""),
    ("GET", "/{lang}/{event}/releases", Public, ""),
    ("GET", "/{lang}/{event}/releases.atom", Public, ""),
    ("GET", "/{lang}/{event}/releases/{release}", Public, ""),
    ("GET", "/{lang}/{event}/my-agenda", Public, ""),
    ("POST", "/{lang}/{event}/my-agenda", Public, "add=1"),
    ("GET", "/{lang}/{event}/my-agenda/kept.json", Public, ""),
    ("POST", "/{lang}/{event}/my-agenda/feed", Public, "do=make"),
    ("POST", "/{lang}/{event}/my-agenda/forget", Public, ""),
    ("GET", "/{lang}/{event}/my/{feed}.ics", Secret, ""),
    ("GET", "/{lang}/{event}/schedule.xml", Public, ""),
    ("GET", "/{lang}/{event}/schedule.json", Public, ""),
    ("GET", "/{lang}/{event}/feeds", Public, ""),
    ("GET", "/{lang}/{event}/embed", Public, ""),
    ("GET", "/{lang}/{event}/sessions/{number}.ics", Public, ""),
    ("GET", "/{lang}/{event}/sessions/{number}", Public, ""),
    ("GET", "/{lang}/{event}/items", Public, ""),
    ("GET", "/{lang}/{event}/documents/{document}/{version}", Public, ""),
    ("GET", "/{lang}/{event}/register", Public, ""),
    ("POST", "/{lang}/{event}/register", Public, "email=new@example.org&language=en"),
    ("GET", "/{lang}/{event}/register/{secret}/{step}", Secret, ""),
    ("POST", "/{lang}/{event}/register/{secret}/{step}", Secret, "given=Ann&family=Other"),
    ("GET", "/{lang}/{event}/register/{secret}/files/{draft_upload}", Secret, ""),
    ("GET", "/{lang}/{event}/letter/{letter_ticket}", Secret, ""),
    ("POST", "/{lang}/{event}/letter/{letter_ticket}", Secret, ""),
    ("GET", "/{lang}/{event}/r/{secret}/files/{upload}", Secret, ""),
    ("GET", "/{lang}/{event}/r/{secret}", Secret, ""),
    ("GET", "/{lang}/{event}/r/{secret}/my-sessions.ics", Secret, ""),
    ("POST", "/{lang}/{event}/r/{secret}/my-agenda", Secret, ""),
    ("POST", "/{lang}/{event}/r/{secret}/send-again", Secret, ""),
    ("GET", "/{lang}/{event}/r/{secret}/change/{step}", Secret, ""),
    ("POST", "/{lang}/{event}/r/{secret}/change/{step}", Secret, "given=Ann&family=Other&version=1"),
    ("GET", "/{lang}/{event}/stop-letters/{stop}", Secret, ""),
    ("POST", "/{lang}/{event}/stop-letters/{stop}", Secret, ""),
    ("GET", "/{lang}/{event}/r/{secret}/reply", Secret, ""),
    ("POST", "/{lang}/{event}/r/{secret}/reply", Secret, "reply=take_offer"),
    ("GET", "/{lang}/{event}/r/{secret}/withdraw", Secret, ""),
    ("POST", "/{lang}/{event}/r/{secret}/withdraw", Secret, "reason=Ill"),
];

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nobody,
    /// With the secrets of a registration at another event.
    Delegate,
    Viewer,
    Organiser,
    /// Runs another event.
    Stranger,
    Administrator,
}

impl Asks {
    fn may(self, access: Access) -> bool {
        match access {
            Public => true,
            Secret => self != Self::Delegate,
            SignedIn => !matches!(self, Self::Nobody | Self::Delegate),
            ViewDesk => matches!(self, Self::Viewer | Self::Organiser | Self::Administrator),
            RunEvent => matches!(self, Self::Organiser | Self::Administrator),
            Administer => self == Self::Administrator,
        }
    }
}

/// What a change of these would hide from the rows after them comes last.
fn in_order() -> Vec<Row> {
    let mut rows = ROWS.to_vec();
    rows.sort_by_key(|(method, pattern, ..)| {
        let last = [
            "/change",
            "/registrations/decide",
            "/address",
            "/queue",
            "/decide",
            "/remove",
            "/withdraw",
            "/invitations/",
            "/sign-out-others",
            "/sign-out",
        ];
        (*method == "POST", !pattern.ends_with("/release"), last.iter().position(|end| pattern.contains(end)))
    });
    rows
}

#[test]
fn the_matrix_says_the_same_as_the_table_of_addresses() {
    let table: Vec<_> = ROUTES.iter().map(|route| (route.method, route.pattern, route.access)).collect();
    let rows: Vec<_> = ROWS.iter().map(|(method, pattern, access, _)| (*method, *pattern, *access)).collect();
    assert_eq!(rows, table);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_public_pages_and_what_a_secret_address_opens() {
    Story::new(Asks::Nobody).await.walk().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_gets_nowhere_with_the_secret_of_another_event() {
    Story::new(Asks::Delegate).await.walk().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_sees_the_desk_and_changes_nothing() {
    Story::new(Asks::Viewer).await.walk().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_runs_the_event() {
    Story::new(Asks::Organiser).await.walk().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_of_another_event_does_not_learn_that_this_one_is_there() {
    Story::new(Asks::Stranger).await.walk().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_gets_in_everywhere() {
    Story::new(Asks::Administrator).await.walk().await;
}
