//! The order of the day on paper: A4, numbered by the release, set like the journal of a conference, with the
//! structure that screen readers need. The words come from the caller; here they only get their place.
//!
//! The fonts are whole ones, embedded and cut down to the letters that are used; they have Latin, Greek and Cyrillic
//! letters with all of Kazakh.

mod lines;

use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};
use lines::{Face, Fonts};
use plenary_domain::Lang;
use std::num::NonZeroU16;

/// What stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderOfDay {
    pub lang: Lang,
    /// What the paper is called: "Order of the day".
    pub heading: String,
    pub event: String,
    /// The event in few words, for the foot of each page.
    pub short: String,
    /// "Monday, 31 May 2027"
    pub day: String,
    /// Number and moment of the release.
    pub issue: String,
    /// Place, and in which zone times are.
    pub place: String,
    pub entries: Vec<OrderEntry>,
    /// Said when nothing takes place.
    pub nothing: String,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderEntry {
    pub time: String,
    pub title: String,
    /// "Cancelled", or empty.
    pub note: String,
    pub place: String,
    /// Each a line of its own: "Chair: A. B."
    pub people: Vec<String>,
    /// Breaks are set small.
    pub small: bool,
}

/// Points of A4.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const LEFT: f32 = 62.0;
const RIGHT: f32 = WIDTH - 62.0;
const TOP: f32 = 64.0;
const BOTTOM: f32 = HEIGHT - 68.0;
/// Where texts begin, beside the times.
const BODY: f32 = LEFT + 92.0;

const INK: (u8, u8, u8) = (19, 34, 58);
const SOFT: (u8, u8, u8) = (75, 91, 115);
const BLUE: (u8, u8, u8) = (10, 88, 166);

/// How a text is set.
#[derive(Clone, Copy)]
struct Style {
    face: Face,
    size: f32,
    leading: f32,
    color: (u8, u8, u8),
}

const fn style(face: Face, size: f32, leading: f32, color: (u8, u8, u8)) -> Style {
    Style { face, size, leading, color }
}

const EVENT: Style = style(Face::Semibold, 10.5, 14.0, BLUE);
const HEADING: Style = style(Face::Serif, 27.0, 33.0, INK);
const DAY: Style = style(Face::Semibold, 13.0, 18.0, INK);
const FACTS: Style = style(Face::Regular, 9.5, 13.0, SOFT);
const TIME: Style = style(Face::Semibold, 10.5, 15.0, INK);
const TITLE: Style = style(Face::Serif, 12.5, 15.5, INK);
const PAUSE: Style = style(Face::Regular, 10.5, 15.0, SOFT);
const SMALL: Style = style(Face::Regular, 9.5, 12.5, SOFT);
const PERSON: Style = style(Face::Regular, 10.0, 13.0, INK);

/// A line of text that has its place already.
struct Line {
    text: String,
    style: Style,
    x: f32,
    /// Of the base line, from the top of its block.
    y: f32,
}

/// Lines that stay on one page, and what they are for a screen reader.
struct Block {
    groups: Vec<(Role, Vec<Line>)>,
    height: f32,
    above: Above,
}

/// What is drawn over a block.
#[derive(Clone, Copy, PartialEq)]
enum Above {
    /// Two lines, over the head.
    Head,
    /// A thin line, over a session.
    Session,
    /// Nothing: the session goes on.
    Rest,
}

#[derive(Clone)]
enum Role {
    Heading(NonZeroU16, String),
    Text,
}

impl Block {
    const fn new(above: Above) -> Self {
        Self { groups: Vec::new(), height: 0.0, above }
    }

    /// Puts a text below what is there, broken into lines.
    fn put(&mut self, fonts: &Fonts, text: &str, style: Style, role: Role) {
        if text.is_empty() {
            return;
        }
        let x = if self.above == Above::Head { LEFT } else { BODY };
        let mut lines = Vec::new();
        for text in fonts.broken(text, style.face, style.size, RIGHT - x) {
            self.height += style.leading;
            lines.push(Line { text, style, x, y: self.height });
        }
        self.groups.push((role, lines));
    }
}

impl Block {
    fn headings(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().filter_map(|(role, _)| match role {
            Role::Heading(_, title) => Some(title.as_str()),
            Role::Text => None,
        })
    }
}

impl OrderOfDay {
    /// The file, as `application/pdf`; nothing if it can't be one that everybody can read (PDF/UA).
    pub fn to_pdf(&self) -> Option<Vec<u8>> {
        let fonts = Fonts::load()?;
        let pages = paged(self.blocks(&fonts));
        let for_all = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
        let configuration = for_all.finish().ok()?;
        let mut document =
            Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        let mut tree = TagTree::new().with_lang(Some(self.lang.code().to_owned()));
        let mut outline = Outline::new();
        let count = pages.len();
        for (number, blocks) in pages.iter().enumerate() {
            let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
            let mut surface = page.surface();
            let mut y = TOP;
            for block in blocks {
                draw(&mut surface, &fonts, block, y, &mut tree);
                for title in block.headings() {
                    let to = XyzDestination::new(number, Point::from_xy(LEFT, y));
                    outline.push_child(OutlineNode::new(title.to_owned(), to));
                }
                y += block.height;
            }
            self.foot(&mut surface, &fonts, number + 1, count);
            surface.finish();
            page.finish();
        }
        document.set_tag_tree(tree);
        document.set_outline(outline);
        let (title, language) = (format!("{}, {}", self.heading, self.day), self.lang.code().to_owned());
        document.set_metadata(Metadata::new().title(title).language(language).creator("Plenary".to_owned()));
        document.finish().ok()
    }

