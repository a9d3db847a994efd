//! Why a file is refused, and what its kinds are called.

use super::T;
use plenary_domain::Lang;
use plenary_domain::file::{DocumentRefused, KeptFile, Known, PhotoRefused};
use plenary_domain::registration::Form;
use std::borrow::Cow;

const fn megabytes(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}

impl T {
    /// How large it is, and how large it may be.
    pub fn file_too_large(&self, photo: bool, size: usize, most: usize) -> String {
        // In tenths, so that what is too large is never told to be just as large as it may be.
        let tenths = size.saturating_mul(10).div_ceil(1024 * 1024);
        let point = if self.lang == Lang::En { '.' } else { ',' };
        let size = format!("{}{point}{}", tenths / 10, tenths % 10);
        let most = megabytes(most);
        if photo { self.files_photo_too_large(most, size) } else { self.files_file_too_large(most, size) }
    }

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

    /// What a file is for: in a word of our own, or in those of the question that it answers.
    pub fn file_purpose(&self, form: &Form, file: &KeptFile) -> String {
        let key = file.purpose.as_str();
        let (key, waits) = key.strip_prefix("wanted-").map_or((key, false), |key| (key, true));
        let known = Known::parse(key).map(|known| self.known_file(known).into_owned());
        let asked = || form.question(key).map(|question| self.question(question));
        let what = known.or_else(asked).unwrap_or_else(|| key.to_owned());
        if waits { self.files_wanted(what) } else { what }
    }
}
