//! Words for what organisers write for letters, and for what is wrong with it.

use super::T;
use plenary_domain::Lang;
use plenary_domain::wording::{Field, MarkupFault, Part, PartFault};
use std::borrow::{Borrow, Cow};

impl T {
    /// The name of a language, to begin a line with.
    pub fn lang_word(&self, lang: impl Borrow<Lang>) -> Cow<'static, str> {
        match lang.borrow() {
            Lang::En => self.wording_lang_en(),
            Lang::Ru => self.wording_lang_ru(),
            Lang::Kk => self.wording_lang_kk(),
        }
    }

    pub fn wording_part(&self, part: impl Borrow<Part>) -> Cow<'static, str> {
        match part.borrow() {
            Part::Subject => self.wording_part_subject(),
            Part::Opening => self.wording_part_opening(),
            Part::Body => self.wording_part_body(),
            Part::Closing => self.wording_part_closing(),
        }
    }

    /// Where the part stands; nothing where that is plain.
    pub fn wording_part_hint(&self, part: impl Borrow<Part>) -> Cow<'static, str> {
        match part.borrow() {
            Part::Subject => Cow::Borrowed(""),
            Part::Opening => self.wording_hint_opening(),
            Part::Body => self.wording_hint_body(),
            Part::Closing => self.wording_hint_closing(),
        }
    }

    /// What a field says.
    pub fn wording_field(&self, field: impl Borrow<Field>) -> Cow<'static, str> {
        match field.borrow() {
            Field::Name => self.wording_field_name(),
            Field::Organisation => self.wording_field_organisation(),
            Field::Reference => self.wording_field_reference(),
            Field::Event => self.wording_field_event(),
            Field::Title => self.wording_field_title(),
            Field::Dates => self.wording_field_dates(),
            Field::Place => self.wording_field_place(),
            Field::Venue => self.wording_field_venue(),
            Field::Host => self.wording_field_host(),
            Field::Contact => self.wording_field_contact(),
            Field::Closes => self.wording_field_closes(),
            Field::Deadline => self.wording_field_deadline(),
        }
    }

    /// What is wrong with a text, and how to put it right.
    pub fn wording_fault(&self, fault: &PartFault) -> String {
        match fault {
            PartFault::Text(refused) => self.text_problem(*refused),
            PartFault::Markup(MarkupFault::UnknownField(name)) => {
                self.wording_error_unknown(format!("{{{name}}}"))
            }
            PartFault::Markup(MarkupFault::FieldNotHere(field)) => {
                self.wording_error_not_here(format!("{{{}}}", field.code()))
            }
            PartFault::Markup(MarkupFault::NotHttps(link)) => self.wording_error_link(link.as_str()),
        }
    }
}
