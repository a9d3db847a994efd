//! Items of the agenda: a numbered tree, 1, 2 (a), (i). Numbers are data and no positions: once the agenda is provisional
//! they stay as they are, whatever is moved, until somebody takes the agenda back to a draft.

use crate::codes::codes;
use crate::ids::{DocumentId, ItemId, SessionId};
use crate::lang::LocalText;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The deepest item: 2 (a) (i).
pub const DEEPEST: usize = 3;
/// The longest own number, in characters: "12 bis".
pub const LONGEST_NUMBER: usize = 12;

codes! {
    /// How far the agenda is settled.
    #[derive(Default)]
    ItemsStatus { #[default] Draft = "draft", Provisional = "provisional", Adopted = "adopted", Revised = "revised" }
}

impl ItemsStatus {
    /// Numbers don't change any more.
    pub const fn is_frozen(self) -> bool {
        !matches!(self, Self::Draft)
    }

    /// Published as a draft or not at all; what was adopted can be revised and never becomes a proposal again.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft | Self::Provisional => next != Self::Revised && next != self,
            Self::Adopted | Self::Revised => next == Self::Revised,
        }
    }
}

/// One numbered item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    pub id: ItemId,
    pub parent: Option<ItemId>,
    /// Its own part of the number: "2", "(a)", "(i)".
    pub number: String,
    pub title: LocalText,
    pub annotation: LocalText,
    pub documents: Vec<DocumentId>,
    /// Among those of the same parent.
    pub position: i32,
}

/// All items of an event, with what was decided about them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemList {
    pub status: ItemsStatus,
    /// When it became what it is.
    pub on: Option<Date>,
    /// The decision by which it was adopted or revised, in words.
    pub decision: LocalText,
    /// In which meeting that was.
    pub session: Option<SessionId>,
    pub items: Vec<AgendaItem>,
}

/// What is decided about all items together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemsDecision {
    pub status: ItemsStatus,
    pub on: Option<Date>,
    pub decision: LocalText,
    pub session: Option<SessionId>,
}

/// An item where it stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    pub item: &'a AgendaItem,
    /// 0 for an item without a parent.
    pub depth: usize,
    /// First and last of its parent's.
    pub first: bool,
    pub last: bool,
}

/// Everything that can be edited of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemInput {
    pub parent: Option<ItemId>,
    pub number: String,
    pub title: LocalText,
    pub annotation: LocalText,
    pub documents: Vec<DocumentId>,
    pub sessions: Vec<SessionId>,
}

/// Why an item, or the list of them, can't be changed like that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemRefused {
    NotAllowed,
    /// Numbers stay as they are once the agenda is provisional.
    Frozen,
    /// Another item of the same parent has this number.
    NumberTaken,
    /// Under itself, or deeper than [`DEEPEST`].
    WrongParent,
    /// Items stand below it.
    HasItems,
    /// The status can't follow the present one.
    WrongStatus,
    /// Adopted or revised without a date.
    NoDate,
}

impl ItemList {
    pub fn item(&self, id: ItemId) -> Option<&AgendaItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Items of one parent in their order.
    fn children(&self, parent: Option<ItemId>) -> Vec<&AgendaItem> {
        let mut found: Vec<_> = self.items.iter().filter(|item| item.parent == parent).collect();
        found.sort_by_key(|item| (item.position, item.id));
        found
    }

