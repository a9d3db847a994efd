//! The settings of an event, and the short form that begins a new one.

use super::AdminFrame;
use super::form::{EditPage, Link, Part, Section, Typed, in_lang};
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use crate::urls::{AdminUrls, admin};
use jiff::Timestamp;
use plenary_domain::event::{DecisionMode, Event, MAX_DAYS, MAX_PLACES, SettingsProblem};
use plenary_domain::{Lang, LocalText};

/// Zones that are offered; every other name of the IANA list may be typed.
pub const ZONES: [&str; 31] = [
    "Asia/Almaty",
    "Asia/Aqtau",
    "Asia/Aqtobe",
    "Asia/Atyrau",
    "Asia/Oral",
    "Asia/Qostanay",
    "Asia/Qyzylorda",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Samarkand",
    "Asia/Ashgabat",
    "Asia/Kabul",
    "Asia/Tehran",
    "Asia/Baku",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Asia/Ulaanbaatar",
    "Asia/Shanghai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Europe/Kyiv",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Brussels",
    "Europe/London",
    "Africa/Nairobi",
    "America/New_York",
    "UTC",
];

/// Texts that exist in each language, by the names of their fields.
fn texts_of(event: &Event) -> [(&'static str, &LocalText); 7] {
    [
        ("title", &event.title),
        ("short", &event.short_title),
        ("lead", &event.lead),
        ("about", &event.about),
        ("place", &event.place),
        ("venue", &event.venue),
        ("host", &event.host),
    ]
}

/// What is saved, as if it had been typed.
pub fn typed_of(event: &Event, places: i64) -> Typed {
    let mut typed = Typed::default();
    typed.add("slug", event.slug.as_str());
    typed.add("public", if event.public { "yes" } else { "no" });
    for lang in &event.languages {
        typed.add("language", lang.code());
    }
    typed.add("first", event.languages.first().copied().unwrap_or(Lang::En).code());
    for (name, text) in texts_of(event) {
        typed.add_text(name, text);
    }
    typed.add("contact", event.contact_email.as_str());
    typed.add("starts", event.starts_on.to_string());
    typed.add("ends", event.ends_on.to_string());
    typed.add("zone", event.time_zone.as_str());
    let mut moment = |name: &str, at: Option<Timestamp>| {
        let local = at.map(|at| at.to_zoned_datetime(event.zone()));
        typed.add(format!("{name}-date"), local.as_ref().map(|l| l.date().to_string()).unwrap_or_default());
        typed.add(format!("{name}-time"), local.map(|l| l.strftime("%H:%M").to_string()).unwrap_or_default());
    };
    moment("opens", event.registration_opens_at);
    moment("closes", Some(event.registration_closes_at));
    typed.add("decision", event.decision.code());
    typed.add("proof", if event.proof_required { "yes" } else { "no" });
    typed.add("places", places.to_string());
    typed.add("answer-days", event.answer_within_days.to_string());
    typed
}

/// Puts each problem beside the field where it can be put right.
pub fn add_problems(t: T, errors: &mut FormErrors, problems: &[SettingsProblem], typed: &Typed) {
    for problem in problems {
        match problem {
            SettingsProblem::NoTitle => {
                let chosen = Lang::ALL.into_iter().filter(|lang| typed.has("language", lang.code()));
                for lang in chosen.filter(|lang| typed.one(&in_lang("title", *lang)).trim().is_empty()) {
                    errors.add(in_lang("title", lang), t.admin_settings_error_title(language_name(t, lang)));
                }
            }
            SettingsProblem::UnknownZone => errors.add("zone", t.admin_settings_error_zone()),
            SettingsProblem::EndsBeforeStart => errors.add("ends", t.admin_settings_error_ends()),
            SettingsProblem::TooManyDays => errors.add("ends", t.admin_settings_error_days(MAX_DAYS)),
            SettingsProblem::NoLanguage => errors.add("language", t.admin_settings_error_languages()),
            SettingsProblem::ClosesBeforeOpening => {
                errors.add("closes-date", t.admin_settings_error_closes());
            }
            SettingsProblem::PlacesOutOfRange => {
                errors.add("places", t.admin_settings_error_places(MAX_PLACES));
            }
        }
    }
}

fn language_name(t: T, lang: Lang) -> String {
    let name = match lang {
        Lang::En => t.admin_settings_language_en(),
        Lang::Ru => t.admin_settings_language_ru(),
        Lang::Kk => t.admin_settings_language_kk(),
    };
    name.into_owned()
}

/// What the settings page shows.
pub struct SettingsFacts<'a> {
    pub event: &'a Event,
    pub version: i32,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    /// Somebody else saved them since the form was opened.
    pub stale: bool,
}

