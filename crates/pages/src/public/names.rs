//! How a name is spelt in Latin letters, said beside its field. It is only said: what was typed stays as it is.

use super::StepPage;
use plenary_domain::registration::spelling;
use std::borrow::Cow;

impl StepPage<'_> {
    /// The hint of a field of a name, with how that is spelt in Latin letters where this is worth saying.
    pub(super) fn name_hint(&self, name: &str, hint: Cow<'static, str>) -> String {
        match spelling(name, &self.raw) {
            Some(found) => {
                let said = self.frame.t.field_spelling(found.latin.join(", "), found.of);
                format!("{}. {said}", hint.trim_end_matches('.'))
            }
            None => hint.into_owned(),
        }
    }

    /// What a browser offers in the field of a name.
    pub(super) fn name_options(&self, name: &str) -> Vec<String> {
        spelling(name, &self.raw).map(|found| found.options).unwrap_or_default()
    }
}
