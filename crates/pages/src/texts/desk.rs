//! Words for what organisers keep beside registrations.

use super::T;
use plenary_domain::registration::{Attention, Origin};
use std::borrow::Cow;

impl T {
    /// Why a registration needs a look.
    pub fn attention(&self, of: Attention) -> Cow<'static, str> {
        match of {
            Attention::Decide => self.admin_desk_attention_decide(),
            Attention::Change => self.admin_desk_attention_change(),
            Attention::Answered => self.admin_desk_attention_answered(),
            Attention::Deadline => self.admin_desk_attention_deadline(),
            Attention::Letter => self.admin_desk_attention_letter(),
        }
    }

    /// Who typed the answers.
    pub fn origin(&self, of: Origin) -> Cow<'static, str> {
        match of {
            Origin::Delegate => self.admin_desk_origin_delegate(),
            Origin::Organiser => self.admin_desk_origin_organiser(),
        }
    }

    pub(super) fn audit_beside(self, code: &str) -> Option<Cow<'static, str>> {
        Some(match code {
            "register_for" => self.admin_desk_audit_enter(),
            "open_my_agenda" => self.audit_open_my_agenda(),
            "make_my_feed" => self.audit_make_my_feed(),
            "revoke_my_feed" => self.audit_revoke_my_feed(),
            "add_star" => self.audit_add_star(),
            "remove_star" => self.audit_remove_star(),
            "add_note" => self.admin_desk_audit_note(),
            "remove_note" => self.admin_desk_audit_remove_note(),
            "add_tags" => self.admin_desk_audit_tags(),
            "remove_tag" => self.admin_desk_audit_remove_tag(),
            "save_view" => self.admin_desk_audit_view(),
            "rename_view" => self.admin_desk_audit_rename_view(),
            "save_message" => self.admin_audit_save_message(),
            "remove_message" => self.admin_audit_remove_message(),
            "confirm_message" => self.admin_audit_confirm_message(),
            "stop_message" => self.admin_audit_stop_message(),
            "message_done" => self.admin_audit_message_done(),
            "stop_letters" => self.admin_audit_stop_letters(),
            "take_letters" => self.admin_audit_take_letters(),
            "send_trial" => self.admin_audit_send_trial(),
            "save_rule" => self.admin_audit_save_rule(),
            "remove_rule" => self.admin_audit_remove_rule(),
            "fire_rule" => self.admin_audit_fire_rule(),
            "remove_view" => self.admin_desk_audit_remove_view(),
            _ => return None,
        })
    }
}
