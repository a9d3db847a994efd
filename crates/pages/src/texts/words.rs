//! Words for the domain's choices: one exhaustive match for each, so that a new choice without a word does not build.

use super::T;
use jiff::tz::TimeZone;
use plenary_domain::Event;
use plenary_domain::agenda::{
    Gender, ItemsStatus, LinkClass, Openness, PartAnswer, RoleState, SessionKind, SpeakerRole, Tone,
    Visibility,
};
use plenary_domain::letter::{LetterKind, LetterStage};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    AccessNeed, Badge, BadgeColour, Credential, Decision, FieldProblem, Food, Problem, RepresentationType,
    Status, Step, TypeCode, Visa,
};
use plenary_domain::sender::{Finding, Weight};
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
        AwaitingEndorsement => status_awaiting_endorsement, Submitted => status_submitted,
        InfoRequested => status_info_requested, Waitlisted => status_waitlisted, Offered => status_offered,
        Confirmed => status_confirmed, ReconfirmRequired => status_reconfirm_required,
        WaitlistClosed => status_waitlist_closed, Declined => status_declined, Withdrawn => status_withdrawn,
        Cancelled => status_cancelled, Replaced => status_replaced, Expired => status_expired,
    }
    credential_word(Credential) {
        None => credential_none, CopyReceived => credential_copy_received,
        VerifiedCopy => credential_verified_copy, OriginalSeen => credential_original_seen,
        Defective => credential_defective,
    }
    visa_word(Visa) {
        NotNeeded => visa_not_needed, Requested => visa_requested, Incomplete => visa_incomplete,
        SentToMfa => visa_sent_to_mfa, NumberReceived => visa_number_received, LetterIssued => visa_letter_issued,
        Issued => visa_issued, Refused => visa_refused, Unknown => visa_unknown,
    }
    badge_word(Badge) {
        None => badge_none, Ready => badge_ready, Printed => badge_printed, Issued => badge_issued,
        Reissued => badge_reissued, Returned => badge_returned, Revoked => badge_revoked, Lost => badge_lost,
    }
    badge_colour(BadgeColour) { Red => colour_red, Green => colour_green, Yellow => colour_yellow, Blue => colour_blue }
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
        Plenary => kind_plenary, Panel => kind_panel, RoundTable => kind_round_table,
        WorkingGroup => kind_working_group, Committee => kind_committee, Workshop => kind_workshop,
        SideEvent => kind_side_event, Bilateral => kind_bilateral, InformalConsultation => kind_informal_consultation,
        Briefing => kind_briefing, PressConference => kind_press_conference,
        TrainingModule => kind_training_module, Exam => kind_exam, Visit => kind_visit, Ceremony => kind_ceremony, Registration => kind_registration,
        Break => kind_break, Meal => kind_meal, Photo => kind_photo, Social => kind_social,
    }
    openness(Openness) {
        Public => openness_public, Participants => openness_participants,
        PartiesAndObservers => openness_parties_and_observers, Parties => openness_parties, Invitation => openness_invitation,
        Closed => openness_closed,
    }
    speaker_role(SpeakerRole) {
        Chair => role_chair, CoChair => role_co_chair, Moderator => role_moderator, Keynote => role_keynote,
        Opening => role_opening, Panellist => role_panellist, Discussant => role_discussant,
        Rapporteur => role_rapporteur, Speaker => role_speaker, Facilitator => role_facilitator,
        Introducer => role_introducer, Trainer => role_trainer, Secretary => role_secretary,
        Interpreter => role_interpreter,
    }
    role_state(RoleState) {
        Proposed => role_state_proposed, Invited => role_state_invited, Accepted => role_state_accepted,
        Tentative => role_state_tentative, Declined => role_state_declined,
    }
    part_answer(PartAnswer) { Accept => speaking_accept, Decline => speaking_decline }
    gender(Gender) { Woman => speaking_gender_woman, Man => speaking_gender_man, Other => speaking_gender_other }
    items_status(ItemsStatus) {
        Draft => items_status_draft, Provisional => items_status_provisional, Adopted => items_status_adopted,
        Revised => items_status_revised,
    }
    items_status_means(ItemsStatus) {
        Draft => items_status_draft_means, Provisional => items_status_provisional_means,
        Adopted => items_status_adopted_means, Revised => items_status_revised_means,
    }
    visibility(Visibility) {
        Public => visibility_public, Participants => visibility_participants, Organisers => visibility_organisers,
    }
    link_class(LinkClass) {
        Speaker => link_class_speaker, Participant => link_class_participant, Observer => link_class_observer,
        Public => link_class_public,
    }
    tone(Tone) {
        Ihl => tone_blue, Wps => tone_plum, Access => tone_teal, Tech => tone_rust, Teaching => tone_olive,
    }
    letter_kind(LetterKind) {
        Received => letter_received, Confirmed => letter_confirmed, WaitingList => letter_waiting_list,
        Declined => letter_declined, Withdrawn => letter_withdrawn, InfoRequested => letter_info_requested,
        InfoReminder => letter_info_reminder, Offered => letter_offered, OfferReminder => letter_offer_reminder,
        WaitlistClosed => letter_waitlist_closed, Reconfirm => letter_reconfirm,
        ReconfirmReminder => letter_reconfirm_reminder, Cancelled => letter_cancelled, Expired => letter_expired,
        ChangeApplied => letter_change_applied, ChangeRejected => letter_change_rejected,
        DraftBegun => letter_draft_begun, DraftReminder => letter_draft_reminder,
        AddressReminder => letter_address_reminder, AddressUnproven => letter_address_unproven,
        AgendaChanged => letter_agenda_changed,
        Message => letter_message, Reminder => letter_reminder, Arrival => letter_arrival,
        ThankYou => letter_thank_you,
        SpeakerInvited => letter_speaker_invited,
    }
    letter_stage(LetterStage) {
        Waiting => letter_stage_waiting, Held => letter_stage_held, InFlight => letter_stage_in_flight,
        Deferred => letter_stage_deferred, Sent => letter_stage_sent, Failed => letter_stage_failed,
        Bounced => letter_stage_bounced, Cancelled => letter_stage_cancelled,
    }
    sender_finding(Finding) {
        SpfGood => sender_spf_good, SpfMissing => sender_spf_missing, SpfSeveral => sender_spf_several,
        SpfBroken => sender_spf_broken, SpfOpen => sender_spf_open, SpfNeutral => sender_spf_neutral,
        SpfLookups => sender_spf_lookups, SpfUnknown => sender_spf_unknown,
        DkimUnsigned => sender_dkim_unsigned, DkimGood => sender_dkim_good, DkimMissing => sender_dkim_missing,
        DkimDifferent => sender_dkim_different, DkimRevoked => sender_dkim_revoked,
        DkimUnknown => sender_dkim_unknown,
        DmarcGood => sender_dmarc_good, DmarcMissing => sender_dmarc_missing,
        DmarcSeveral => sender_dmarc_several, DmarcBroken => sender_dmarc_broken,
        DmarcWatches => sender_dmarc_watches, DmarcUnknown => sender_dmarc_unknown,
    }
    sender_weight(Weight) {
        Good => admin_sender_good, Doubtful => admin_sender_doubtful, Bad => admin_sender_bad,
        Unknown => admin_sender_unknown,
    }
    account_role(Role) { Viewer => account_role_viewer, Organiser => account_role_organiser }
    decision(Decision) {
        Endorse => decision_endorse, Confirm => decision_confirm, RequestInfo => decision_request_info,
        Waitlist => decision_waitlist, Offer => decision_offer, Decline => decision_decline,
        Reconfirm => decision_reconfirm, Cancel => decision_cancel, Reopen => decision_reopen,
    }
}

