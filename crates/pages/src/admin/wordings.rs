//! What organisers write for letters: what is written and what is missing, one text with its history, and how a letter
//! would look.

use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::letters::{Letter, sample_value};
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::TypeCode;
use plenary_domain::wording::{self, Part, Wording, WordingKey};

/// One occasion in the list: a link for each language of the event.
pub struct KindLine {
    pub kind: LetterKind,
    pub languages: Vec<KindLanguage>,
    /// Types for which something of its own is written.
    pub types: Vec<TypeLink>,
}

pub struct KindLanguage {
    pub lang: Lang,
    pub href: String,
    /// Parts that are written for every type.
    pub written: usize,
    /// Parts that another language has and this one lacks.
    pub missing: usize,
}

pub struct TypeLink {
    pub href: String,
    pub name: String,
}

#[derive(Template)]
#[template(path = "admin/wordings.html")]
pub struct WordingsPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub kinds: Vec<KindLine>,
    /// Languages that lack texts which another one has.
    pub missing: Vec<(Lang, usize)>,
}

impl Page for WordingsPage<'_> {}

impl<'a> WordingsPage<'a> {
    /// `written`: the newest version of everything.
    pub fn new(frame: AdminFrame<'a>, event: &Event, written: &[(WordingKey, Wording)]) -> Self {
        let urls = AdminUrls::new(event);
        let kinds = LetterKind::writable().map(|kind| kind_line(&urls, (frame.t, event), kind, written));
        let kinds = kinds.collect();
        let missing = wording::missing(written, &event.languages);
        Self { frame, urls, kinds, missing }
    }
}

fn kind_line(
    urls: &AdminUrls,
    (t, event): (T, &Event),
    kind: LetterKind,
    written: &[(WordingKey, Wording)],
) -> KindLine {
    let own: Vec<(WordingKey, Wording)> =
        written.iter().filter(|(key, _)| key.kind == kind).cloned().collect();
    let missing = wording::missing(&own, &event.languages);
    let line = |lang: &Lang| {
        let for_all =
            |(key, _): &&(WordingKey, Wording)| key.representation_type.is_none() && key.language == *lang;
        let count =
            |wording: &Wording| Part::ALL.iter().filter(|part| !wording.part(**part).is_empty()).count();
        KindLanguage {
            lang: *lang,
            href: urls.wording(&WordingKey { kind, representation_type: None, language: *lang }),
            written: own.iter().find(for_all).map_or(0, |(_, wording)| count(wording)),
            missing: missing.iter().find(|(of, _)| of == lang).map_or(0, |(_, count)| *count),
        }
    };
    let mut types: Vec<(&TypeCode, Lang)> = Vec::new();
    for (key, wording) in own.iter().filter(|(_, wording)| !wording.is_empty()) {
        if let Some(of) = key.representation_type.as_ref().filter(|of| types.iter().all(|(t, _)| t != of))
            && !wording.is_empty()
        {
            types.push((of, key.language));
        }
    }
    let for_type = |(of, language): (&TypeCode, Lang)| TypeLink {
        href: urls.wording(&WordingKey { kind, representation_type: Some(of.clone()), language }),
        name: t.type_of(event, of),
    };
    KindLine {
        kind,
        languages: event.languages.iter().map(line).collect(),
        types: types.into_iter().map(for_type).collect(),
    }
}

/// One part of the text, with the program's own words beside it.
pub struct PartLine {
    pub part: Part,
    pub field: Field,
    pub ours: String,
}

/// A field that can be inserted.
#[derive(Debug, Clone)]
pub struct FieldLine {
    pub code: &'static str,
    pub label: String,
    pub sample: String,
}

impl FieldLine {
    /// Those of all fields that are known, told in the words of the desk, with a sample in those of the letter.
    pub fn all(desk: T, letter: T, event: &Event, knows: impl Fn(wording::Field) -> bool) -> Vec<Self> {
        let line = |field: &wording::Field| Self {
            code: field.code(),
            label: desk.wording_field(*field).into_owned(),
            sample: sample_value(letter, event, *field),
        };
        wording::Field::ALL.iter().filter(|field| knows(**field)).map(line).collect()
    }
}

pub struct VersionLine {
    pub version: i32,
    pub restored: Option<i32>,
    pub at: Timestamp,
    pub by: String,
    pub wording: Wording,
}

