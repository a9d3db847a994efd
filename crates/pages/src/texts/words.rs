//! Words for the domain's choices: one exhaustive match for each, so that a new choice without a word does not build.

use super::T;
use plenary_domain::agenda::{Openness, SessionKind, SpeakerRole, Tone};
use plenary_domain::letter::{LetterKind, LetterState};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    AccessNeed, Decision, FieldProblem, Food, Problem, RepresentationType, Status, Step,
};
use plenary_domain::text::TextRefused;
use std::borrow::{Borrow, Cow};

type Word = Cow<'static, str>;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($kind:ident) { $($variant:ident => $text:ident),+ $(,)? })+) => {
        impl T { $(
            $(#[$doc])*
            pub fn $name(&self, value: impl Borrow<$kind>) -> Word {
                match value.borrow() { $($kind::$variant => self.$text()),+ }
            }
        )+ }
    };
}

words! {
    status(Status) {
        Submitted => status_submitted, Confirmed => status_confirmed, Waitlisted => status_waitlisted,
        Declined => status_declined, Withdrawn => status_withdrawn,
    }
    representation_type(RepresentationType) {
        MemberState => type_member_state, ObserverState => type_observer_state, UnEntity => type_un_entity,
        Igo => type_igo, RedCross => type_rcrc_movement, Ngo => type_ngo, Academia => type_academia,
        Media => type_media, Speaker => type_speaker, Secretariat => type_secretariat,
    }
    food(Food) {
        Vegetarian => food_vegetarian, Vegan => food_vegan, Halal => food_halal, Kosher => food_kosher,
        GlutenFree => food_gluten_free, LactoseFree => food_lactose_free,
    }
    access(AccessNeed) {
        StepFree => access_step_free, WheelchairSeat => access_wheelchair_seat, HearingLoop => access_hearing_loop,
        SignLanguage => access_sign_language, LargePrint => access_large_print, Assistant => access_assistant,
    }
    step(Step) {
        Contact => step_contact, About => step_about, Organisation => step_organisation, Sessions => step_sessions,
        Travel => step_travel, Needs => step_needs, Check => step_check,
    }
    session_kind(SessionKind) {
        Plenary => kind_plenary, Panel => kind_panel, RoundTable => kind_round_table, Workshop => kind_workshop,
        SideEvent => kind_side_event, Ceremony => kind_ceremony, Registration => kind_registration,
        Break => kind_break, Meal => kind_meal, Photo => kind_photo, Social => kind_social,
    }
    openness(Openness) {
        Public => openness_public, Participants => openness_participants, Invitation => openness_invitation,
        Closed => openness_closed,
    }
    speaker_role(SpeakerRole) {
        Chair => role_chair, CoChair => role_co_chair, Moderator => role_moderator, Keynote => role_keynote,
        Opening => role_opening, Panellist => role_panellist, Discussant => role_discussant,
        Rapporteur => role_rapporteur, Speaker => role_speaker,
    }
    tone(Tone) {
        Ihl => tone_blue, Wps => tone_plum, Access => tone_teal, Tech => tone_rust, Teaching => tone_olive,
    }
    letter_kind(LetterKind) {
        Received => letter_received, Confirmed => letter_confirmed, WaitingList => letter_waiting_list,
        Declined => letter_declined, Withdrawn => letter_withdrawn,
    }
    letter_state(LetterState) {
        Queued => letter_state_queued, Sent => letter_state_sent, Failed => letter_state_failed,
    }
    account_role(Role) { Viewer => account_role_viewer, Organiser => account_role_organiser }
    decision(Decision) {
        Confirm => decision_confirm, Waitlist => decision_waitlist, Decline => decision_decline,
        Reopen => decision_reopen,
    }
}

/// The colour that repeats a status word.
pub const fn status_class(status: Status) -> &'static str {
    match status {
        Status::Submitted => "status",
        Status::Confirmed => "status status-good",
        Status::Waitlisted => "status status-wait",
        Status::Declined => "status status-bad",
        Status::Withdrawn => "status status-off",
    }
}

pub const fn letter_class(state: LetterState) -> &'static str {
    match state {
        LetterState::Queued => "status status-wait",
        LetterState::Sent => "status status-good",
        LetterState::Failed => "status status-bad",
    }
}

impl T {
    /// What is wrong with an answer of the registration form, and how to put it right.
    pub fn answer_problem(&self, problem: &FieldProblem) -> String {
        let field = problem.field.as_str();
        let word: Word = match (problem.problem, field) {
            (Problem::Text(TextRefused::Empty), "email") => self.error_email_empty(),
            (Problem::Text(TextRefused::Empty), "family") => self.error_family_empty(),
            (Problem::Text(TextRefused::Empty), "organisation") => self.error_organisation_empty(),
            (Problem::Text(TextRefused::Empty), "position") => self.error_position_empty(),
            (Problem::NotChosen, "language") => self.error_language_not_chosen(),
            (Problem::NotChosen, "type") => self.error_type_not_chosen(),
            (Problem::UnknownChoice, _) if Step::of_field(field) == Some(Step::Sessions) => {
                self.error_session_gone()
            }
            (Problem::NotChosen | Problem::UnknownChoice, _) => self.error_not_chosen(),
            (Problem::StateNeeded, _) => self.error_state_needed(),
            (Problem::Overlaps, _) => self.error_sessions_overlap(),
            (Problem::NoticeNotRead, _) => self.error_notice(),
            (Problem::NotNumber { least, most }, _) => return self.error_number(least, most),
            (Problem::NotDate, _) => self.error_date(),
            (Problem::AgeOutOfRange, _) => self.error_age(),
            (Problem::NotPhone, _) => self.error_phone(),
            (Problem::NotAccepted, _) => self.error_not_accepted(),
            (Problem::OptionFull, _) => self.error_option_full(),
            (Problem::NotFile, _) => self.error_file(),
            (Problem::Text(refused), _) => return self.text_problem(refused),
        };
        word.into_owned()
    }

    /// What is wrong with a text anywhere.
    pub fn text_problem(&self, refused: TextRefused) -> String {
        match refused {
            TextRefused::Empty => self.error_empty().into_owned(),
            TextRefused::TooLong(max) => self.error_too_long(max),
            TextRefused::NotText => self.error_not_text().into_owned(),
            TextRefused::NotLatin => self.error_not_latin().into_owned(),
            TextRefused::NotEmail => self.error_not_email().into_owned(),
            TextRefused::NotSlug => self.error_not_slug().into_owned(),
        }
    }
}
