//! Possible duplicates, and the two pages of merging.

use super::*;
use crate::admin::merge::{DuplicateLine, MergeField, MergePage, MergeSide};
use plenary_domain::registration::Likeness;

pub(super) fn duplicate(same_email: bool, word: &str) -> DuplicateLine {
    DuplicateLine {
        id: Uuid::from_u128(3).into(),
        reference: "ALM27-4K7PX".into(),
        status: Status::Submitted,
        name: word.into(),
        organisation: word.into(),
        email: "a@example.org".into(),
        same_email,
        likeness: if same_email { Likeness::Different } else { Likeness::Same },
    }
}

fn side(n: u128, word: &str) -> MergeSide {
    MergeSide {
        id: Uuid::from_u128(n).into(),
        version: 3,
        reference: format!("ALM27-{n}"),
        status: Status::Confirmed,
        name: word.into(),
        sent: "31 May, 09:15".into(),
    }
}

fn field(id: &str, word: &str, error: Option<String>) -> MergeField {
    let (label, two) = (word.into(), String::new());
    MergeField { id: id.into(), label, one: word.into(), two, second: error.is_some(), error }
}

#[test]
fn merging_two_registrations() {
    each(|lang, word, _| {
        let (event, desk) = (event(word), desk(lang, word, true));
        let wrong = errors("f-state", word);
        let mut page = MergePage {
            frame: AdminFrame::new(&desk, AdminNav::Registrations).of(&event, 0),
            urls: AdminUrls::new(&event),
            one: side(1, word),
            two: side(2, word),
            fields: vec![field("f-badge", word, None), field("f-state", word, wrong.of("f-state"))],
            keep_second: true,
            sure: false,
            errors: wrong,
        };
        check(&label("merge", word), lang, &page);
        page.errors = FormErrors::default();
        page.sure = true;
        check(&label("merge-sure", word), lang, &page);
        page.fields.clear();
        page.sure = false;
        check(&label("merge-alike", word), lang, &page);
    });
}
