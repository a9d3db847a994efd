//! What is asked about a room, a topic or a speaker.

use super::{Kind, ThingFormFacts};
use crate::admin::form::{Part, Section, in_lang};
use crate::forms::{Choice, Field};
use crate::texts::T;
use plenary_domain::Lang;
use plenary_domain::agenda::Tone;

pub(super) struct Form<'a> {
    pub(super) t: T,
    pub(super) facts: &'a ThingFormFacts<'a>,
}

impl Form<'_> {
    fn field(&self, name: &str) -> Field {
        self.facts.errors.field(name, self.facts.typed.one(name))
    }

    pub(super) fn bands(&self) -> Vec<Vec<Section>> {
        let texts = self.facts.event.languages.iter().map(|lang| self.texts(*lang)).collect();
        match self.facts.kind {
            Kind::Speaker => vec![texts, vec![self.contact()]],
            Kind::Room | Kind::Topic => vec![texts, vec![self.rest()]],
        }
    }

    fn texts(&self, lang: Lang) -> Section {
        let t = self.t;
        let field = |name: &str| self.field(&in_lang(name, lang));
        let label =
            if self.facts.kind == Kind::Speaker { t.admin_things_person() } else { t.admin_things_name() };
        let name = Part::line(field("name"), label).lang(lang);
        let section = Section::of(lang);
        match self.facts.kind {
            Kind::Room => section.ask(name).ask(
                Part::line(field("note"), t.admin_room_note())
                    .hint(t.admin_room_note_hint())
                    .optional()
                    .lang(lang),
            ),
            Kind::Topic => section.ask(name).ask(
                Part::line(field("full"), t.admin_topic_full())
                    .hint(t.admin_topic_full_hint())
                    .optional()
                    .lang(lang),
            ),
            Kind::Speaker => section
                .ask(name.hint(t.admin_speaker_name_hint()))
                .ask(Part::line(field("position"), t.admin_speaker_position()).optional().lang(lang))
                .ask(Part::line(field("organisation"), t.admin_speaker_organisation()).optional().lang(lang))
                .ask(
                    Part::area(field("about"), t.admin_speaker_about(), 5)
                        .hint(t.admin_speaker_about_hint())
                        .optional()
                        .lang(lang),
                ),
        }
    }

    fn contact(&self) -> Section {
        let t = self.t;
        let typed = self.facts.typed.one("language");
        let languages = self.facts.event.languages.iter();
        let languages = languages
            .map(|lang| Choice {
                lang: lang.code(),
                ..Choice::new(lang.code(), lang.own_name(), typed == lang.code())
            })
            .collect();
        let any = Some(t.admin_speaker_language_any().into_owned());
        Section::new(t.admin_speaker_contact())
            .hint(t.admin_speaker_contact_hint())
            .ask(Part::email(self.field("email"), t.admin_speaker_email()).optional())
            .ask(Part::select(self.field("language"), t.admin_speaker_language(), any, languages))
    }

    fn rest(&self) -> Section {
        let t = self.t;
        let position = Part::short(self.field("position"), t.admin_things_position())
            .hint(t.admin_things_position_hint());
        if self.facts.kind == Kind::Room {
            let seats = Part::short(self.field("capacity"), t.admin_room_capacity()).optional();
            let hours = vec![
                Part::short(self.field("opens"), t.admin_room_opens())
                    .hint(t.admin_room_hours_hint())
                    .optional(),
                Part::short(self.field("closes"), t.admin_room_closes()).optional(),
            ];
            let booths = Part::short(self.field("booths"), t.admin_room_booths()).optional();
            return Section::new(t.admin_room_more()).ask(seats).ask_all(hours).ask(booths).ask(position);
        }
        let typed = self.facts.typed.one("tone");
        let tones = Tone::ALL
            .iter()
            .map(|tone| Choice::new(tone.code(), t.tone(*tone), tone.code() == typed))
            .collect();
        let symbol = Part::line(self.field("symbol"), t.admin_topic_symbol());
        Section::new(t.admin_topic_more())
            .ask(symbol.hint(t.admin_topic_symbol_hint()).optional())
            .ask(
                Part::radios(self.field("tone"), t.admin_topic_tone(), tones).hint(t.admin_topic_tone_hint()),
            )
            .ask(position)
    }
}
