//! The audit trail in words: what was done, to what, and how single values are told. The store writes codes; a code
//! that has no word yet is shown as it is, so that nothing that was done is ever left out.

use super::T;
use jiff::civil::{Date, DateTime};
use plenary_domain::agenda::{Openness, SessionKind, Tone};
use plenary_domain::event::DecisionMode;
use plenary_domain::policy::Role;
use plenary_domain::registration::{AccessNeed, Badge, Credential, Food, StateCode, Status, TypeCode, Visa};
use plenary_domain::{Lang, LocalText};
use serde_json::Value;
use std::borrow::Cow;

impl T {
    /// What somebody did, to follow the name.
    pub fn audit_action(&self, code: &str) -> Cow<'static, str> {
        self.audit_about_people(code).or_else(|| self.audit_about_agenda(code)).unwrap_or_else(
            || match code {
                "create_event" => self.admin_audit_create_event(),
                "save_event" => self.admin_audit_save_event(),
                "load_sample" => self.admin_audit_load_sample(),
                "invite" => self.admin_audit_invite(),
                "accept_invitation" => self.admin_audit_accept_invitation(),
                "grant_by_invitation" => self.admin_audit_grant_by_invitation(),
                "sign_in" => self.admin_audit_sign_in(),
                "set_password" => self.admin_audit_set_password(),
                "set_totp" => self.admin_audit_set_totp(),
                "set_name" => self.admin_audit_set_name(),
                "set_role" => self.admin_audit_set_role(),
                "export" => self.admin_audit_export(),
                "keep_file" => self.admin_audit_keep_file(),
                "drop_file" => self.admin_audit_drop_file(),
                "see_file" => self.admin_audit_see_file(),
                "divide_answers" => self.admin_audit_divide_answers(),
                "see_sealed_answers" => self.admin_audit_see_sealed_answers(),
                "pause_letters" => self.admin_audit_pause_letters(),
                "resume_letters" => self.admin_audit_resume_letters(),
                "settle_bounces" => self.admin_audit_settle_bounces(),
                "save_form" => self.admin_audit_save_form(),
                "save_wording" => self.admin_audit_save_wording(),
                "forget_answers" => self.admin_audit_forget_answers(),
                other => Cow::Owned(self.admin_audit_other(other)),
            },
        )
    }

    fn audit_about_people(self, code: &str) -> Option<Cow<'static, str>> {
        Some(match code {
            "register" => self.admin_audit_register(),
            "change_answers" => self.admin_audit_change_answers(),
            "withdraw" => self.admin_audit_withdraw(),
            "confirm" => self.admin_audit_confirm(),
            "waitlist" => self.admin_audit_waitlist(),
            "decline" => self.admin_audit_decline(),
            "reopen" => self.admin_audit_reopen(),
            "promote" => self.admin_audit_promote(),
            _ => return self.audit_about_places(code),
        })
    }

    fn audit_about_places(self, code: &str) -> Option<Cow<'static, str>> {
        Some(match code {
            "endorse" => self.admin_audit_endorse(),
            "request_info" => self.admin_audit_request_info(),
            "offer" => self.admin_audit_offer(),
            "reconfirm" => self.admin_audit_reconfirm(),
            "cancel" => self.admin_audit_cancel(),
            "undo" => self.admin_audit_undo(),
            "take_offer" => self.admin_audit_take_offer(),
            "pass_offer" => self.admin_audit_pass_offer(),
            "still_coming" => self.admin_audit_still_coming(),
            "not_coming" => self.admin_audit_not_coming(),
            "info_given" => self.admin_audit_info_given(),
            "deadline" => self.admin_audit_deadline(),
            "remind" => self.admin_audit_remind(),
            "hold" => self.admin_audit_hold(),
            "unhold" => self.admin_audit_unhold(),
            "set_facets" => self.admin_audit_set_facets(),
            "move_in_queue" => self.admin_audit_move_in_queue(),
            "ask_change" => self.admin_audit_ask_change(),
            "apply_change" => self.admin_audit_apply_change(),
            "reject_change" => self.admin_audit_reject_change(),
            "save_types" => self.admin_audit_save_types(),
            "offer_called_back" => self.admin_audit_offer_called_back(),
            "seat_promoted" => self.admin_audit_seat_promoted(),
            "option_lost" => self.admin_audit_option_lost(),
            "merge" => self.admin_audit_merge(),
            "merge_away" => self.admin_audit_merge_away(),
            "resend_letter" => self.admin_audit_resend_letter(),
            "prove_address" => self.admin_audit_prove_address(),
            "vouch_address" => self.admin_audit_vouch_address(),
            "address_unproven" => self.admin_audit_address_unproven(),
            "extend_proof" => self.admin_audit_extend_proof(),
            _ => return self.audit_beside(code),
        })
    }

    fn audit_about_agenda(self, code: &str) -> Option<Cow<'static, str>> {
        Some(match code {
            "save_session" => self.admin_audit_save_session(),
            "move_session" => self.admin_audit_move_session(),
            "swap_sessions" => self.admin_audit_swap_sessions(),
            "copy_session" => self.admin_audit_copy_session(),
            "split_session" => self.admin_audit_split_session(),
            "undo_edit" => self.admin_audit_undo_edit(),
            "save_conflict_levels" => self.admin_audit_save_conflict_levels(),
            "remove_session" => self.admin_audit_remove_session(),
            "save_room" => self.admin_audit_save_room(),
            "remove_room" => self.admin_audit_remove_room(),
            "save_topic" => self.admin_audit_save_topic(),
            "remove_topic" => self.admin_audit_remove_topic(),
            "save_speaker" => self.admin_audit_save_speaker(),
            "remove_speaker" => self.admin_audit_remove_speaker(),
            "invite_speaker" => self.admin_audit_invite_speaker(),
            "set_speaker_address" => self.admin_audit_set_speaker_address(),
            "accept_part" => self.admin_audit_accept_part(),
            "decline_part" => self.admin_audit_decline_part(),
            "describe_speaker" => self.admin_audit_describe_speaker(),
            "keep_portrait" => self.admin_audit_keep_portrait(),
            "drop_portrait" => self.admin_audit_drop_portrait(),
            "keep_slides" => self.admin_audit_keep_slides(),
            "drop_slides" => self.admin_audit_drop_slides(),
            "release_agenda" => self.admin_audit_release_agenda(),
            "import_agenda" => self.admin_audit_import_agenda(),
            "add_topics" => self.admin_audit_add_topics(),
            "keep_document" => self.admin_audit_keep_document(),
            "save_document" => self.admin_audit_save_document(),
            "remove_document" => self.admin_audit_remove_document(),
            "save_item" => self.admin_audit_save_item(),
            "remove_item" => self.admin_audit_remove_item(),
            "move_item" => self.admin_audit_move_item(),
            "renumber_items" => self.admin_audit_renumber_items(),
            "decide_items" => self.admin_audit_decide_items(),
            _ => return None,
        })
    }

    /// The name of a field in the list of changes.
    pub fn audit_field(&self, code: &str) -> Cow<'static, str> {
        let elsewhere = self.audit_answer_field(code).or_else(|| self.audit_letter_field(code));
        elsewhere.unwrap_or_else(|| match code {
            "slug" => self.admin_audit_field_slug(),
            "public" => self.admin_audit_field_public(),
            "short_title" => self.admin_audit_field_short_title(),
            "lead" => self.admin_audit_field_lead(),
            "about" => self.admin_audit_field_about(),
            "place" => self.admin_audit_field_place(),
            "venue" => self.admin_audit_field_venue(),
            "host" => self.admin_audit_field_host(),
            "contact_email" => self.admin_audit_field_contact_email(),
            "time_zone" => self.admin_audit_field_time_zone(),
            "starts_on" => self.admin_audit_field_starts_on(),
            "ends_on" => self.admin_audit_field_ends_on(),
            "languages" => self.admin_audit_field_languages(),
            "registration_opens_at" => self.admin_audit_field_opens(),
            "registration_closes_at" => self.admin_audit_field_closes(),
            "decision" => self.admin_audit_field_decision(),
            "answer_within_days" => self.admin_audit_field_answer_within(),
            "places" => self.admin_audit_field_places(),
            "types" => self.admin_audit_field_types(),
            "offer_hours" => self.admin_audit_field_offer_hours(),
            "proof_required" => self.admin_audit_field_proof_required(),
            "waiting_place" => self.admin_audit_field_waiting_place(),
            "credential" => self.credential(),
            "visa" => self.visa(),
            "badge_state" => self.badge(),
            "name" => self.admin_registrations_name(),
            "summary" => self.admin_audit_field_summary(),
            "kind" => self.admin_audit_field_kind(),
            "slot" | "day" | "starts" | "when" => self.admin_audit_field_slot(),
            "minutes" => self.admin_audit_field_minutes(),
            "room" => self.admin_audit_field_room(),
            "openness" => self.admin_audit_field_openness(),
            "interpretation" => self.admin_audit_field_interpretation(),
            "topics" => self.admin_audit_field_topics(),
            "speakers" => self.admin_audit_field_speakers(),
            "seats" => self.admin_audit_field_seats(),
            "cancelled" => self.admin_audit_field_cancelled(),
            "note" => self.admin_audit_field_note(),
            "capacity" => self.admin_audit_field_capacity(),
            "tone" => self.admin_audit_field_tone(),
            "questions" => self.admin_audit_field_questions(),
            "added" => self.admin_audit_field_added(),
            "removed" => self.admin_audit_field_removed(),
            "changed" => self.admin_audit_field_changed(),
            "moved" => self.admin_audit_field_moved(),
            "tags" => self.admin_desk_tags(),
            "shared" => self.admin_desk_view_shared(),
            "role" => self.admin_people_role(),
            "status" => self.admin_registrations_status(),
            // A question of the form: its words if it is built in, and what it was called if it is not.
            other => self.built_in_label(other).unwrap_or_else(|| Cow::Owned(other.to_owned())),
        })
    }

    fn audit_letter_field(self, code: &str) -> Option<Cow<'static, str>> {
        Some(match code {
            "subject" => self.admin_audit_field_subject(),
            "opening" => self.admin_audit_field_opening(),
            "body" => self.admin_audit_field_body(),
            "closing" => self.admin_audit_field_closing(),
            "letter" => self.admin_audit_field_letter(),
            "version" => self.admin_audit_field_version(),
            _ => return None,
        })
    }

    fn audit_answer_field(self, code: &str) -> Option<Cow<'static, str>> {
        Some(match code {
            "email" => self.admin_registrations_email(),
            "language" => self.admin_registrations_language(),
            "title" => self.admin_audit_field_title(),
            "given" | "given_names" => self.admin_audit_field_given(),
            "family" | "family_name" => self.admin_audit_field_family(),
            "badge" | "badge_name" => self.admin_registrations_badge_name(),
            "type" | "representation_type" => self.admin_registrations_type(),
            "state" => self.admin_registrations_state(),
            "organisation" => self.admin_registrations_organisation(),
            "position" => self.admin_registrations_position(),
            "sessions" => self.admin_registrations_sessions(),
            "food" => self.admin_registrations_food(),
            "food_note" => self.admin_audit_field_food_note(),
            "access" => self.admin_registrations_access(),
            "access_note" => self.admin_audit_field_access_note(),
            "consents" => self.admin_registrations_consents(),
            "consent_list" => self.admin_registrations_consent_list(),
            "consent_photo" => self.admin_registrations_consent_photo(),
            "consent_contact" => self.admin_registrations_consent_contact(),
            "consent_future" => self.admin_registrations_consent_future(),
            _ => return None,
        })
    }

    /// A value of a field, old or new; empty for nothing.
    pub fn audit_value(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(true) => self.admin_audit_yes().into_owned(),
            Value::Bool(false) => self.admin_audit_no().into_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => self.audit_code(field, text),
            Value::Array(items) => {
                let items = items.iter().map(|item| self.audit_value(field, item));
                items.filter(|item| !item.is_empty()).collect::<Vec<_>>().join(", ")
            }
            Value::Object(fields) => self.local(value).unwrap_or_else(|| {
                let parts = fields
                    .iter()
                    .map(|(name, value)| (self.audit_field(name), self.audit_value(name, value)));
                let told = parts.filter(|(_, value)| !value.is_empty());
                told.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
            }),
        }
    }

    /// A text in several languages, in ours; `None` for anything else.
    fn local(self, value: &Value) -> Option<String> {
        let fields = value.as_object()?;
        if fields.keys().any(|key| Lang::parse(key).is_none()) {
            return None;
        }
        let text: LocalText = serde_json::from_value(value.clone()).ok()?;
        Some(text.get(self.lang).to_owned())
    }

    /// Codes become words; free text stays itself. Several codes stand in one text with commas between them.
    fn audit_code(self, field: &str, text: &str) -> String {
        if matches!(field, "food" | "access" | "languages") {
            let words: Vec<_> = text.split(", ").map(|code| self.audit_word(field, code)).collect();
            return words.join(", ");
        }
        self.audit_word(field, text)
    }

    fn audit_word(self, field: &str, text: &str) -> String {
        let word = match field {
            "type" | "representation_type" => {
                TypeCode::parse(text).map(|v| Cow::Owned(self.built_in_type(&v)))
            }
            "state" => StateCode::parse(text).map(|v| Cow::Borrowed(self.state(v))),
            "language" | "languages" => Lang::parse(text).map(|v| Cow::Borrowed(v.own_name())),
            "starts_on" | "ends_on" | "day" => {
                text.parse().ok().map(|day: Date| Cow::Owned(self.date_long(day)))
            }
            "when" => text.parse().ok().map(|at: DateTime| {
                Cow::Owned(format!("{}, {}", self.date_short(at.date()), self.time(at.time())))
            }),
            "added" | "removed" | "changed" | "moved" => self.built_in_label(text),
            "public" | "cancelled" if text == "true" => Some(self.admin_audit_yes()),
            "public" | "cancelled" if text == "false" => Some(self.admin_audit_no()),
            _ if field.starts_with("consent_") && text == "yes" => Some(self.admin_audit_yes()),
            "credential" => Credential::parse(text).map(|v| self.credential_word(v)),
            "visa" => Visa::parse(text).map(|v| self.visa_word(v)),
            "badge_state" => Badge::parse(text).map(|v| self.badge_word(v)),
            "status" => Status::parse(text).map(|v| self.status(v)),
            "role" => Role::parse(text).map(|v| self.account_role(v)),
            "food" => Food::parse(text).map(|v| self.food(v)),
            "access" => AccessNeed::parse(text).map(|v| self.access(v)),
            "kind" => SessionKind::parse(text).map(|v| self.session_kind(v)),
            "openness" => Openness::parse(text).map(|v| self.openness(v)),
            "tone" => Tone::parse(text).map(|v| self.tone(v)),
            "decision" => DecisionMode::parse(text).map(|v| match v {
                DecisionMode::AtOnce => self.admin_audit_decision_at_once(),
                DecisionMode::Organisers => self.admin_audit_decision_organisers(),
            }),
            _ => None,
        };
        word.map_or_else(|| text.to_owned(), Cow::into_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_told_in_words() {
        let t = T::new(Lang::En);
        let told = |field: &str, value: Value| t.audit_value(field, &value);
        assert_eq!(told("state", json!("KR")), "Republic of Korea");
        assert_eq!(told("food", json!(["halal", "vegan"])), "Halal, Vegan");
        assert_eq!(told("title", json!({"en": "Opening", "ru": "Открытие"})), "Opening");
        assert_eq!(told("food", json!("halal, vegan")), "Halal, Vegan");
        assert_eq!(told("when", json!("2027-05-31T09:15:00")), "31 May, 09:15");
        assert_eq!(told("starts_on", json!("2027-05-31")), "31 May 2027");
        assert_eq!(told("consent_photo", json!("yes")), "Yes");
        assert_eq!(told("title", Value::Null), "");
        assert_eq!(told("seats", json!(40)), "40");
        assert_eq!(told("cancelled", json!(true)), "Yes");
        assert_eq!(told("organisation", json!("member_state")), "member_state");
    }

    #[test]
    fn an_action_without_a_word_is_still_told() {
        assert_eq!(T::new(Lang::En).audit_action("frobnicate"), "did something: frobnicate");
    }
}