/// The page of the settings.
pub fn settings_page<'a>(frame: AdminFrame<'a>, facts: &SettingsFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let form = Form { t, typed: facts.typed, errors: &facts.errors };
    // A language that was just chosen gets its fields, too.
    let asked =
        |lang: &Lang| facts.event.languages.contains(lang) || facts.typed.has("language", lang.code());
    EditPage {
        title: t.admin_settings_title().into_owned(),
        lead: String::new(),
        back: Link::new(urls.dashboard(), facts.event.short_title.get(t.lang)),
        action: urls.settings(),
        hidden: vec![("version", facts.version.to_string())],
        errors: facts.errors.clone(),
        warning: facts.stale.then(|| {
            (
                t.admin_settings_meanwhile().into_owned(),
                Link::new(urls.settings(), t.admin_settings_see_theirs()),
            )
        }),
        bands: vec![
            vec![form.address(), form.dates()],
            Lang::ALL.into_iter().filter(asked).map(|lang| form.texts(lang)).collect(),
            vec![form.registration()],
        ],
        save: t.admin_settings_save().into_owned(),
        remove: None,
        frame,
    }
    .in_order()
}

/// An event to begin with.
pub struct Source<'a> {
    pub id: String,
    pub title: &'a LocalText,
}

/// The page that begins a new event.
pub fn new_event_page<'a>(
    frame: AdminFrame<'a>,
    sources: &[Source<'_>],
    typed: &Typed,
    errors: FormErrors,
) -> EditPage<'a> {
    let t = frame.t;
    let form = Form { t, typed, errors: &errors };
    let choices = sources.iter().map(|s| form.choice("from", &s.id, s.title.get(t.lang))).collect();
    let from = Part::select(
        form.field("from"),
        t.admin_new_event_from(),
        Some(t.admin_new_event_empty().into_owned()),
        choices,
    )
    .hint(t.admin_new_event_from_hint());
    let titles = Section::new(t.admin_new_event_titles()).hint(t.admin_new_event_titles_hint());
    let title = |lang: Lang| Part { label: lang.own_name().to_owned(), ..form.title(lang) }.optional();
    let where_from = Section::new(t.admin_settings_address())
        .ask(from)
        .ask(form.slug().hint(t.admin_new_event_slug_hint()));
    EditPage {
        title: t.admin_new_event_title().into_owned(),
        lead: t.admin_new_event_lead().into_owned(),
        back: Link::new(admin::HOME, t.admin_events()),
        action: admin::NEW_EVENT.to_owned(),
        hidden: Vec::new(),
        warning: None,
        bands: vec![
            vec![where_from, Lang::ALL.into_iter().fold(titles, |section, lang| section.ask(title(lang)))],
            vec![form.dates()],
        ],
        save: t.admin_new_event_create().into_owned(),
        remove: None,
        errors,
        frame,
    }
    .in_order()
}

struct Form<'a> {
    t: T,
    typed: &'a Typed,
    errors: &'a FormErrors,
}

