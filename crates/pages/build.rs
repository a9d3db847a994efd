//! Makes two modules: typed texts from the Fluent files (a missing or misspelt text is a build error in the template
//! that names it), and the static files with a hash in their names, compressed once for all requests.
#![expect(
    clippy::expect_used,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a build that can't go on should stop and say where; its files are ours, and few"
)]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=../../templates");
    fs::write(out.join("texts.rs"), texts(Path::new("locales"))).expect("write texts.rs");
    fs::write(out.join("assets.rs"), assets(Path::new("assets"), &out)).expect("write assets.rs");
}

// Texts ------------------------------------------------------------------------------------------------------------

type Messages = BTreeMap<String, BTreeSet<String>>;

fn texts(dir: &Path) -> String {
    let base = load(&dir.join("en"));
    let mut code = String::from("pub(crate) const SOURCES: &[(Lang, &str)] = &[\n");
    let mut missing = String::from("pub const MISSING: &[(&str, &str)] = &[\n");
    for (lang, variant) in [("en", "En"), ("ru", "Ru"), ("kk", "Kk")] {
        let messages = load(&dir.join(lang));
        for (key, arguments) in &base {
            match messages.get(key) {
                None => writeln!(missing, "    ({lang:?}, {key:?}),").expect("string"),
                Some(used) if !used.is_subset(arguments) => {
                    println!("cargo::error=locales/{lang}: {key} uses {used:?}, English has {arguments:?}");
                }
                Some(_) => {}
            }
        }
        for key in messages.keys().filter(|key| !base.contains_key(*key)) {
            println!("cargo::error=locales/{lang}: {key} does not exist in English");
        }
        for file in ftl_files(&dir.join(lang)) {
            let path = file.canonicalize().expect("path");
            writeln!(code, "    (Lang::{variant}, include_str!({:?})),", path.display().to_string())
                .expect("string");
        }
    }
    code.push_str("];\n");
    missing.push_str("];\n");
    code.push_str("/// Texts that a language lacks: a test wants none.\n");
    code.push_str(&missing);
    code.push_str("#[allow(clippy::too_many_arguments, missing_docs, reason = \"generated\")]\nimpl T {\n");
    for (key, arguments) in &base {
        let name = key.replace('-', "_");
        if arguments.is_empty() {
            writeln!(code, "    pub fn {name}(&self) -> Cow<'static, str> {{ self.plain({key:?}) }}")
                .expect("string");
        } else {
            let parameters: String = arguments
                .iter()
                .map(|a| format!(", {}: impl Into<Value<'a>>", a.replace('-', "_")))
                .collect();
            let values: String =
                arguments.iter().map(|a| format!("({a:?}, {}.into()), ", a.replace('-', "_"))).collect();
            writeln!(
                code,
                "    pub fn {name}<'a>(&self{parameters}) -> String {{ self.with({key:?}, [{values}]) }}"
            )
            .expect("string");
        }
    }
    code.push_str("}\n");
    code
}

fn ftl_files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "ftl")).collect();
    files.sort();
    files
}

fn load(dir: &Path) -> Messages {
    let mut messages = Messages::new();
    for file in ftl_files(dir) {
        let source = fs::read_to_string(&file).expect("readable .ftl");
        let parsed = match fluent_syntax::parser::parse(source.as_str()) {
            Ok(parsed) => parsed,
            Err((parsed, errors)) => {
                for error in errors {
                    let line = source.get(..error.pos.start).map_or(0, |s| s.matches('\n').count() + 1);
                    println!("cargo::error={}:{line}: {}", file.display(), error.kind);
                }
                parsed
            }
        };
        for entry in parsed.body {
            if let Entry::Message(message) = entry {
                let mut used = BTreeSet::new();
                if let Some(pattern) = &message.value {
                    in_pattern(pattern, &mut used);
                }
                if messages.insert(message.id.name.to_owned(), used).is_some() {
                    println!("cargo::error={}: {} stands twice", file.display(), message.id.name);
                }
            }
        }
    }
    messages
}

fn in_pattern(pattern: &Pattern<&str>, used: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, used);
        }
    }
}

fn in_expression(expression: &Expression<&str>, used: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, used),
        Expression::Select { selector, variants } => {
            in_inline(selector, used);
            for variant in variants {
                in_pattern(&variant.value, used);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, used: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            used.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, used),
        _ => {}
    }
}

// Static files -----------------------------------------------------------------------------------------------------

fn assets(dir: &Path, out: &Path) -> String {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut rows = String::new();
    // Fonts first: style sheets name them by their hashed names.
    let fonts = files(&dir.join("fonts"), "woff2");
    let rest = ["svg", "css", "js"].iter().flat_map(|ending| files(dir, ending));
    for file in fonts.into_iter().chain(rest) {
        let name = file.file_name().and_then(|n| n.to_str()).expect("plain name").to_owned();
        let mut bytes = fs::read(&file).expect("readable asset");
        let (stem, ending) = name.rsplit_once('.').expect("an ending");
        if ending == "css" {
            let mut text = small_css(&String::from_utf8(bytes).expect("UTF-8"));
            for (plain, hashed) in names.iter().filter(|(plain, _)| plain.ends_with(".woff2")) {
                text = text.replace(&format!("url(fonts/{plain})"), &format!("url({hashed})"));
            }
            bytes = text.into_bytes();
        }
        let hash: String = sha2::Sha256::digest(&bytes).iter().take(6).map(|b| format!("{b:02x}")).collect();
        let hashed = format!("{stem}.{hash}.{ending}");
        let mime = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "font/woff2",
        };
        fs::write(out.join(&hashed), &bytes).expect("write asset");
        let compress = ending != "woff2";
        if compress {
            fs::write(out.join(format!("{hashed}.gz")), gzip(&bytes)).expect("write asset");
            fs::write(out.join(format!("{hashed}.br")), brotli(&bytes)).expect("write asset");
        }
        let include =
            |suffix: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{hashed}{suffix}\"))");
        let packed =
            |suffix: &str| if compress { format!("Some({})", include(suffix)) } else { "None".into() };
        writeln!(
            rows,
            "    Asset {{ name: {name:?}, file: {hashed:?}, url: \"/assets/{hashed}\", mime: {mime:?}, bytes: {}, gzip: {}, brotli: {} }},",
            include(""),
            packed(".gz"),
            packed(".br")
        )
        .expect("string");
        names.insert(name, hashed);
    }
    format!("/// Every static file, under its hashed name.\npub const ASSETS: &[Asset] = &[\n{rows}];\n")
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == ending)).collect();
    found.sort();
    found
}

/// Takes out comments and indentation; our style sheets have neither in strings.
fn small_css(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut reader = bytes;
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut reader, &mut out, &parameters).expect("memory");
    out
}
