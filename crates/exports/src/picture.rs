//! Photos and documents as they come in: told by their bytes, never by their name, and made anew.
//!
//! A picture is decoded within limits that are looked at before anything is allocated, turned upright, cut and scaled,
//! and written again as JPEG: nothing of the file that came remains but its pixels, so that neither a place nor a
//! serial number nor a script travels along. Decoding takes time and memory: callers run it off their request threads,
//! a few at a time.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use plenary_domain::file::{DocumentRefused, MAX_BYTES, MAX_PIXELS, MediaType, PhotoRefused};
use std::io::Cursor;

/// Width and height of the largest badge photo that is kept.
const PHOTO: (u32, u32) = (600, 800);
/// The least that is still sharp on a badge of 25 by 33 mm at 300 dpi, after cutting to the shape of the badge.
const LEAST: (u32, u32) = (300, 400);
const THUMBNAIL: (u32, u32) = (120, 160);
/// The longer side of a scan: A4 at 200 dpi.
const SCAN: u32 = 2_340;
const MAX_SIDE: u32 = 20_000;
/// What a decoder may allocate, in bytes: four for each pixel that is allowed.
const MAX_ALLOC: u64 = MAX_PIXELS * 4;
const QUALITY: u8 = 86;

/// A photo for a badge and a list: both JPEG, upright, 3:4, without metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    pub jpeg: Vec<u8>,
    pub thumbnail: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// A document as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    pub bytes: Vec<u8>,
    pub media: MediaType,
}

/// Somebody's face belongs in no log.
impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({}×{}, {} bytes)", self.width, self.height, self.jpeg.len())
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({}, {} bytes)", self.media.code(), self.bytes.len())
    }
}

/// Makes a badge photo of whatever somebody sent.
///
/// # Errors
/// The first reason why not.
pub fn badge_photo(bytes: &[u8]) -> Result<Photo, PhotoRefused> {
    if bytes.len() > MAX_BYTES {
        return Err(PhotoRefused::TooLarge { max_bytes: MAX_BYTES });
    }
    let format = format_of(bytes).ok_or(if bytes.is_empty() {
        PhotoRefused::Empty
    } else {
        PhotoRefused::NotAPicture
    })?;
    let picture = decode(bytes, format).map_err(|wrong| match wrong {
        Wrong::TooManyPixels => PhotoRefused::TooManyPixels,
        Wrong::Damaged => PhotoRefused::Damaged,
    })?;
    let cut = in_badge_shape(&picture);
    if cut.width() < LEAST.0 || cut.height() < LEAST.1 {
        return Err(PhotoRefused::TooSmall { least: LEAST });
    }
    let photo = fitted(cut, PHOTO);
    let small = photo.resize(THUMBNAIL.0, THUMBNAIL.1, FilterType::Triangle);
    let jpeg = encode(&photo).ok_or(PhotoRefused::Damaged)?;
    let thumbnail = encode(&small).ok_or(PhotoRefused::Damaged)?;
    Ok(Photo { jpeg, thumbnail, width: photo.width(), height: photo.height() })
}

/// Takes a PDF as it is and makes anything else a picture of a page.
///
/// # Errors
/// The first reason why not.
pub fn document(bytes: &[u8]) -> Result<Document, DocumentRefused> {
    if bytes.is_empty() {
        return Err(DocumentRefused::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(DocumentRefused::TooLarge { max_bytes: MAX_BYTES });
    }
    if bytes.starts_with(b"%PDF-") {
        let whole = ends_as_pdf(bytes);
        let kept = || Document { bytes: bytes.to_vec(), media: MediaType::Pdf };
        return if whole { Ok(kept()) } else { Err(DocumentRefused::Damaged) };
    }
    let format = format_of(bytes).ok_or(DocumentRefused::WrongType)?;
    let picture = decode(bytes, format).map_err(|wrong| match wrong {
        Wrong::TooManyPixels => DocumentRefused::TooManyPixels,
        Wrong::Damaged => DocumentRefused::Damaged,
    })?;
    let page = fitted(picture, (SCAN, SCAN));
    let bytes = encode(&page).ok_or(DocumentRefused::Damaged)?;
    Ok(Document { bytes, media: MediaType::Jpeg })
}

enum Wrong {
    TooManyPixels,
    Damaged,
}

/// The three kinds of pictures that we can read, by their first bytes.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    image::guess_format(bytes).ok().filter(|format| known.contains(format))
}

/// A PDF ends with its mark; some programs append a little. Without it the upload was cut off.
fn ends_as_pdf(bytes: &[u8]) -> bool {
    const TAIL: usize = 2_048;
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    tail.windows(5).any(|at| at == b"%%EOF")
}

/// Whether a JPEG goes on to its end: the decoder paints what is missing grey and says nothing. In the part behind
/// the start of the scan the two bytes of the end mark stand for nothing else; before it a small picture within the
/// picture may have its own.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, ..] = rest {
        if *marker == START_OF_SCAN {
            return rest.windows(2).any(|at| at == [0xFF, 0xD9]);
        }
        // A marker may be padded with any number of these.
        let length = if *marker == 0xFF { 1 } else { 2 + usize::from(u16::from_be_bytes([*high, *low])) };
        rest = rest.get(length..).unwrap_or_default();
    }
    false
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Wrong> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| wrong(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_ALLOC {
        return Err(Wrong::TooManyPixels);
    }
    if format == ImageFormat::Jpeg && !jpeg_is_whole(bytes) {
        return Err(Wrong::Damaged);
    }
    // What tells nothing of how it is held is held upright.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| wrong(&error))?;
    picture.apply_orientation(orientation);
    Ok(on_white(&picture))
}

fn wrong(error: &image::ImageError) -> Wrong {
    if matches!(error, image::ImageError::Limits(_)) { Wrong::TooManyPixels } else { Wrong::Damaged }
}

/// JPEG knows no transparency: what shines through is paper.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.to_rgb8());
    }
    let seen = picture.to_rgba8();
    let mut paper = RgbImage::new(seen.width(), seen.height());
    for (to, from) in paper.pixels_mut().zip(seen.pixels()) {
        let [r, g, b, alpha] = from.0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        *to = Rgb([over(r), over(g), over(b)]);
    }
    DynamicImage::ImageRgb8(paper)
}

/// The largest part of the shape of the badge: the middle of what is too wide, the upper part of what is too high,
/// because heads are there.
fn in_badge_shape(picture: &DynamicImage) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let wanted_width = u32::try_from(u64::from(height) * 3 / 4).unwrap_or(width);
    let wanted_height = u32::try_from(u64::from(width) * 4 / 3).unwrap_or(height);
    if wanted_width < width {
        picture.crop_imm((width - wanted_width) / 2, 0, wanted_width.max(1), height)
    } else if wanted_height < height {
        picture.crop_imm(0, (height - wanted_height) / 3, width, wanted_height.max(1))
    } else {
        picture.clone()
    }
}

/// Not larger than this; what is smaller stays as it is.
fn fitted(picture: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if picture.width() <= width && picture.height() <= height {
        return picture;
    }
    picture.resize(width, height, FilterType::CatmullRom)
}

fn encode(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests;