impl Form<'_> {
    fn field(&self, name: &str) -> Field {
        self.errors.field(name, self.typed.one(name))
    }

    fn choice(&self, name: &str, value: &str, label: impl Into<String>) -> Choice {
        Choice::new(value, label, self.typed.has(name, value))
    }

    fn slug(&self) -> Part {
        let t = self.t;
        Part::line(self.field("slug"), t.admin_settings_slug()).hint(t.admin_settings_slug_hint())
    }

    fn title(&self, lang: Lang) -> Part {
        Part::line(self.field(&in_lang("title", lang)), self.t.admin_settings_event_title()).lang(lang)
    }

    fn address(&self) -> Section {
        let t = self.t;
        let seen = vec![
            self.choice("public", "yes", t.admin_settings_public_yes()),
            self.choice("public", "no", t.admin_settings_public_no()).note(t.admin_settings_public_no_note()),
        ];
        let languages = Lang::ALL.map(|lang| Choice {
            lang: lang.code(),
            ..self.choice("language", lang.code(), lang.own_name())
        });
        let first = Lang::ALL.map(|lang| self.choice("first", lang.code(), lang.own_name()));
        Section::new(t.admin_settings_address())
            .ask(self.slug())
            .ask(Part::radios(self.field("public"), t.admin_settings_public(), seen))
            .ask(Part::boxes(self.field("language"), t.admin_settings_languages(), languages.into()))
            .ask(
                Part::select(self.field("first"), t.admin_settings_first(), None, first.into())
                    .hint(t.admin_settings_first_hint()),
            )
            .ask(
                Part::email(self.field("contact"), t.admin_settings_contact())
                    .hint(t.admin_settings_contact_hint()),
            )
    }

    fn dates(&self) -> Section {
        let t = self.t;
        Section::new(t.admin_settings_dates())
            .ask_all(vec![
                Part::date(self.field("starts"), t.admin_settings_starts()),
                Part::date(self.field("ends"), t.admin_settings_ends()),
            ])
            .ask(
                Part::offered(self.field("zone"), t.admin_settings_zone(), &ZONES)
                    .hint(t.admin_settings_zone_hint()),
            )
    }

    fn texts(&self, lang: Lang) -> Section {
        let t = self.t;
        let field = |name: &str| self.field(&in_lang(name, lang));
        let line = |name: &str, label: std::borrow::Cow<'static, str>| {
            Part::line(field(name), label).optional().lang(lang)
        };
        Section::of(lang)
            .ask(self.title(lang))
            .ask(line("short", t.admin_settings_short_title()).hint(t.admin_settings_short_title_hint()))
            .ask(Part::area(field("lead"), t.admin_settings_lead(), 2).optional().lang(lang))
            .ask(
                Part::area(field("about"), t.admin_settings_about(), 8)
                    .hint(t.admin_settings_about_hint())
                    .optional()
                    .lang(lang),
            )
            .ask(line("place", t.admin_settings_place()))
            .ask(line("venue", t.admin_settings_venue()))
            .ask(line("host", t.admin_settings_host()))
    }

    fn registration(&self) -> Section {
        let t = self.t;
        let mode = |mode: DecisionMode| {
            let (label, note) = match mode {
                DecisionMode::AtOnce => {
                    (t.admin_settings_decision_at_once(), t.admin_settings_decision_at_once_note())
                }
                DecisionMode::Organisers => {
                    (t.admin_settings_decision_organisers(), t.admin_settings_decision_organisers_note())
                }
            };
            self.choice("decision", mode.code(), label).note(note)
        };
        let time = |name: &str| {
            Part::short(self.field(name), t.admin_settings_time()).hint(t.admin_settings_time_hint())
        };
        let opens = Part::date(self.field("opens-date"), t.admin_settings_opens_date());
        Section::new(t.admin_settings_registration())
            .ask_all(vec![
                opens.hint(t.admin_settings_opens_hint()).optional(),
                time("opens-time").optional(),
            ])
            .ask_all(vec![
                Part::date(self.field("closes-date"), t.admin_settings_closes_date()),
                time("closes-time"),
            ])
            .ask(Part::radios(
                self.field("decision"),
                t.admin_settings_decision(),
                DecisionMode::ALL.map(mode).into(),
            ))
            .ask(Part::radios(
                self.field("proof"),
                t.admin_settings_proof(),
                vec![
                    self.choice("proof", "yes", t.admin_settings_proof_yes())
                        .note(t.admin_settings_proof_yes_note()),
                    self.choice("proof", "no", t.admin_settings_proof_no())
                        .note(t.admin_settings_proof_no_note()),
                ],
            ))
            .ask_all(vec![
                Part::short(self.field("places"), t.admin_settings_places()),
                Part::short(self.field("answer-days"), t.admin_settings_answer_days())
                    .hint(t.admin_settings_answer_days_hint()),
            ])
    }
}
