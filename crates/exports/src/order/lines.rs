//! Fonts, how wide a text is in them, and where it breaks into lines.

use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/SourceSans3-Semibold.ttf");
const SERIF: &[u8] = include_bytes!("../../assets/fonts/SourceSerif4-Semibold.ttf");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Semibold,
    Serif,
}

impl Face {
    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Semibold => SEMIBOLD,
            Self::Serif => SERIF,
        }
    }
}

/// The three fonts, to draw with and to measure.
pub(super) struct Fonts {
    regular: (Font, FontRef<'static>),
    semibold: (Font, FontRef<'static>),
    serif: (Font, FontRef<'static>),
}

impl Fonts {
    pub(super) fn load() -> Option<Self> {
        let font = |face: Face| {
            let bytes = face.bytes();
            Some((Font::new(bytes.into(), 0)?, FontRef::new(bytes).ok()?))
        };
        Some(Self {
            regular: font(Face::Regular)?,
            semibold: font(Face::Semibold)?,
            serif: font(Face::Serif)?,
        })
    }

    const fn pair(&self, face: Face) -> &(Font, FontRef<'static>) {
        match face {
            Face::Regular => &self.regular,
            Face::Semibold => &self.semibold,
            Face::Serif => &self.serif,
        }
    }

    pub(super) fn of(&self, face: Face) -> Font {
        self.pair(face).0.clone()
    }

    /// Whether the font has a picture for each of these.
    pub(super) fn has(&self, face: Face, text: &str) -> bool {
        let map = self.pair(face).1.charmap();
        text.chars().all(|c| map.map(c).is_some_and(|glyph| glyph.to_u32() > 0))
    }

    /// With a mark in place of what the font has no picture for: an empty box would say less.
    fn known(&self, face: Face, text: &str) -> String {
        let known = |c: char| match c {
            '\u{2011}' if !self.has(face, "\u{2011}") => '-',
            c if self.has(face, c.encode_utf8(&mut [0; 4])) => c,
            _ => '?',
        };
        let unseen = |c: &char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}');
        text.chars().filter(|c| !unseen(c)).map(known).collect()
    }

    /// The sum of the letters; pairs that are set closer make it a little less.
    pub(super) fn width(&self, text: &str, face: Face, size: f32) -> f32 {
        let font = &self.pair(face).1;
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
        let advance = |c: char| metrics.advance_width(map.map(c).unwrap_or_default()).unwrap_or_default();
        text.chars().map(advance).sum()
    }

    /// Broken between words, and within one that is longer than a line.
    pub(super) fn broken(&self, text: &str, face: Face, size: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace().map(|word| self.known(face, word)) {
            let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if self.width(&longer, face, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                if !line.is_empty() && self.width(&format!("{line}{c}"), face, size) > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}