/// The colour that repeats a status word.
pub const fn status_class(status: Status) -> &'static str {
    match status {
        Status::Submitted | Status::AwaitingEndorsement => "status",
        Status::Confirmed => "status status-good",
        Status::Waitlisted | Status::Offered | Status::InfoRequested | Status::ReconfirmRequired => {
            "status status-wait"
        }
        Status::Declined | Status::Cancelled => "status status-bad",
        Status::Withdrawn | Status::WaitlistClosed | Status::Replaced | Status::Expired => {
            "status status-off"
        }
    }
}

pub const fn letter_class(stage: LetterStage) -> &'static str {
    match stage {
        LetterStage::Waiting | LetterStage::InFlight => "status",
        LetterStage::Held | LetterStage::Deferred => "status status-wait",
        LetterStage::Sent => "status status-good",
        LetterStage::Failed | LetterStage::Bounced => "status status-bad",
        LetterStage::Cancelled => "status status-off",
    }
}

/// The colour that repeats how far a part is settled.
pub const fn role_state_class(state: RoleState) -> &'static str {
    match state {
        RoleState::Accepted => "status status-good",
        RoleState::Declined => "status status-off",
        RoleState::Proposed => "status",
        RoleState::Invited | RoleState::Tentative => "status status-wait",
    }
}

pub const fn weight_class(weight: Weight) -> &'static str {
    match weight {
        Weight::Good => "status status-good",
        Weight::Doubtful => "status status-wait",
        Weight::Bad => "status status-bad",
        Weight::Unknown => "status status-off",
    }
}

impl T {
    /// The name of a representation type: its own, or the one that comes with the program.
    pub fn representation_type(&self, kind: &RepresentationType) -> String {
        if kind.name.is_empty() {
            return self.built_in_type(&kind.code);
        }
        kind.name.get(self.lang).to_owned()
    }

    /// The name of the type that somebody has; a type that is gone is shown by its code.
    pub fn type_of(&self, event: &Event, code: &TypeCode) -> String {
        event
            .representation_type(code)
            .map_or_else(|| self.built_in_type(code), |kind| self.representation_type(kind))
    }

    /// The name of a type that comes with the program.
    pub fn built_in_type(&self, code: &TypeCode) -> String {
        let word = match code.as_str() {
            "member_state" => self.type_member_state(),
            "observer_state" => self.type_observer_state(),
            "un_entity" => self.type_un_entity(),
            "igo" => self.type_igo(),
            "rcrc_movement" => self.type_rcrc_movement(),
            "ngo" => self.type_ngo(),
            "academia" => self.type_academia(),
            "media" => self.type_media(),
            "speaker" => self.type_speaker(),
            "secretariat" => self.type_secretariat(),
            other => return other.to_owned(),
        };
        word.into_owned()
    }

    /// What is wrong with an answer of the registration form, and how to put it right. Moments are told in `zone`.
    pub fn answer_problem(&self, problem: &FieldProblem, zone: &TimeZone) -> String {
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
            (Problem::TypeNotYet(at), _) => return self.error_type_not_yet(self.moment(at, zone)),
            (Problem::TypeClosed(at), _) => return self.error_type_closed(self.moment(at, zone)),
            (Problem::TypeFull, _) => self.error_type_full(),
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
