//! The page of a speaker: whose secret opens it, what may be said there and until when, and what organisers do about it.

use crate::files::house;
use crate::harness::{Db, act, act_at, now, organiser, secret, session, system, text};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::Actor;
use plenary_domain::agenda::{
    AnswerRefused, DescribeRefused, EditRefused, InviteRefused, PartAnswer, RoleState, SessionInput,
    SessionSpeaker, SpeakerContact, SpeakerInput, SpeakerRole,
};
use plenary_domain::event::DecisionMode;
use plenary_domain::file::{FileOwner, MediaType, Purpose};
use plenary_domain::ids::{EventId, FileId, SessionId, SpeakerId};
use plenary_domain::lang::Lang;
use plenary_domain::policy::NotAllowed;
use plenary_domain::registration::VisibilityClass;
use plenary_domain::text::EmailAddress;
use plenary_store::{CommandError, DomainLimits, NewFile, OwnWords, SpeakerPart, StoreError};
use std::sync::Arc;

/// Somebody with a part in one session at ten o'clock, and a page.
struct Scene {
    db: Arc<Db>,
    event: EventId,
    id: SpeakerId,
    session: SessionId,
    secret: String,
}

fn person(email: Option<&str>) -> SpeakerInput {
    let email = email.map(|email| EmailAddress::parse(email).unwrap());
    let contact = SpeakerContact { email, language: Some(Lang::Ru), registration: None };
    SpeakerInput {
        name: text("Guest"),
        about: text("As organisers wrote"),
        contact,
        ..SpeakerInput::default()
    }
}

impl Scene {
    async fn new(state: RoleState) -> Self {
        Self::at(house(&["a"]).await, state).await
    }

    async fn at(db: Db, state: RoleState) -> Self {
        let event = db.event(DecisionMode::Organisers, 5).await;
        let store = &db.store;
        let id = store.save_speaker(system(), event, None, person(Some("guest@example.org"))).await.unwrap();
        let speakers = vec![SessionSpeaker { state, ..SessionSpeaker::new(id, SpeakerRole::Panellist) }];
        let input = SessionInput { speakers, ..session(10, None) };
        let session = store.save_session(system(), event, None, None, input).await.unwrap();
        let secret = secret();
        store.set_speaker_address(system(), event, id, secret.clone()).await.unwrap();
        Self { db: Arc::new(db), event, id, session, secret }
    }

    async fn answer(
        &self,
        at: Timestamp,
        session: SessionId,
        answer: PartAnswer,
    ) -> Result<(), CommandError<AnswerRefused>> {
        let (act, said) = (act_at(Actor::Nobody, at), (answer, "Flight".to_owned()));
        self.db.store.answer_part(act, self.event, self.secret.clone(), session, said).await
    }

    async fn part(&self) -> SpeakerPart {
        let actor = organiser(self.event);
        self.db.store.speaker_parts(&actor, self.event, self.id).await.unwrap().remove(0)
    }

    async fn version(&self) -> i32 {
        self.db.store.draft_agenda(self.event).await.unwrap().versions[&self.session]
    }

    async fn keep(&self, of: Option<SessionId>, bytes: &[u8]) -> Result<FileId, CommandError<AnswerRefused>> {
        let new = NewFile {
            owner: FileOwner::Speaker(self.id),
            purpose: Purpose::parse(if of.is_some() { "slides" } else { "photo" }).unwrap(),
            media: if of.is_some() { MediaType::Pdf } else { MediaType::Jpeg },
            class: VisibilityClass::Public,
            bytes: bytes.to_vec(),
            thumbnail: None,
            name: "mine".to_owned(),
        };
        self.db.store.keep_speaker_file(act(Actor::Nobody), self.event, self.secret.clone(), of, new).await
    }

    async fn audit(&self, action: &str) -> i64 {
        let sql =
            format!("SELECT count(*) FROM audit WHERE action = '{action}' AND subject_id = '{}'", self.id);
        self.db.number(&sql).await
    }

    async fn letters(&self, state: &str) -> i64 {
        let sql = "SELECT count(*) FROM outbox WHERE kind = 'speaker_invited' AND state =";
        self.db.number(&format!("{sql} '{state}'")).await
    }
}

const GONE: StoreError = StoreError::NotFound;

