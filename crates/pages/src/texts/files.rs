//! Why a file is refused, and what its kinds are called.

use super::T;
use plenary_domain::file::{DocumentRefused, KeptFile, Known, PhotoRefused};
use std::borrow::Cow;

const fn megabytes(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}

impl T {
    pub fn photo_refused(&self, why: PhotoRefused) -> String {
        match why {
            PhotoRefused::Empty => self.files_empty().into_owned(),
            PhotoRefused::NotAPicture => self.files_not_a_picture().into_owned(),
            PhotoRefused::TooLarge { max_bytes } => self.files_too_large(megabytes(max_bytes)),
            PhotoRefused::TooManyPixels => self.files_too_many_pixels().into_owned(),
            PhotoRefused::TooSmall { least: (width, height) } => self.files_too_small(height, width),
            PhotoRefused::Damaged => self.files_damaged().into_owned(),
        }
    }

    pub fn document_refused(&self, why: DocumentRefused) -> String {
        match why {
            DocumentRefused::Empty => self.files_empty().into_owned(),
            DocumentRefused::WrongType => self.files_wrong_type().into_owned(),
            DocumentRefused::TooLarge { max_bytes } => self.files_too_large(megabytes(max_bytes)),
            DocumentRefused::TooManyPixels => self.files_too_many_pixels().into_owned(),
            DocumentRefused::Damaged => self.files_damaged().into_owned(),
        }
    }

    pub fn known_file(&self, known: Known) -> Cow<'static, str> {
        match known {
            Known::BadgePhoto => self.files_badge_photo(),
            Known::PassportScan => self.files_passport_scan(),
            Known::OfficialLetter => self.files_official_letter(),
            Known::Other => self.files_other(),
        }
    }

    /// What a file is for; the key of the question where we have no word of our own.
    pub fn file_purpose(&self, file: &KeptFile) -> Cow<'static, str> {
        let key = file.purpose.as_str();
        Known::parse(key).map_or_else(|| Cow::Owned(key.to_owned()), |known| self.known_file(known))
    }
}
