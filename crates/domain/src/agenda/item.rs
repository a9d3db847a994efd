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
mod tests;