#[derive(Template)]
#[template(path = "admin/wording.html")]
pub struct WordingPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub key: WordingKey,
    /// The version that the form was made from.
    pub version: i32,
    pub parts: Vec<PartLine>,
    pub fields: Vec<FieldLine>,
    pub versions: Vec<VersionLine>,
    /// Everything that is written, for the tabs of languages.
    pub written: Vec<(WordingKey, Wording)>,
    pub errors: FormErrors,
    /// Somebody else has saved since.
    pub stale: bool,
}

impl Page for WordingPage<'_> {}

impl WordingPage<'_> {
    fn title(&self) -> String {
        let t = self.frame.t;
        t.admin_wordings_title(self.key.language.own_name(), t.letter_kind(self.key.kind))
    }

    /// The languages of the event: address, name, what is missing, and whether it is this one.
    fn tabs(&self) -> Vec<(String, Lang, usize, bool)> {
        let own = |(key, _): &&(WordingKey, Wording)| {
            key.kind == self.key.kind && key.representation_type == self.key.representation_type
        };
        let own: Vec<_> = self.written.iter().filter(own).cloned().collect();
        let missing = wording::missing(&own, &self.event.languages);
        let tab = |language: &Lang| {
            let key = WordingKey { language: *language, ..self.key.clone() };
            let lacks = missing.iter().find(|(of, _)| of == language).map_or(0, |(_, count)| *count);
            (self.urls.wording(&key), *language, lacks, *language == self.key.language)
        };
        self.event.languages.iter().map(tab).collect()
    }

    /// Representation types to choose from; none where letters are about no registration.
    fn types(&self) -> Vec<Choice> {
        let t = self.frame.t;
        if !self.key.kind.is_about_registration() {
            return Vec::new();
        }
        let on = |of: &TypeCode| self.key.representation_type.as_ref() == Some(of);
        let choice = |of: &plenary_domain::registration::RepresentationType| {
            Choice::new(of.code.as_str(), t.representation_type(of), on(&of.code))
        };
        self.event.types.iter().map(choice).collect()
    }

    fn act(&self, act: &str) -> String {
        self.urls.wording_act(&self.key, act)
    }

    fn action(&self) -> String {
        self.urls.wording(&self.key)
    }

    fn when(&self, at: Timestamp) -> String {
        self.frame.t.moment_short(at, &self.event.zone())
    }

    fn machine(&self, at: Timestamp) -> String {
        dates::machine_moment(at, &self.event.zone())
    }

    fn said(&self, wording: &Wording) -> Vec<(String, String)> {
        let written = Part::ALL.iter().filter(|part| !wording.part(**part).is_empty());
        written
            .map(|part| (self.frame.t.wording_part(*part).into_owned(), wording.part(*part).to_owned()))
            .collect()
    }
}

/// A letter as somebody would get it.
#[derive(Template)]
#[template(path = "admin/wording_preview.html")]
pub struct WordingPreviewPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub key: WordingKey,
    pub letter: Letter,
    /// The style of the letter, which its frame may use.
    pub style: String,
    pub version: i32,
    /// What is typed and not saved; `None` shows what is saved.
    pub typed: Option<Wording>,
    /// Registrations to choose from; empty where nobody has registered.
    pub people: Vec<Choice>,
    pub search: String,
    /// Where trial letters go.
    pub my_address: String,
}

impl Page for WordingPreviewPage<'_> {
    fn style(&self) -> Option<&str> {
        Some(&self.style)
    }
}

impl WordingPreviewPage<'_> {
    fn title(&self) -> String {
        let t = self.frame.t;
        t.admin_wordings_preview_of(self.key.language.own_name(), t.letter_kind(self.key.kind))
    }

    fn act(&self, act: &str) -> String {
        self.urls.wording_act(&self.key, act)
    }

    fn action(&self) -> String {
        self.urls.wording(&self.key)
    }

    fn chosen(&self) -> &str {
        self.people.iter().find(|person| person.on).map_or("", |person| person.value.as_str())
    }

    fn hidden(&self) -> Vec<(&'static str, &str)> {
        let Some(typed) = &self.typed else { return Vec::new() };
        Part::ALL.iter().map(|part| (part.code(), typed.part(*part))).collect()
    }
}

/// The style sheet of a letter: what the frame of a preview has to be allowed.
pub fn style_of(letter: &Letter) -> String {
    let (_, behind) = letter.html.split_once("<style>").unwrap_or_default();
    behind.split_once("</style>").map(|(style, _)| style.to_owned()).unwrap_or_default()
}