    fn blocks(&self, fonts: &Fonts) -> Vec<Block> {
        let heading = |level: u16, text: &str| {
            NonZeroU16::new(level).map_or(Role::Text, |level| Role::Heading(level, text.to_owned()))
        };
        let mut head = Block::new(Above::Head);
        head.put(fonts, &self.event, EVENT, Role::Text);
        head.height += 4.0;
        head.put(fonts, &self.heading, HEADING, heading(1, &self.heading));
        head.put(fonts, &self.day, DAY, Role::Text);
        head.put(fonts, &self.issue, FACTS, Role::Text);
        head.put(fonts, &self.place, FACTS, Role::Text);
        head.height += 20.0;
        if self.entries.is_empty() {
            head.put(fonts, &self.nothing, PAUSE, Role::Text);
        }
        let mut blocks = vec![head];
        blocks.extend(self.entries.iter().flat_map(|entry| entry_blocks(fonts, entry, &heading)));
        blocks
    }

    /// Event and number of the page, which a screen reader leaves out.
    fn foot(&self, surface: &mut Surface<'_>, fonts: &Fonts, number: usize, count: usize) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Page)));
        rule(surface, HEIGHT - 50.0, SOFT, 0.5);
        let page = format!("{number} / {count}");
        let width = fonts.width(&page, SMALL.face, SMALL.size);
        let mut foot = fonts.broken(&format!("{} · {}", self.short, self.day), SMALL.face, SMALL.size, 400.0);
        foot.truncate(1);
        for (text, x) in foot.into_iter().map(|text| (text, LEFT)).chain([(page, RIGHT - width)]) {
            say(surface, fonts, &Line { text, style: SMALL, x, y: HEIGHT - 36.0 }, 0.0);
        }
        surface.end_tagged();
    }
}

/// One block; more where so many people take part that no page holds it.
fn entry_blocks(fonts: &Fonts, entry: &OrderEntry, heading: &dyn Fn(u16, &str) -> Role) -> Vec<Block> {
    let mut block = Block::new(Above::Session);
    block.height = 8.0;
    let time = Line { text: entry.time.clone(), style: TIME, x: LEFT, y: block.height + TIME.leading };
    block.groups.push((Role::Text, vec![time]));
    let (title, role) = if entry.small { (PAUSE, Role::Text) } else { (TITLE, heading(2, &entry.title)) };
    block.put(fonts, &entry.title, title, role);
    block.put(fonts, &entry.note, TIME, Role::Text);
    block.put(fonts, &entry.place, SMALL, Role::Text);
    let mut blocks = Vec::new();
    for person in &entry.people {
        if block.height > BOTTOM - TOP - 90.0 {
            blocks.push(std::mem::replace(&mut block, Block::new(Above::Rest)));
        }
        block.put(fonts, person, PERSON, Role::Text);
    }
    block.height += 9.0;
    blocks.push(block);
    blocks
}

/// Blocks on as many pages as they need; none is torn apart.
fn paged(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut pages: Vec<Vec<Block>> = vec![Vec::new()];
    let mut used = 0.0;
    for block in blocks {
        if used > 0.0 && used + block.height > BOTTOM - TOP {
            pages.push(Vec::new());
            used = 0.0;
        }
        used += block.height;
        if let Some(page) = pages.last_mut() {
            page.push(block);
        }
    }
    pages
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, block: &Block, top: f32, tree: &mut TagTree) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    match block.above {
        Above::Head => {
            rule(surface, top - 10.0, INK, 1.6);
            rule(surface, top - 7.0, INK, 0.5);
        }
        Above::Session => rule(surface, top, SOFT, 0.4),
        Above::Rest => {}
    }
    surface.end_tagged();
    for (role, lines) in &block.groups {
        let mut group = match role {
            Role::Heading(level, title) => TagGroup::new(Tag::Hn(*level, Some(title.clone()))),
            Role::Text => TagGroup::new(Tag::P),
        };
        for line in lines {
            group.push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
            say(surface, fonts, line, top);
            surface.end_tagged();
        }
        tree.push(group);
    }
}

fn say(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line, top: f32) {
    let (red, green, blue) = line.style.color;
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }));
    let at = Point::from_xy(line.x, top + line.y - line.style.leading * 0.2);
    let font = fonts.of(line.style.face);
    surface.draw_text(at, font, line.style.size, &line.text, false, TextDirection::LeftToRight);
}

/// A line across the page.
fn rule(surface: &mut Surface<'_>, y: f32, (red, green, blue): (u8, u8, u8), width: f32) {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(RIGHT, y);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

#[cfg(test)]
mod tests;
