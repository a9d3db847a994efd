//! Between the list of registrations in an address and the store's filter.

use crate::forms::RawForm;
use jiff::Timestamp;
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::registration::Status;
use plenary_pages::admin::listing::{Listing, SortBy};
use plenary_store::{RegistrationFilter, Sort};

/// Names and values behind a question mark.
pub(super) type Pairs = Vec<(String, String)>;

/// The tab that opens first: what waits for a decision, where organisers decide.
fn usual(event: &Event) -> Option<Status> {
    (event.decision == DecisionMode::Organisers).then_some(Status::Submitted)
}

pub(super) fn listing_of(event: &Event, raw: &RawForm) -> Listing {
    Listing::read(usual(event), |name| raw.one(name), raw.all("col"))
}

/// The list that a form carries in one field, made anew from what it says: nothing of ours repeats raw input.
pub(super) fn carried(event: &Event, query: &str) -> Listing {
    let pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned().take(20).collect();
    listing_of(event, &RawForm(pairs))
}

pub(super) fn filter_of(listing: &Listing, now: Timestamp) -> RegistrationFilter {
    RegistrationFilter {
        status: listing.status,
        query: listing.search.clone(),
        representation_type: listing.representation_type.clone(),
        state: listing.state,
        session: listing.session,
        tag: listing.tag.clone(),
        attention: listing.needs.clone(),
        now,
        sort: match listing.sort {
            SortBy::Attention => Sort::Attention,
            SortBy::Changed => Sort::Changed,
            SortBy::Oldest => Sort::SubmittedAsc,
            SortBy::Newest => Sort::SubmittedDesc,
            SortBy::Name => Sort::Name,
            SortBy::Organisation => Sort::Organisation,
        },
        page: listing.page,
    }
}
