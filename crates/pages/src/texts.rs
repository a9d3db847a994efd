//! Texts in every language: typed functions made from the Fluent files, and the dates, numbers, names of States and
//! sorting that CLDR and the UN prescribe.

mod audit_words;
pub mod dates;
mod desk;
mod files;
mod questions;
mod states;
pub mod topics;
mod wordings;
pub mod words;
pub mod zones;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue as Value};
use plenary_domain::Lang;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<BTreeMap<Lang, Bundle>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect());

fn bundle(lang: Lang) -> Bundle {
    let locale = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks would end up in titles, attributes and subjects; free text stands in <bdi> instead.
    bundle.set_use_isolating(false);
    for (_, source) in SOURCES.iter().filter(|(of, _)| *of == lang) {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The texts of one language, to be put into a page.
#[derive(Clone, Copy)]
pub struct T {
    pub lang: Lang,
}

impl T {
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    fn bundle_with(self, key: &str) -> Option<&'static Bundle> {
        let mine = BUNDLES.get(&self.lang).filter(|bundle| bundle.has_message(key));
        mine.or_else(|| BUNDLES.get(&Lang::En))
    }

    fn plain(self, key: &'static str) -> Cow<'static, str> {
        let Some(bundle) = self.bundle_with(key) else { return Cow::Borrowed(key) };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return Cow::Borrowed(key);
        };
        bundle.format_pattern(pattern, None, &mut Vec::new())
    }

    fn with<const N: usize>(self, key: &'static str, arguments: [(&str, Value<'_>); N]) -> String {
        let Some(bundle) = self.bundle_with(key) else { return key.to_owned() };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments = FluentArgs::from_iter(arguments);
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_language_lacks_a_text() {
        assert_eq!(MISSING, &[], "add these to locales/<language>/*.ftl");
    }
}
