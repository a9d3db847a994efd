//! What a list of registrations shows: which of them, in which order, which page. It lives in the address, so that a
//! list can be sent to a colleague, and travels along to the pages of single registrations and back.

use super::columns::Column;
use plenary_domain::ids::SessionId;
use plenary_domain::registration::{Attention, StateCode, Status, Tag, TypeCode};
use std::fmt::Write;

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// What waits for an organiser comes first.
    #[default]
    Attention,
    /// Who has waited longest comes first.
    Oldest,
    Newest,
    /// Whose state changed last comes first.
    Changed,
    Name,
    Organisation,
}

impl SortBy {
    pub const ALL: [Self; 6] =
        [Self::Attention, Self::Oldest, Self::Newest, Self::Changed, Self::Name, Self::Organisation];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Attention => "attention",
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Changed => "changed",
            Self::Name => "name",
            Self::Organisation => "organisation",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

/// One view of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// `None`: all of them.
    pub status: Option<Status>,
    pub search: String,
    pub representation_type: Option<TypeCode>,
    pub state: Option<StateCode>,
    pub session: Option<SessionId>,
    pub tag: Option<Tag>,
    /// Waits for any of these; everybody if there are none.
    pub needs: Vec<Attention>,
    /// Beside the name.
    pub columns: Vec<Column>,
    pub sort: SortBy,
    /// 1 is the first.
    pub page: i64,
}

/// The longest search that is looked for, in characters.
const LONGEST_SEARCH: usize = 100;

impl Listing {
    pub fn new(status: Option<Status>) -> Self {
        Self {
            status,
            search: String::new(),
            representation_type: None,
            state: None,
            session: None,
            tag: None,
            needs: Vec::new(),
            columns: Column::USUAL.to_vec(),
            sort: SortBy::default(),
            page: 1,
        }
    }

    /// Reads an address; what makes no sense is left out. `usual` is the tab that opens first, `ticked` are columns as
    /// boxes of a form send them.
    pub fn read<'a>(
        usual: Option<Status>,
        value: impl Fn(&str) -> &'a str,
        ticked: impl Iterator<Item = &'a str>,
    ) -> Self {
        let needs = match value("needs") {
            "any" => Attention::ALL.to_vec(),
            code => Attention::parse(code).into_iter().collect(),
        };
        let status = match value("status") {
            // What waits is looked for in every tab.
            "" if !needs.is_empty() => None,
            "" => usual,
            "all" => None,
            code => Status::parse(code).or(usual),
        };
        Self {
            status,
            search: searched(value("q")),
            representation_type: TypeCode::parse(value("type")),
            state: StateCode::parse(value("state")),
            session: value("session").parse().ok(),
            tag: Tag::parse(value("tag")).ok(),
            needs,
            columns: Column::read(value("cols").split('.').chain(ticked)),
            sort: SortBy::parse(value("sort")).unwrap_or_default(),
            page: value("page").parse().unwrap_or(1).clamp(1, 100_000),
        }
    }

    /// The part of an address behind the question mark.
    pub fn query(&self) -> String {
        let mut query = Query::default();
        query.add("status", self.status.map_or("all", Status::code));
        query.add("q", &self.search);
        query.add("type", self.representation_type.as_ref().map_or("", TypeCode::as_str));
        query.add("state", self.state.as_ref().map_or("", |state| state.as_str()));
        query.add("session", &self.session.map(|id| id.to_string()).unwrap_or_default());
        query.add("tag", self.tag.as_ref().map_or("", Tag::as_str));
        query.add("needs", self.needs_code());
        if self.columns != Column::USUAL {
            query.add("cols", &self.columns.iter().map(Column::code).collect::<Vec<_>>().join("."));
        }
        if self.sort != SortBy::default() {
            query.add("sort", self.sort.code());
        }
        if self.page > 1 {
            query.add("page", &self.page.to_string());
        }
        query.0
    }

    /// The same for another tab, from its first page.
    #[must_use]
    pub fn tab(&self, status: Option<Status>) -> Self {
        Self { status, needs: Vec::new(), page: 1, ..self.clone() }
    }

    /// The same for everything that waits for an organiser.
    #[must_use]
    pub fn waiting(&self) -> Self {
        Self { status: None, needs: Attention::ALL.to_vec(), page: 1, ..self.clone() }
    }

    /// What is waited for, as an address says it; empty for no matter.
    pub fn needs_code(&self) -> &'static str {
        match self.needs.as_slice() {
            [] => "",
            [one] => one.code(),
            _ => "any",
        }
    }

    /// A tag that stands in the row of somebody else leads to all who have it.
    #[must_use]
    pub fn tagged(&self, tag: &Tag) -> Self {
        Self { status: None, needs: Vec::new(), tag: Some(tag.clone()), page: 1, ..self.clone() }
    }

    pub fn is_tag(&self, of: &Tag) -> bool {
        self.tag.as_ref() == Some(of)
    }

    #[must_use]
    pub fn sorted(&self, sort: SortBy) -> Self {
        Self { sort, page: 1, ..self.clone() }
    }

    #[must_use]
    pub fn on_page(&self, page: i64) -> Self {
        Self { page, ..self.clone() }
    }

    /// Something other than the tab narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.search.is_empty()
            || self.representation_type.is_some()
            || self.state.is_some()
            || self.session.is_some()
            || self.tag.is_some()
            || !self.needs.is_empty()
    }

    pub fn is_type(&self, of: &TypeCode) -> bool {
        self.representation_type.as_ref() == Some(of)
    }

    pub fn is_state(&self, of: StateCode) -> bool {
        self.state == Some(of)
    }
}

