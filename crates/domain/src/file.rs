//! Files of delegates: what may come in, how much they have to be guarded, and why one is refused.
//!
//! A picture is always decoded and made anew, so that what we keep holds nothing but its pixels; a PDF stays as it
//! came and is only ever handed out as a download. What a file is, its bytes decide, never its name.

use crate::ids::{DocumentId, DraftId, EventId, FileId, RegistrationId, SpeakerId};
use crate::registration::VisibilityClass;
use crate::text::optional_line;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The largest file that is taken, in bytes: a photo of a telephone or a scan of a passport has less.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The most pixels that are decoded: telephones make 12 or 24 million, and a page of 600 dpi has 35.
pub const MAX_PIXELS: u64 = 36_000_000;
/// The longest name that is shown, in characters.
const LONGEST_NAME: usize = 80;
/// The longest key of a question, in bytes.
const LONGEST_PURPOSE: usize = 60;

/// What we keep and hand out: nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaType {
    Jpeg,
    Pdf,
}

impl MediaType {
    pub const ALL: [Self; 2] = [Self::Jpeg, Self::Pdf];

    /// As in `Content-Type`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.code() == code)
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Pdf => "pdf",
        }
    }

    /// May be shown in a browser's window: only what we have made ourselves, pixel by pixel.
    pub const fn may_be_shown(self) -> bool {
        matches!(self, Self::Jpeg)
    }
}

/// Whose file it is: of a registration, or of one that was only begun; or of what everybody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileOwner {
    Registration(RegistrationId),
    Draft(DraftId),
    Speaker(SpeakerId),
    Document(DocumentId),
}

/// What it is for: the key of a question, such as `badge-photo` or `passport-scan`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Purpose(String);

impl Purpose {
    /// 1 to 60 of `a-z`, `0-9`, `-` and `_`.
    pub fn parse(raw: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        ((1..=LONGEST_PURPOSE).contains(&raw.len()) && raw.bytes().all(plain)).then(|| Self(raw.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Of the file that answers a question: what the secretariat adds as well has one purpose, whoever adds it.
    pub fn of_question(key: &str) -> Option<Self> {
        match SHARED.iter().find(|(question, _)| *question == key) {
            Some((_, known)) => Some(known.purpose()),
            None => Self::parse(key),
        }
    }

    /// The key of the question that a file of this purpose answers.
    pub fn question(&self) -> &str {
        let shared = SHARED.iter().find(|(_, known)| known.code() == self.0);
        shared.map_or(self.0.as_str(), |(question, _)| question)
    }

    /// Of a file that will take the place of the one of this purpose if an organiser agrees.
    #[must_use]
    pub fn wanted(&self) -> Self {
        Self(format!("{WANTED}{}", self.0))
    }

    pub fn is_wanted(&self) -> bool {
        self.0.starts_with(WANTED)
    }
}

/// Questions of the catalogue, and what the secretariat calls the same file.
const SHARED: [(&str, Known); 3] = [
    ("photo", Known::BadgePhoto),
    ("passport_scan", Known::PassportScan),
    ("letter_upload", Known::OfficialLetter),
];

/// Before the purpose of a file that waits for an organiser.
const WANTED: &str = "wanted-";

/// What the secretariat itself may add to a registration; the questions of a form may ask for anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    BadgePhoto,
    PassportScan,
    OfficialLetter,
    Other,
}

impl Known {
    pub const ALL: [Self; 4] = [Self::BadgePhoto, Self::PassportScan, Self::OfficialLetter, Self::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Self::BadgePhoto => "badge-photo",
            Self::PassportScan => "passport-scan",
            Self::OfficialLetter => "official-letter",
            Self::Other => "other",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    pub fn purpose(self) -> Purpose {
        Purpose(self.code().to_owned())
    }

    pub const fn class(self) -> VisibilityClass {
        match self {
            Self::BadgePhoto | Self::PassportScan => VisibilityClass::Purpose,
            Self::OfficialLetter | Self::Other => VisibilityClass::Organisers,
        }
    }

    /// Cut to the shape of a badge; anything else is a document.
    pub const fn is_photo(self) -> bool {
        matches!(self, Self::BadgePhoto)
    }
}

/// A file that is kept, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    pub id: FileId,
    pub event: EventId,
    pub owner: FileOwner,
    pub purpose: Purpose,
    pub media: MediaType,
    pub class: VisibilityClass,
    /// Of the file as it is handed out.
    pub bytes: u64,
    /// For display and for the name of a download: see [`display_name`].
    pub name: String,
    pub created_at: Timestamp,
}

/// Why a photo is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoRefused {
    Empty,
    /// None of JPEG, PNG and WebP, whatever the name says.
    NotAPicture,
    TooLarge {
        max_bytes: usize,
    },
    /// Few bytes that would become a picture without end.
    TooManyPixels,
    TooSmall {
        least: (u32, u32),
    },
    /// It begins as a picture and does not go on as one.
    Damaged,
}

/// Why a document is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentRefused {
    Empty,
    /// None of PDF, JPEG, PNG and WebP.
    WrongType,
    TooLarge {
        max_bytes: usize,
    },
    TooManyPixels,
    /// Cut off, or not what it says it is.
    Damaged,
}

/// The name that somebody gave a file, for display only: the last part of a path, without what is no text, with the
/// ending that is true. Never empty.
pub fn display_name(raw: &str, media: MediaType) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|c| !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | ';')).collect();
    let plain = optional_line(&plain, usize::MAX).unwrap_or_default();
    let stem = plain.rsplit_once('.').map_or(plain.as_str(), |(stem, _)| stem).trim_matches(['.', ' ']);
    let stem: String = stem.chars().take(LONGEST_NAME).collect();
    let stem = if stem.is_empty() { "file" } else { stem.trim_end() };
    format!("{stem}.{}", media.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_a_name_and_ends_as_the_file_is() {
        for (raw, shown) in [
            ("C:\\Users\\Zarina\\photo.PNG", "photo.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("Фото Ә.jpeg", "Фото Ә.jpg"),
            ("invoice\u{202E}fdp.exe", "file.jpg"),
            ("a\r\nSet-Cookie: x.jpg", "file.jpg"),
            ("a\"; filename=b.html", "a filename=b.jpg"),
            ("", "file.jpg"),
            (".htaccess", "file.jpg"),
            ("...", "file.jpg"),
        ] {
            assert_eq!(display_name(raw, MediaType::Jpeg), shown, "{raw:?}");
        }
        assert_eq!(display_name(&"я".repeat(300), MediaType::Pdf).chars().count(), LONGEST_NAME + 4);
    }

    #[test]
    fn a_purpose_is_a_plain_key() {
        assert!(Purpose::parse("passport_scan-2").is_some());
        for bad in ["", "Photo", "a b", "фото", "a/b", "a.b", &"a".repeat(61)] {
            assert_eq!(Purpose::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_photo_is_one_photo_whoever_adds_it() {
        let of = |key| Purpose::of_question(key).unwrap();
        assert_eq!(of("photo"), Known::BadgePhoto.purpose());
        assert_eq!((of("photo").question(), of("own_paper").question()), ("photo", "own_paper"));
        assert!(of("photo").wanted().is_wanted() && !of("photo").is_wanted());
        assert_eq!(Purpose::parse(of("photo").wanted().as_str()), Some(of("photo").wanted()));
    }

    #[test]
    fn what_the_secretariat_adds_has_plain_purposes() {
        for known in Known::ALL {
            assert_eq!(Purpose::parse(known.code()), Some(known.purpose()));
            assert_eq!(Known::parse(known.code()), Some(known));
        }
    }
}
