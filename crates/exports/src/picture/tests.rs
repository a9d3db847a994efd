//! Pictures that the tests draw themselves, whole and broken.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is meant to panic")]

use super::*;
use image::RgbaImage;

/// Left half red, right half blue; with a white bar at the top.
fn drawn(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| match (y < height / 8, x < width / 2) {
        (true, _) => Rgb([255, 255, 255]),
        (false, true) => Rgb([200, 10, 10]),
        (false, false) => Rgb([10, 10, 200]),
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(&drawn(width, height), ImageFormat::Jpeg)
}

/// A JPEG whose first segment says how the camera was held, who took it and where.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x01, 0x3B, 0, 2, 0, 0, 0, 12, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"Secret Name\0");
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length[..], &segment[..], &jpeg[2..]].concat()
}

/// A PNG that says it is this large, with no pixels to speak of.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let body = [&kind[..], data].concat();
        png.extend(&body);
        png.extend(crc(&body).to_be_bytes());
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    chunk(b"IHDR", &head);
    chunk(b"IDAT", &[0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]);
    chunk(b"IEND", &[]);
    png
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    })
}

fn read(bytes: &[u8]) -> RgbImage {
    assert_eq!(image::guess_format(bytes).unwrap(), ImageFormat::Jpeg);
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

fn is_about(pixel: Rgb<u8>, wanted: [u8; 3]) -> bool {
    pixel.0.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 40)
}

#[test]
fn a_photo_of_any_kind_becomes_an_upright_jpeg_of_the_shape_of_a_badge() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let photo = badge_photo(&written(&drawn(2400, 1800), format)).unwrap();
        assert_eq!((photo.width, photo.height), (600, 800), "{format:?}");
        let (seen, small) = (read(&photo.jpeg), read(&photo.thumbnail));
        assert_eq!((seen.dimensions(), small.dimensions()), ((600, 800), (120, 160)));
        assert!(
            is_about(*seen.get_pixel(100, 600), [200, 10, 10])
                && is_about(*seen.get_pixel(500, 600), [10, 10, 200])
        );
    }
    let small = badge_photo(&jpeg(330, 440)).unwrap();
    assert_eq!((small.width, small.height), (330, 440), "nothing is blown up");
}

#[test]
fn a_picture_that_was_taken_lying_is_turned_upright_and_says_nothing_of_its_camera() {
    // Orientation 6: what is stored on the left is seen at the top.
    let lying = with_exif(&jpeg(1600, 1200), 6);
    assert!(lying.windows(6).any(|at| at == b"Secret"));
    let photo = badge_photo(&lying).unwrap();
    let seen = read(&photo.jpeg);
    assert_eq!(seen.dimensions(), (600, 800));
    assert!(is_about(*seen.get_pixel(200, 100), [200, 10, 10]), "red is at the top now");
    assert!(is_about(*seen.get_pixel(200, 700), [10, 10, 200]), "blue is at the bottom");
    assert!(
        is_about(*seen.get_pixel(590, 400), [255, 255, 255]),
        "the bar that was at the top is on the right"
    );
    for bytes in [&photo.jpeg, &photo.thumbnail] {
        assert!(!bytes.windows(6).any(|at| at == b"Secret" || at == b"Exif\0\0"));
    }
}

#[test]
fn what_is_transparent_becomes_paper() {
    let glass = RgbaImage::from_pixel(600, 800, image::Rgba([0, 0, 0, 0]));
    let photo = badge_photo(&written(&DynamicImage::ImageRgba8(glass), ImageFormat::Png)).unwrap();
    assert!(is_about(*read(&photo.jpeg).get_pixel(300, 400), [255, 255, 255]));
}

#[test]
fn pixel_bombs_are_refused_before_they_are_decoded() {
    for (width, height) in [(50_000, 50_000), (19_000, 19_000), (u32::MAX / 2, 1), (6_001, 6_000)] {
        assert_eq!(badge_photo(&bomb(width, height)), Err(PhotoRefused::TooManyPixels), "{width}x{height}");
        assert_eq!(document(&bomb(width, height)), Err(DocumentRefused::TooManyPixels), "{width}x{height}");
    }
    assert_eq!(badge_photo(&bomb(600, 800)), Err(PhotoRefused::Damaged), "a header without pixels");
}

#[test]
fn what_is_cut_off_is_damaged() {
    let whole = jpeg(1200, 1600);
    let cut = &whole[..whole.len() / 2];
    assert_eq!(badge_photo(cut), Err(PhotoRefused::Damaged));
    assert_eq!(document(cut), Err(DocumentRefused::Damaged));
    assert_eq!(badge_photo(&whole[..20]), Err(PhotoRefused::Damaged));
    let png = written(&drawn(600, 800), ImageFormat::Png);
    assert_eq!(badge_photo(&png[..png.len() / 2]), Err(PhotoRefused::Damaged));
    assert_eq!(document(b"%PDF-1.7\n1 0 obj"), Err(DocumentRefused::Damaged));
}

#[test]
fn what_is_no_picture_is_refused_whatever_its_name() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let html = b"<!doctype html><script>alert(1)</script>";
    for bytes in
        [&svg[..], html, b"GIF89a\x01\0\x01\0", b"MZ\x90\0", b"PK\x03\x04", b"%PDF-1.7\n%%EOF\n", b"\xFF"]
    {
        assert_eq!(badge_photo(bytes), Err(PhotoRefused::NotAPicture));
    }
    for bytes in [&svg[..], html, b"GIF89a\x01\0\x01\0", b" %PDF-1.7\n%%EOF", b"PK\x03\x04", b"{}"] {
        assert_eq!(document(bytes), Err(DocumentRefused::WrongType));
    }
    assert_eq!(badge_photo(b""), Err(PhotoRefused::Empty));
    assert_eq!(document(b""), Err(DocumentRefused::Empty));
}

#[test]
fn nothing_of_a_polyglot_survives_but_its_pixels() {
    let page = b"<script>alert('polyglot')</script>PK\x03\x04";
    let both = [&jpeg(800, 800)[..], page].concat();
    for kept in [badge_photo(&both).unwrap().jpeg, document(&both).unwrap().bytes] {
        assert!(!kept.windows(8).any(|at| at == b"polyglot"));
    }
}

#[test]
fn too_large_and_too_small_are_told_apart() {
    let large = vec![0xFF; MAX_BYTES + 1];
    assert_eq!(badge_photo(&large), Err(PhotoRefused::TooLarge { max_bytes: MAX_BYTES }));
    assert_eq!(document(&large), Err(DocumentRefused::TooLarge { max_bytes: MAX_BYTES }));
    for (width, height) in [(299, 400), (400, 390), (1, 5000), (5000, 1), (1, 1)] {
        let refused = badge_photo(&written(&drawn(width, height), ImageFormat::Png));
        assert_eq!(refused, Err(PhotoRefused::TooSmall { least: LEAST }), "{width}x{height}");
    }
}

#[test]
fn a_pdf_stays_as_it_is_and_a_scan_becomes_a_picture() {
    let pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    assert_eq!(document(pdf).unwrap(), Document { bytes: pdf.to_vec(), media: MediaType::Pdf });
    let scan = document(&written(&drawn(3000, 4000), ImageFormat::Png)).unwrap();
    assert_eq!(scan.media, MediaType::Jpeg);
    assert_eq!(read(&scan.bytes).dimensions(), (1755, 2340));
}