/// What is searched for, as a search box may have sent it: control characters, NUL among them, are in no name.
pub fn searched(raw: &str) -> String {
    raw.trim().chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect()
}

/// Names and values for an address; empty values are left out.
#[derive(Debug, Clone, Default)]
pub struct Query(pub String);

impl Query {
    pub fn add(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                self.0.push(char::from(byte));
            } else {
                // Writing to a string can't fail.
                let _ = write!(self.0, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_survives_its_address() {
        let listing = Listing {
            search: "Ә & <b> 100%".into(),
            representation_type: TypeCode::parse("ngo"),
            state: StateCode::parse("KZ"),
            session: "00000000-0000-0000-0000-000000000007".parse().ok(),
            tag: Tag::parse("vip").ok(),
            needs: vec![Attention::Change],
            columns: vec![Column::Status, Column::Own("hotel".into())],
            sort: SortBy::Name,
            page: 3,
            ..Listing::new(None)
        };
        let query = listing.query();
        assert!(
            query.starts_with("status=all&q=%D3%98%20%26%20%3Cb%3E%20100%25&type=ngo&state=KZ&session="),
            "{query}"
        );
        assert!(query.ends_with("&tag=vip&needs=change&cols=status.q-hotel&sort=name&page=3"), "{query}");
        let pairs = [
            ("q", "Ә & <b> 100%"),
            ("status", "all"),
            ("type", "ngo"),
            ("state", "KZ"),
            ("sort", "name"),
            ("tag", "vip"),
            ("needs", "change"),
            ("cols", "status.q-hotel"),
            ("page", "3"),
            ("session", "00000000-0000-0000-0000-000000000007"),
        ];
        let value = |name: &str| pairs.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v);
        assert_eq!(Listing::read(Some(Status::Submitted), value, std::iter::empty()), listing);
    }

    #[test]
    fn an_address_that_makes_no_sense_opens_the_usual_list() {
        let odd = |name: &str| match name {
            "q" => " \0\u{1b}  ",
            "page" => "-4",
            // A word is a tag, whatever it says.
            "tag" => "a,b",
            _ => "'; DROP TABLE",
        };
        let usual = Some(Status::Submitted);
        assert_eq!(Listing::read(usual, odd, ["food"].into_iter()), Listing::new(usual));
        assert_eq!(Listing::new(usual).query(), "status=submitted");
    }
}
