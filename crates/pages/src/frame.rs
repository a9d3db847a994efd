//! What every page has around its content, and how a page becomes bytes.

use crate::texts::T;
use crate::texts::zones::zone;
use crate::urls::{EventUrls, encoded};
use jiff::tz::TimeZone;
use plenary_domain::Lang;
use plenary_domain::event::Event;

/// A page ready to be sent.
#[derive(Debug, Clone)]
pub struct Html {
    pub body: String,
    /// The data-only style of this page, whose hash the content security policy has to name.
    pub style: Option<String>,
}

/// A whole page.
pub trait Page: askama::Template {
    /// Grid positions of this page: data, not design.
    fn style(&self) -> Option<&str> {
        None
    }

    /// # Errors
    /// Never for templates that only read their own fields; the error is kept so that nothing panics.
    fn html(&self) -> Result<Html, askama::Error> {
        Ok(Html { body: self.render()?, style: self.style().map(str::to_owned) })
    }
}

/// A language to switch to, staying on the page.
#[derive(Debug, Clone)]
pub struct LangLink {
    pub lang: Lang,
    pub href: String,
    pub current: bool,
}

/// Head and foot of a public page.
#[derive(Clone)]
pub struct Frame {
    pub t: T,
    /// Switches that stay on this page; empty where the page exists in one language.
    pub languages: Vec<LangLink>,
    /// What the page is about, for search engines: JSON in which nothing can end its block.
    pub data: Option<String>,
}

impl Frame {
    /// `address` tells where this page is in another language.
    pub fn new(lang: Lang, offered: &[Lang], address: impl Fn(Lang) -> String) -> Self {
        let link = |of: &Lang| LangLink { lang: *of, href: address(*of), current: *of == lang };
        Self { t: T::new(lang), languages: offered.iter().map(link).collect(), data: None }
    }

    /// With data for search engines; `json` must have no `<` in it.
    #[must_use]
    pub fn with_data(mut self, json: Option<String>) -> Self {
        self.data = json.filter(|json| !json.contains('<'));
        self
    }
}

/// Which entry of the event's navigation is the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    Home,
    Agenda,
    Speakers,
    MyAgenda,
    Other,
}

/// Head of a page that belongs to an event.
#[derive(Clone)]
pub struct EventFrame<'a> {
    pub event: &'a Event,
    pub urls: EventUrls,
    pub nav: Nav,
    /// Registration is open: the gold button is shown.
    pub open: bool,
    /// Inside the form: no navigation, nothing to lose the way.
    pub plain: bool,
    /// The zone that the reader asked for, by name: its times come first, those of the event in brackets.
    pub second_zone: Option<(String, TimeZone)>,
}

impl<'a> EventFrame<'a> {
    pub fn new(lang: Lang, event: &'a Event, nav: Nav, open: bool) -> Self {
        Self { event, urls: EventUrls::new(lang, event), nav, open, plain: false, second_zone: None }
    }

    /// Shows times in another zone, if `name` is one.
    #[must_use]
    pub fn in_zone(mut self, name: Option<&str>) -> Self {
        let other = name.filter(|name| *name != self.event.time_zone);
        self.second_zone = other.and_then(|name| Some((name.to_owned(), zone(name)?)));
        self
    }

    /// An address that keeps the zone.
    pub fn kept_zone(&self, address: String) -> String {
        match &self.second_zone {
            Some((name, _)) => format!("{address}?zone={}", encoded(name)),
            None => address,
        }
    }

    #[must_use]
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// The mountains of this event.
    pub fn ridges(&self) -> String {
        crate::ridge::ridges(self.event.picture_seed)
    }
}