    /// All items, each behind its parent.
    pub fn tree(&self) -> Vec<Placed<'_>> {
        let mut found = Vec::with_capacity(self.items.len());
        self.collect(None, 0, &mut found);
        found
    }

    fn collect<'a>(&'a self, parent: Option<ItemId>, depth: usize, found: &mut Vec<Placed<'a>>) {
        if depth >= DEEPEST {
            return;
        }
        let children = self.children(parent);
        let last = children.len().saturating_sub(1);
        for (i, item) in children.into_iter().enumerate() {
            found.push(Placed { item, depth, first: i == 0, last: i == last });
            self.collect(Some(item.id), depth + 1, found);
        }
    }

    /// The number with those of the items above it: "2 (a) (i)".
    pub fn full_number(&self, id: ItemId) -> String {
        let mut numbers: Vec<&str> =
            self.above(id).into_iter().map(|item| item.number.as_str()).filter(|n| !n.is_empty()).collect();
        numbers.reverse();
        numbers.join(" ")
    }

    /// The item and those above it, up to the top.
    fn above(&self, id: ItemId) -> Vec<&AgendaItem> {
        let mut found: Vec<&AgendaItem> = Vec::new();
        let mut next = Some(id);
        while let Some(item) = next.and_then(|id| self.item(id)).filter(|_| found.len() < DEEPEST) {
            found.push(item);
            next = item.parent;
        }
        found
    }

    /// The number that a new item at the end of a parent's would have.
    pub fn next_number(&self, parent: Option<ItemId>) -> String {
        let depth = parent.map_or(0, |id| self.above(id).len());
        let taken: Vec<&str> = self.children(parent).into_iter().map(|item| item.number.as_str()).collect();
        // Of one number more than there are, one is free.
        let mut numbers = (taken.len() + 1..=2 * taken.len() + 1).map(|n| number_at(depth, n));
        numbers.find(|number| !taken.contains(&number.as_str())).unwrap_or_default()
    }

    /// Whether an item, new or not, can be saved like this.
    ///
    /// # Errors
    /// Says what is in the way.
    pub fn check(&self, id: Option<ItemId>, input: &ItemInput) -> Result<(), ItemRefused> {
        let above: Vec<ItemId> = input
            .parent
            .map(|parent| self.above(parent).iter().map(|item| item.id).collect())
            .unwrap_or_default();
        let below = id.map_or(1, |id| self.height(id));
        let inside_itself = id.is_some_and(|id| above.contains(&id));
        let unknown = input.parent.is_some_and(|parent| self.item(parent).is_none());
        if inside_itself || unknown || above.len() + below > DEEPEST {
            return Err(ItemRefused::WrongParent);
        }
        let old = id.and_then(|id| self.item(id));
        let renumbered = old.is_some_and(|old| old.number != input.number || old.parent != input.parent);
        if renumbered && self.status.is_frozen() {
            return Err(ItemRefused::Frozen);
        }
        let twin = |item: &&AgendaItem| Some(item.id) != id && item.number == input.number;
        if self.children(input.parent).iter().any(twin) {
            return Err(ItemRefused::NumberTaken);
        }
        Ok(())
    }

    /// How many levels an item and those below it take.
    fn height(&self, id: ItemId) -> usize {
        let below = self.items.iter().filter(|item| item.parent == Some(id));
        1 + below.map(|item| self.height(item.id)).max().unwrap_or(0).min(DEEPEST)
    }

    /// The order of an item's neighbours when it goes one up or down; the same order at the ends.
    pub fn moved(&self, id: ItemId, up: bool) -> Vec<ItemId> {
        let Some(item) = self.item(id) else { return Vec::new() };
        let mut order: Vec<ItemId> = self.children(item.parent).iter().map(|item| item.id).collect();
        let at = order.iter().position(|other| *other == id);
        let to = at.and_then(|at| if up { at.checked_sub(1) } else { Some(at + 1) });
        if let (Some(at), Some(to)) = (at, to.filter(|to| *to < order.len())) {
            order.swap(at, to);
        }
        order
    }

    /// Every number as the order has it: 1, 2, (a), (b), (i).
    ///
    /// # Errors
    /// [`ItemRefused::Frozen`] when numbers stay as they are.
    pub fn renumbered(&self) -> Result<Vec<(ItemId, String)>, ItemRefused> {
        if self.status.is_frozen() {
            return Err(ItemRefused::Frozen);
        }
        let mut count = [0_usize; DEEPEST];
        let number = |placed: Placed<'_>| {
            if let Some(deeper) = count.get_mut(placed.depth + 1..) {
                deeper.fill(0);
            }
            let n = count.get_mut(placed.depth)?;
            *n += 1;
            Some((placed.item.id, number_at(placed.depth, *n)))
        };
        Ok(self.tree().into_iter().filter_map(number).collect())
    }

    /// Whether a decision about all items can follow the present one. The same status may be corrected.
    ///
    /// # Errors
    /// Says what is in the way.
    pub fn decide(&self, next: &ItemsDecision) -> Result<(), ItemRefused> {
        if next.status != self.status && !self.status.may_become(next.status) {
            return Err(ItemRefused::WrongStatus);
        }
        let needs_date = matches!(next.status, ItemsStatus::Adopted | ItemsStatus::Revised);
        if needs_date && next.on.is_none() { Err(ItemRefused::NoDate) } else { Ok(()) }
    }
}

/// 1, 2, 3 at the top, then (a), (b), then (i), (ii).
fn number_at(depth: usize, n: usize) -> String {
    match depth {
        0 => n.to_string(),
        1 => format!("({})", letters(n)),
        _ => format!("({})", roman(n)),
    }
}

/// a to z, then aa, ab.
fn letters(mut n: usize) -> String {
    let mut found = Vec::new();
    while n > 0 {
        let letter = u8::try_from((n - 1) % 26).unwrap_or(0);
        found.push(char::from(b'a' + letter));
        n = (n - 1) / 26;
    }
    found.iter().rev().collect()
}

/// i, ii, iii, iv, up to what nobody has.
fn roman(mut n: usize) -> String {
    const PARTS: [(usize, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut found = String::new();
    for (value, part) in PARTS {
        while n >= value {
            found.push_str(part);
            n -= value;
        }
    }
    found
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            shown,
            expected.map(|(depth, number, first, last)| (depth, number.to_owned(), first, last))
        );
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
        assert_eq!(
            list.check(Some(id(2)), &input(Some(1), "(a)")),
            Err(ItemRefused::WrongParent),
            "too deep"
        );
        assert_eq!(
            list.check(Some(id(2)), &input(Some(4), "(a)")),
            Err(ItemRefused::WrongParent),
            "in itself"
        );
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
}
