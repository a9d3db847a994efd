//! An answer, and questions about its HTML.

use crate::Form;
use reqwest::Url;
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

/// Parsed anew for each question: a document is not `Send`, and a page of ours takes a fraction of a millisecond.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    /// Where it came from.
    pub url: Url,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Page {
    #[allow(clippy::must_use_candidate, clippy::return_self_not_must_use, reason = "often the check is all")]
    pub fn expect_status(self, status: u16) -> Self {
        let text: String = self.text("body").chars().take(600).collect();
        assert_eq!(self.status, status, "{} → {}: {text}", self.url.path(), self.header("location"));
        self
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Where a redirect leads to.
    pub fn location(&self) -> String {
        let to = self.header("location");
        assert!(
            (300..400).contains(&self.status) && !to.is_empty(),
            "no redirect: {} {}",
            self.status,
            self.url
        );
        to.to_owned()
    }

    /// The texts of all elements that fit, white space folded.
    pub fn all(&self, css: &str) -> Vec<String> {
        self.html().select(&selector(css)).map(words).collect()
    }

    /// The text of the one element that fits.
    pub fn one(&self, css: &str) -> String {
        let mut found = self.all(css);
        assert_eq!(found.len(), 1, "{css} on {}: {found:?}", self.url.path());
        found.remove(0)
    }

    /// The texts of all elements that fit, in one.
    pub fn text(&self, css: &str) -> String {
        self.all(css).join(" ")
    }

    pub fn has(&self, css: &str) -> bool {
        self.html().select(&selector(css)).next().is_some()
    }

    /// An attribute of the first element that fits.
    pub fn attr(&self, css: &str, name: &str) -> String {
        let html = self.html();
        let element = html.select(&selector(css)).next();
        let element = element.unwrap_or_else(|| panic!("no {css} on {}", self.url.path()));
        element.attr(name).unwrap_or_else(|| panic!("{css} has no {name}")).to_owned()
    }

    /// Where the one link with this text leads to.
    pub fn link(&self, text: &str) -> String {
        let html = self.html();
        let all = selector("a[href]");
        let links = html.select(&all).filter(|link| words(*link).contains(text));
        let mut to: Vec<String> = links.filter_map(|link| link.attr("href")).map(str::to_owned).collect();
        to.dedup();
        assert_eq!(to.len(), 1, "links with \"{text}\" on {}: {to:?}", self.url.path());
        to.remove(0)
    }

    /// The one form that fits, with everything that is in it already.
    pub fn form(&self, css: &str) -> Form {
        let html = self.html();
        let forms: Vec<ElementRef<'_>> = html.select(&selector(css)).collect();
        let [form] = forms.as_slice() else {
            panic!("{} forms {css} on {} ({})", forms.len(), self.url.path(), self.status);
        };
        Form::read(&html, *form, self.url.path())
    }
}

pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

pub(crate) fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
