//! Static files: in the binary, hashed by content, compressed at build time.

/// One file.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// As in the source tree: `base.css`.
    pub name: &'static str,
    /// With the hash: `base.0123456789ab.css`.
    pub file: &'static str,
    /// Where it is served.
    pub url: &'static str,
    pub mime: &'static str,
    pub bytes: &'static [u8],
    pub gzip: Option<&'static [u8]>,
    pub brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of a file by its plain name; empty for a name that does not exist, which a test of all templates finds.
pub fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.url)
}

/// The file behind a hashed name.
pub fn find(file: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.file == file)
}

/// The font file that a page in this language needs first.
pub fn font(lang: impl Into<plenary_domain::Lang>) -> &'static str {
    match lang.into() {
        plenary_domain::Lang::En => url("source-sans-3-latin.woff2"),
        plenary_domain::Lang::Ru | plenary_domain::Lang::Kk => url("source-sans-3-cyrillic.woff2"),
    }
}
