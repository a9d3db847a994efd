//! Numbers of items: what moves, what is renumbered, and when nothing may change.

use super::*;
use jiff::civil::date;
use uuid::Uuid;

fn id(n: u128) -> ItemId {
    Uuid::from_u128(n).into()
}

fn item(n: u128, parent: Option<u128>, number: &str, position: i32) -> AgendaItem {
    AgendaItem {
        id: id(n),
        parent: parent.map(id),
        number: number.to_owned(),
        title: LocalText::default(),
        annotation: LocalText::default(),
        documents: Vec::new(),
        position,
    }
}

/// 1, 2, 2 (a), 2 (b), 2 (b) (i).
fn list(status: ItemsStatus) -> ItemList {
    let items = vec![
        item(2, None, "2", 2),
        item(1, None, "1", 1),
        item(4, Some(2), "(b)", 2),
        item(3, Some(2), "(a)", 1),
        item(5, Some(4), "(i)", 1),
    ];
    ItemList { status, items, ..ItemList::default() }
}

fn input(parent: Option<u128>, number: &str) -> ItemInput {
    ItemInput {
        parent: parent.map(id),
        number: number.to_owned(),
        title: LocalText::default(),
        annotation: LocalText::default(),
        documents: Vec::new(),
        sessions: Vec::new(),
    }
}

#[test]
fn items_stand_in_a_tree_and_are_called_by_their_whole_number() {
    let list = list(ItemsStatus::Draft);
    let shown: Vec<_> =
        list.tree().iter().map(|p| (p.depth, list.full_number(p.item.id), p.first, p.last)).collect();
    let expected = [
        (0, "1", true, false),
        (0, "2", false, true),
        (1, "2 (a)", true, false),
        (1, "2 (b)", false, true),
        (2, "2 (b) (i)", true, true),
    ];
    assert_eq!(shown, expected.map(|(depth, number, first, last)| (depth, number.to_owned(), first, last)));
    assert_eq!(list.next_number(None), "3");
    assert_eq!(list.next_number(Some(id(2))), "(c)");
    assert_eq!(list.next_number(Some(id(4))), "(ii)");
}

#[test]
fn moving_changes_no_number_and_renumbering_is_asked_for() {
    let mut list = list(ItemsStatus::Draft);
    assert_eq!(list.moved(id(2), true), [id(2), id(1)]);
    assert_eq!(list.moved(id(1), true), [id(1), id(2)], "the first one stays the first");
    assert_eq!(list.moved(id(4), false), [id(3), id(4)], "the last one stays the last");
    for item in &mut list.items {
        item.position = if item.id == id(2) { 0 } else { item.position };
    }
    assert_eq!(list.full_number(id(2)), "2", "as before");
    let numbers: Vec<_> = list.renumbered().unwrap().into_iter().map(|(_, number)| number).collect();
    assert_eq!(numbers, ["1", "(a)", "(b)", "(i)", "2"]);
}

#[test]
fn numbers_stay_once_the_agenda_is_provisional() {
    let open = list(ItemsStatus::Draft);
    assert_eq!(open.check(Some(id(1)), &input(None, "7")), Ok(()));
    for status in [ItemsStatus::Provisional, ItemsStatus::Adopted, ItemsStatus::Revised] {
        let list = list(status);
        assert_eq!(list.renumbered(), Err(ItemRefused::Frozen));
        assert_eq!(list.check(Some(id(1)), &input(None, "7")), Err(ItemRefused::Frozen));
        assert_eq!(list.check(Some(id(3)), &input(None, "(a)")), Err(ItemRefused::Frozen), "elsewhere");
        assert_eq!(list.check(Some(id(1)), &input(None, "1")), Ok(()), "words may change");
        assert_eq!(list.check(None, &input(None, "2 bis")), Ok(()), "a new one has a new number");
    }
}

#[test]
fn an_item_has_its_own_number_and_a_sensible_parent() {
    let list = list(ItemsStatus::Draft);
    assert_eq!(list.check(None, &input(None, "2")), Err(ItemRefused::NumberTaken));
    assert_eq!(list.check(Some(id(2)), &input(None, "2")), Ok(()), "its own");
    assert_eq!(list.check(None, &input(Some(5), "(a)")), Err(ItemRefused::WrongParent), "too deep");
    assert_eq!(list.check(Some(id(2)), &input(Some(1), "(a)")), Err(ItemRefused::WrongParent), "too deep");
    assert_eq!(list.check(Some(id(2)), &input(Some(4), "(a)")), Err(ItemRefused::WrongParent), "in itself");
    assert_eq!(list.check(Some(id(4)), &input(Some(1), "(a)")), Ok(()));
    assert_eq!(list.check(None, &input(Some(99), "(a)")), Err(ItemRefused::WrongParent), "of nobody");
}

#[test]
fn an_agenda_is_proposed_adopted_and_revised_in_this_order() {
    use ItemsStatus::{Adopted, Draft, Provisional, Revised};
    let may = |from: ItemsStatus| {
        ItemsStatus::ALL.iter().copied().filter(|next| from.may_become(*next)).collect::<Vec<_>>()
    };
    assert_eq!(may(Draft), [Provisional, Adopted]);
    assert_eq!(may(Provisional), [Draft, Adopted]);
    assert_eq!(may(Adopted), [Revised]);
    assert_eq!(may(Revised), [Revised]);
    let list = list(Provisional);
    let mut decision = ItemsDecision { status: Adopted, ..ItemsDecision::default() };
    assert_eq!(list.decide(&decision), Err(ItemRefused::NoDate));
    decision.on = Some(date(2027, 5, 31));
    assert_eq!(list.decide(&decision), Ok(()));
    decision.status = Revised;
    assert_eq!(list.decide(&decision), Err(ItemRefused::WrongStatus));
}

#[test]
fn numbers_go_on_behind_z_and_in_roman() {
    assert_eq!([1, 26, 27, 52, 53].map(letters), ["a", "z", "aa", "az", "ba"]);
    assert_eq!([1, 4, 9, 14, 40, 99].map(roman), ["i", "iv", "ix", "xiv", "xl", "xcix"]);
}
