//! What the DNS says about the sender of letters.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::texts::words::weight_class;
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::sender::{Checked, Finding, SenderReport};

#[derive(Template)]
#[template(path = "admin/sender.html")]
pub struct SenderPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    /// `None`: letters are kept here, nothing leaves.
    pub report: Option<SenderReport>,
}

impl Page for SenderPage<'_> {}

impl SenderPage<'_> {
    fn title_of(&self, checked: &Checked) -> String {
        let t = self.frame.t;
        let code = checked.finding.code();
        let title = if code.starts_with("spf") {
            t.admin_sender_spf_title()
        } else if code.starts_with("dkim") {
            t.admin_sender_dkim_title()
        } else {
            t.admin_sender_dmarc_title()
        };
        title.into_owned()
    }

    const fn class_of(finding: Finding) -> &'static str {
        weight_class(finding.weight())
    }
}
