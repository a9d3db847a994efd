//! Topics that come with the program, to choose from.

use super::form::Link;
use super::{AdminFrame, AdminNav};
use crate::frame::Page;
use crate::texts::topics::{ListedTopic, listed_topics};
use crate::urls::AdminUrls;
use plenary_domain::agenda::{Agenda, Symbol};
use plenary_domain::event::Event;

pub struct TopicLine {
    pub code: &'static str,
    pub name: &'static str,
    /// Full title, symbol and date, of what there is.
    pub more: String,
    /// The event has it already.
    pub there: bool,
}

/// A theme and what belongs to it.
pub struct Theme {
    pub code: &'static str,
    pub name: &'static str,
    pub lines: Vec<TopicLine>,
}

#[derive(askama::Template)]
#[template(path = "admin/topic_list.html")]
pub struct TopicListPage<'a> {
    pub frame: AdminFrame<'a>,
    pub back: Link,
    pub action: String,
    pub themes: Vec<Theme>,
}

impl Page for TopicListPage<'_> {}

impl<'a> TopicListPage<'a> {
    pub fn new(frame: AdminFrame<'a>, event: &Event, agenda: &Agenda) -> Self {
        let (t, urls) = (frame.t, AdminUrls::new(event));
        let line = |topic: &'static ListedTopic| TopicLine {
            code: topic.code,
            name: topic.name.get(t.lang),
            more: more(topic, topic.full_title.get(t.lang)),
            there: agenda.topics.iter().any(|known| known.code.as_deref() == Some(topic.code)),
        };
        let all = listed_topics();
        let of = |theme: &'static ListedTopic| Theme {
            code: theme.code,
            name: theme.name.get(t.lang),
            lines: all.iter().filter(|t| t.code == theme.code || t.theme == theme.code).map(line).collect(),
        };
        Self {
            back: Link::new(urls.topics(), t.admin_things_topics()),
            action: urls.topics_from_list(),
            themes: all.iter().filter(|topic| topic.theme.is_empty()).map(of).collect(),
            frame,
        }
    }
}

fn more(topic: &ListedTopic, full: &str) -> String {
    let symbol = topic.symbol.as_ref().map_or("", Symbol::as_str);
    [full, symbol].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
