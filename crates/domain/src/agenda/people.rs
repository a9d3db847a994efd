//! Who speaks: the person, the role in a session, and whether the person has said yes to it.

use crate::codes::codes;
use crate::event::Event;
use crate::ids::{FileId, RegistrationId, SpeakerId};
use crate::lang::{Lang, LocalText};
use crate::text::EmailAddress;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What everybody may know of a person who speaks. What only organisers know is in [`SpeakerContact`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    pub id: SpeakerId,
    /// As the person writes it, in each script the person uses.
    pub name: LocalText,
    /// What the person does: "Head, Training Department".
    pub position: LocalText,
    #[serde(default)]
    pub organisation: LocalText,
    pub about: LocalText,
    /// A picture that was made for this purpose and is for everybody.
    #[serde(default)]
    pub photo: Option<FileId>,
    /// What another program called the person, when imported from there; once in an event.
    #[serde(default)]
    pub external_id: Option<String>,
}

impl Speaker {
    /// Nothing is known of the person yet.
    pub fn new(id: SpeakerId) -> Self {
        Self {
            id,
            name: LocalText::default(),
            position: LocalText::default(),
            organisation: LocalText::default(),
            about: LocalText::default(),
            photo: None,
            external_id: None,
        }
    }

    /// "Head, Training Department, Ministry of Defence", of what there is.
    pub fn affiliation(&self, lang: Lang) -> String {
        let parts = [self.position.get(lang), self.organisation.get(lang)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// How organisers reach a person who speaks; never in a release, a feed or on a public page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerContact {
    pub email: Option<EmailAddress>,
    /// In which letters are written; that of the event if absent.
    pub language: Option<Lang>,
    /// The person's own registration, if organisers have said which it is.
    pub registration: Option<RegistrationId>,
}

impl SpeakerContact {
    /// In which language letters of an event are written to the person, and the page of their own.
    pub fn language_at(&self, event: &Event) -> Lang {
        self.language.or_else(|| event.languages.first().copied()).unwrap_or(Lang::En)
    }
}

/// What organisers see of a person who speaks, beside what everybody sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerFacts {
    pub contact: SpeakerContact,
    /// For rules about panels alone.
    pub gender: Option<Gender>,
    /// Part of the address of the speaker's own page, if there is one.
    pub secret: Option<String>,
    /// Counts how often the texts about the person were saved.
    pub version: i32,
    /// When the last letter with the present address of the page was queued.
    pub invited_at: Option<Timestamp>,
}

codes! {
    /// As the person answered; never guessed from a name, a photo or a form of address, and never shown with a name.
    Gender { Woman = "woman", Man = "man", Other = "other" }
}

/// Everything that organisers can edit of a speaker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerInput {
    pub name: LocalText,
    pub position: LocalText,
    pub organisation: LocalText,
    pub about: LocalText,
    pub external_id: Option<String>,
    pub contact: SpeakerContact,
    /// The version that the form has shown; none: whoever saves has looked at none.
    pub seen: Option<i32>,
}

impl SpeakerInput {
    pub fn of(speaker: &Speaker, contact: SpeakerContact) -> Self {
        Self {
            name: speaker.name.clone(),
            position: speaker.position.clone(),
            organisation: speaker.organisation.clone(),
            about: speaker.about.clone(),
            external_id: speaker.external_id.clone(),
            contact,
            seen: None,
        }
    }
}

/// Somebody in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSpeaker {
    pub speaker: SpeakerId,
    pub role: SpeakerRole,
    #[serde(default)]
    pub state: RoleState,
}

impl SessionSpeaker {
    /// Somebody who has said yes, or was never asked in writing.
    pub const fn new(speaker: SpeakerId, role: SpeakerRole) -> Self {
        Self { speaker, role, state: RoleState::Accepted }
    }

    /// Whether the public is told.
    pub const fn is_public(&self) -> bool {
        self.state.is_public() && self.role.is_public()
    }
}

codes! {
    /// As what somebody is in a session, in the order in which roles are named.
    SpeakerRole {
        Chair = "chair", CoChair = "co_chair", Moderator = "moderator", Facilitator = "facilitator",
        Keynote = "keynote", Opening = "opening", Introducer = "introducer", Panellist = "panellist",
        Trainer = "trainer", Discussant = "discussant", Rapporteur = "rapporteur", Speaker = "speaker",
        Secretary = "secretary", Interpreter = "interpreter",
    }
}

impl SpeakerRole {
    /// Chairs or moderates, so that nobody else has to.
    pub const fn leads(self) -> bool {
        matches!(
            self,
            Self::Chair | Self::CoChair | Self::Moderator | Self::Facilitator | Self::Opening | Self::Trainer
        )
    }

    /// Interpreters are planned with everybody else, and not announced.
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Interpreter)
    }
}

codes! {
    /// How far it is settled that somebody takes a role. From before there were states: whoever was entered spoke.
    #[derive(Default)]
    RoleState {
        Proposed = "proposed", Invited = "invited", #[default] Accepted = "accepted", Tentative = "tentative",
        Declined = "declined",
    }
}

impl RoleState {
    /// Ideas of organisers and refusals are nobody else's business.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Invited | Self::Accepted | Self::Tentative)
    }

    /// Announced, and yet to be confirmed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Invited | Self::Tentative)
    }

    /// Whether the person has been asked, or has heard of it otherwise.
    pub const fn is_known_to_the_person(self) -> bool {
        !matches!(self, Self::Proposed)
    }

    /// Keeps the person busy at that time.
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Declined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_role_from_before_there_were_states_is_accepted() {
        let id = Uuid::from_u128(1);
        let old = format!(r#"{{"speaker":"{id}","role":"chair"}}"#);
        let read: SessionSpeaker = serde_json::from_str(&old).unwrap();
        assert_eq!(read, SessionSpeaker::new(id.into(), SpeakerRole::Chair));
    }

    #[test]
    fn the_public_is_told_of_who_was_asked_and_did_not_refuse() {
        let told: Vec<_> = RoleState::ALL.iter().filter(|state| state.is_public()).collect();
        assert_eq!(told, [&RoleState::Invited, &RoleState::Accepted, &RoleState::Tentative]);
        let hidden: Vec<_> = SpeakerRole::ALL.iter().filter(|role| !role.is_public()).collect();
        assert_eq!(hidden, [&SpeakerRole::Interpreter]);
    }

    #[test]
    fn an_affiliation_leaves_out_what_is_not_known() {
        let mut speaker = Speaker::new(Uuid::from_u128(1).into());
        assert_eq!(speaker.affiliation(Lang::En), "");
        speaker.organisation = LocalText::default().with(Lang::En, "Ministry of Defence");
        assert_eq!(speaker.affiliation(Lang::Ru), "Ministry of Defence");
        speaker.position = LocalText::default().with(Lang::En, "Adviser");
        assert_eq!(speaker.affiliation(Lang::En), "Adviser, Ministry of Defence");
    }
}