fn words(about: &str, version: i32) -> OwnWords {
    OwnWords { position: text("Adviser"), about: text(about), gender: None, version }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speaker_says_yes_and_no_until_the_session_begins() {
    let of = Scene::new(RoleState::Invited).await;
    let version = of.version().await;
    assert_eq!(of.answer(now(), of.session, PartAnswer::Accept).await, Ok(()));
    let part = of.part().await;
    assert_eq!(
        (part.state, part.note.as_str(), part.answered_at),
        (RoleState::Accepted, "Flight", Some(now()))
    );
    assert!(of.version().await > version, "an open form must not take the answer back");
    assert_eq!(of.answer(now() + 1.hour(), of.session, PartAnswer::Decline).await, Ok(()));
    assert_eq!(of.part().await.state, RoleState::Declined);
    let who = "SELECT count(*) FROM audit WHERE actor_kind = 'speaker' AND actor_id = subject_id";
    assert_eq!((of.audit("accept_part").await, of.audit("decline_part").await), (1, 1));
    assert_eq!(of.db.number(who).await, 2);
    // Ten o'clock in Almaty.
    let begins: Timestamp = "2027-05-31T05:00:00Z".parse().unwrap();
    let before = of.db.everything().await;
    let late = of.answer(begins, of.session, PartAnswer::Accept).await;
    assert_eq!(late, Err(CommandError::Refused(AnswerRefused::TooLate)));
    assert_eq!(of.keep(Some(of.session), b"x").await, Err(CommandError::Refused(AnswerRefused::Declined)));
    assert_eq!(of.db.everything().await, before);
    let second = SignedDuration::from_secs(1);
    assert_eq!(of.answer(begins - second, of.session, PartAnswer::Accept).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_opens_one_page_and_no_other_session_or_event() {
    let of = Scene::new(RoleState::Invited).await;
    let (store, event) = (&of.db.store, of.event);
    let other = of.db.event(DecisionMode::Organisers, 5).await;
    let foreign = store.save_session(system(), event, None, None, session(12, None)).await.unwrap();
    let theirs = store.save_session(system(), other, None, None, session(12, None)).await.unwrap();
    let before = of.db.everything().await;
    for session in [foreign, theirs] {
        let answered = of.answer(now(), session, PartAnswer::Accept).await;
        assert_eq!(answered, Err(CommandError::Store(GONE)));
        assert_eq!(of.keep(Some(session), b"x").await, Err(CommandError::Store(GONE)));
    }
    let nobody = || act(Actor::Nobody);
    for (event, secret) in [(other, of.secret.clone()), (event, secret()), (event, String::new())] {
        assert_eq!(store.speaking(event, &secret).await, Err(GONE));
        let said = (PartAnswer::Accept, String::new());
        let answered = store.answer_part(nobody(), event, secret.clone(), of.session, said).await;
        assert_eq!(answered, Err(CommandError::Store(GONE)));
        let described = store.describe_speaker(nobody(), event, secret.clone(), words("x", 1)).await;
        assert_eq!(described, Err(CommandError::Store(GONE)));
        let dropped = store.drop_speaker_file(nobody(), event, secret, None).await;
        assert_eq!(dropped, Err(CommandError::Store(GONE)));
    }
    assert_eq!(of.db.everything().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_replaced_opens_nothing() {
    let of = Scene::new(RoleState::Invited).await;
    let (store, event) = (&of.db.store, of.event);
    let again = secret();
    store.set_speaker_address(act(organiser(event)), event, of.id, again.clone()).await.unwrap();
    let before = of.db.everything().await;
    assert_eq!(store.speaking(event, &of.secret).await, Err(GONE));
    let answered = of.answer(now(), of.session, PartAnswer::Accept).await;
    assert_eq!(answered, Err(CommandError::Store(GONE)));
    assert_eq!(of.keep(None, b"x").await, Err(CommandError::Store(GONE)));
    assert_eq!(of.db.everything().await, before);
    assert_eq!(store.speaking(event, &again).await.unwrap().speaker.id, of.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_of_organisers_is_not_shown_and_can_not_be_answered() {
    let of = Scene::new(RoleState::Proposed).await;
    assert_eq!(of.db.store.speaking(of.event, &of.secret).await.unwrap().parts, []);
    let before = of.db.everything().await;
    let answered = of.answer(now(), of.session, PartAnswer::Accept).await;
    assert_eq!(answered, Err(CommandError::Store(GONE)));
    assert_eq!(of.db.everything().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_write_about_a_speaker_at_once_the_second_is_told() {
    let of = Scene::new(RoleState::Invited).await;
    let (store, event) = (&of.db.store, of.event);
    let nobody = || act(Actor::Nobody);
    let seen = store.speaking(event, &of.secret).await.unwrap().facts.version;
    let mine = store.describe_speaker(nobody(), event, of.secret.clone(), words("Mine", seen)).await;
    assert_eq!(mine, Ok(()));
    let form = SpeakerInput { seen: Some(seen), ..person(None) };
    let theirs = store.save_speaker(act(organiser(event)), event, Some(of.id), form.clone()).await;
    assert_eq!(theirs, Err(CommandError::Refused(EditRefused::ChangedMeanwhile)));
    let page = store.speaking(event, &of.secret).await.unwrap();
    assert_eq!(page.speaker.about, text("Mine"));
    let again = SpeakerInput { seen: Some(page.facts.version), ..form };
    assert_eq!(store.save_speaker(act(organiser(event)), event, Some(of.id), again).await, Ok(of.id));
    let before = of.db.everything().await;
    let late = words("Mine again", page.facts.version);
    let refused = store.describe_speaker(nobody(), event, of.secret.clone(), late).await;
    assert_eq!(refused, Err(CommandError::Refused(DescribeRefused::ChangedMeanwhile)));
    assert_eq!(of.db.everything().await, before);
    assert_eq!(of.audit("describe_speaker").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_one_letter_with_what_the_speaker_may_know() {
    let of = Scene::new(RoleState::Proposed).await;
    let (store, event) = (&of.db.store, of.event);
    let other = store.save_session(system(), event, None, None, session(14, None)).await.unwrap();
    assert_eq!(store.invite_speaker(act(organiser(event)), event, of.id, secret()).await, Ok(()));
    assert_eq!((of.letters("queued").await, of.part().await.state), (1, RoleState::Invited));
    let soon = store.invite_speaker(act(organiser(event)), event, of.id, secret()).await;
    assert_eq!(soon, Err(CommandError::Refused(InviteRefused::TooSoon)));
    let (lease, wide) = (SignedDuration::from_mins(2), DomainLimits { hands: 9, per_minute: 9 });
    let letter = store.lease_letters(now(), 9, lease, wide).await.unwrap().remove(0);
    assert_eq!((letter.recipient.as_str(), letter.language), ("guest@example.org", Lang::Ru));
    let facts = store.letter_facts(&letter).await.unwrap().unwrap();
    let agenda = facts.agenda.unwrap();
    assert_eq!(facts.ticket.as_ref(), Some(&of.secret), "the page had an address already");
    assert!(
        agenda.session(of.session).is_some() && agenda.session(other).is_none(),
        "not released, and only their own"
    );
    store.release_lease(letter.id).await.unwrap();
    store.set_speaker_address(system(), event, of.id, secret()).await.unwrap();
    assert_eq!((of.letters("queued").await, of.letters("cancelled").await), (0, 1));
    let again = store.invite_speaker(act(organiser(event)), event, of.id, secret()).await;
    assert_eq!((again, of.letters("queued").await), (Ok(()), 1), "the new address may be sent at once");
    of.answer(now(), of.session, PartAnswer::Decline).await.unwrap_err();
    assert_eq!((of.audit("invite_speaker").await, of.audit("set_speaker_address").await), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_can_not_be_invited_gets_no_letter_and_no_page() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let store = &db.store;
    let mute = store.save_speaker(system(), event, None, person(None)).await.unwrap();
    let idle = store.save_speaker(system(), event, None, person(Some("idle@example.org"))).await.unwrap();
    let other = db.event(DecisionMode::Organisers, 5).await;
    let before = db.everything().await;
    for (actor, event, id, why) in [
        (organiser(event), event, mute, InviteRefused::NoAddress),
        (organiser(event), event, idle, InviteRefused::NoSession),
        (organiser(other), event, idle, InviteRefused::NotAllowed),
        (Actor::Nobody, event, idle, InviteRefused::NotAllowed),
        (Actor::Speaker(idle), event, idle, InviteRefused::NotAllowed),
    ] {
        let refused = store.invite_speaker(act(actor), event, id, secret()).await;
        assert_eq!(refused, Err(CommandError::Refused(why)));
    }
    let elsewhere = store.invite_speaker(act(organiser(other)), other, idle, secret()).await;
    assert_eq!(elsewhere, Err(CommandError::Store(GONE)));
    let elsewhere = store.set_speaker_address(act(organiser(other)), other, idle, secret()).await;
    assert_eq!(elsewhere, Err(CommandError::Store(GONE)));
    for actor in [organiser(other), Actor::Nobody, Actor::Speaker(idle)] {
        let address = store.set_speaker_address(act(actor.clone()), event, idle, secret()).await;
        assert_eq!(address, Err(CommandError::Refused(NotAllowed)));
        assert_eq!(store.speaker_parts(&actor, event, idle).await, Err(GONE));
    }
    assert_eq!(db.everything().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_invitations_that_are_sent_together_one_leaves() {
    let of = Arc::new(Scene::new(RoleState::Invited).await);
    let tries: Vec<_> = (0..6)
        .map(|_| {
            let of = Arc::clone(&of);
            let invite = async move {
                of.db.store.invite_speaker(act(organiser(of.event)), of.event, of.id, secret()).await
            };
            tokio::spawn(invite)
        })
        .collect();
    let mut sent = 0;
    for done in tries {
        sent += i32::from(done.await.unwrap().is_ok());
    }
    assert_eq!((sent, of.letters("queued").await, of.audit("invite_speaker").await), (1, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_is_released_stays_and_everything_else_makes_way() {
    let of = Scene::new(RoleState::Accepted).await;
    let (store, event) = (&of.db.store, of.event);
    let first = of.keep(None, b"first").await.unwrap();
    let second = of.keep(None, b"second").await.unwrap();
    assert!(store.public_file(event, first).await.is_err(), "no release knows it");
    of.db.release(event).await;
    assert!(store.released_agenda(event).await.unwrap().unwrap().agenda.is_portrait(second));
    let third = of.keep(None, b"third").await.unwrap();
    assert_eq!(store.public_file(event, second).await.unwrap().bytes, b"second");
    let slides = of.keep(Some(of.session), b"slides").await.unwrap();
    let better = of.keep(Some(of.session), b"better").await.unwrap();
    assert!(store.public_file(event, slides).await.is_err());
    assert_eq!(of.part().await.slides.map(|(id, _)| id), Some(better));
    let ticket = store.file_of_speaking(event, &of.secret, better, now()).await.unwrap();
    assert_eq!(store.download(&ticket.ticket, now()).await.unwrap().bytes, b"better");
    let viewer = organiser(event);
    assert!(store.file_of_speaker(&viewer, event, (of.id, better), now()).await.is_ok());
    let nobody = || act(Actor::Nobody);
    for session in [None, Some(of.session)] {
        let dropped = store.drop_speaker_file(nobody(), event, of.secret.clone(), session).await;
        assert_eq!(dropped, Ok(()));
    }
    assert!(store.public_file(event, third).await.is_err() && of.part().await.slides.is_none());
    assert_eq!((of.audit("keep_portrait").await, of.audit("keep_slides").await), (3, 2));
    assert_eq!((of.audit("drop_portrait").await, of.audit("drop_slides").await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_one_speaker_are_not_found_by_another() {
    let of = Scene::new(RoleState::Accepted).await;
    let (store, event) = (&of.db.store, of.event);
    let photo = of.keep(None, b"mine").await.unwrap();
    let other = store.save_speaker(system(), event, None, person(None)).await.unwrap();
    let theirs = secret();
    store.set_speaker_address(system(), event, other, theirs.clone()).await.unwrap();
    assert_eq!(store.file_of_speaking(event, &theirs, photo, now()).await, Err(GONE));
    assert_eq!(store.file_of_speaker(&organiser(event), event, (other, photo), now()).await, Err(GONE));
    assert_eq!(store.file_of_speaker(&Actor::Nobody, event, (of.id, photo), now()).await, Err(GONE));
}
