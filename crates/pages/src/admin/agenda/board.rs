//! Where the blocks of one day stand on the board. The board is proportional: a quarter of an hour is 1.5rem high,
//! and more only where a title would be cut. It is ruled every five minutes (0.5rem), so that a break from 10:50 to
//! 11:10 stands where it belongs.
//!
//! Rooms are columns. What takes place in all rooms spans them, unless something else goes on at that time: then it
//! moves into a column of its own, and nothing is ever hidden behind anything. Sessions that collide in one room
//! share its column side by side, and the column becomes as many times wider.

use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, Session, Slot};
use plenary_domain::ids::RoomId;
use std::fmt::Write as _;

/// Minutes of one ruled line.
const STEP: i32 = 5;
/// Lines of an hour.
const HOUR: i32 = 60 / STEP;
/// The least that a block needs so that its title can be read, in lines: a quarter of an hour.
const LEAST: i32 = 3;
/// What is shown of each day at least, in hours.
const WORKING_DAY: (i32, i32) = (8, 18);

/// What one column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    AllRooms,
    Room(RoomId),
    Elsewhere,
}

/// A column with its place among the grid's columns; the first one is for the hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub column: Column,
    pub first: i32,
    pub lanes: i32,
}

/// A session on the board: lines counted from 1, end not included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub number: i32,
    pub from: i32,
    pub to: i32,
    pub first: i32,
    pub lanes: i32,
}

/// One day, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub heads: Vec<Head>,
    pub spots: Vec<Spot>,
    /// The first hour, and how many there are.
    pub hours: (i32, i32),
}

/// A session with its lines, not yet in a column.
#[derive(Clone, Copy)]
struct Loose<'a> {
    session: &'a Session,
    from: i32,
    to: i32,
}

impl Loose<'_> {
    const fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    fn is(&self, other: &Self) -> bool {
        self.session.id == other.session.id
    }
}

impl Board {
    pub fn of(agenda: &Agenda, day: Date) -> Self {
        let sessions = agenda.on(day);
        let hours = hours(&sessions);
        let loose: Vec<Loose<'_>> = sessions.iter().filter_map(|session| lines(session, hours.0)).collect();
        let column = |item: &Loose<'_>| column_of(item.session, agenda);
        let (wide, narrow): (Vec<_>, Vec<_>) =
            loose.iter().copied().partition(|item| column(item) == Column::AllRooms);
        let (crowded, spanning): (Vec<_>, Vec<_>) =
            wide.into_iter().partition(|item| loose.iter().any(|other| !other.is(item) && other.meets(item)));
        let mut board = Self { heads: Vec::new(), spots: Vec::new(), hours };
        board.add(Column::AllRooms, &crowded, crowded.is_empty() && !agenda.rooms.is_empty());
        for room in &agenda.rooms {
            let here: Vec<_> =
                narrow.iter().copied().filter(|i| column(i) == Column::Room(room.id)).collect();
            board.add(Column::Room(room.id), &here, false);
        }
        let elsewhere: Vec<_> = narrow.iter().copied().filter(|i| column(i) == Column::Elsewhere).collect();
        board.add(Column::Elsewhere, &elsewhere, elsewhere.is_empty());
        let lanes = board.next_column() - 2;
        let spot = |item: &Loose<'_>| Spot {
            number: item.session.number,
            from: item.from,
            to: item.to,
            first: 2,
            lanes,
        };
        board.spots.extend(spanning.iter().map(spot));
        board.spots.sort_by_key(|spot| (spot.from, spot.first, spot.number));
        board
    }

    fn next_column(&self) -> i32 {
        self.heads.last().map_or(2, |head| head.first + head.lanes)
    }

    /// One more column with what takes place in it.
    fn add(&mut self, column: Column, items: &[Loose<'_>], leave_out: bool) {
        if leave_out {
            return;
        }
        let first = self.next_column();
        let (lane_of, lanes) = lanes(items);
        self.heads.push(Head { column, first, lanes });
        for (item, lane) in items.iter().zip(lane_of) {
            let alone = !items.iter().any(|other| !other.is(item) && other.meets(item));
            let (first, lanes) = if alone { (first, lanes) } else { (first + lane, 1) };
            self.spots.push(Spot { number: item.session.number, from: item.from, to: item.to, first, lanes });
        }
    }

    /// Minutes from midnight to the first line, and of one line.
    pub const fn raster(&self) -> (i32, i32) {
        (self.hours.0 * 60, STEP)
    }

    /// Hours of the day with the line that each stands at; they count on past midnight and are shown as 00:00.
    pub fn marks(&self) -> Vec<(String, i32)> {
        let (first, count) = self.hours;
        (0..count).map(|i| (format!("{:02}:00", (first + i) % 24), i * HOUR + 1)).collect()
    }

    /// The data-only style of the page: the grid and everything's place in it.
    pub fn style(&self) -> String {
        let lanes = self.next_column() - 2;
        let least = 4 + 11 * lanes;
        let height = self.hours.1 * HOUR;
        let mut css = format!(
            "#board-rooms,#board{{grid-template-columns:3.5rem repeat({lanes},minmax(11rem,1fr));min-inline-size:{least}rem}}\n\
             #board{{grid-template-rows:repeat({height},minmax(.5rem,auto))}}\n"
        );
        for (i, head) in self.heads.iter().enumerate() {
            let _ = writeln!(css, "#c{i}{{grid-column:{}/span {}}}", head.first, head.lanes);
        }
        for (i, (_, line)) in self.marks().iter().enumerate() {
            let _ = writeln!(css, "#h{i}{{grid-row:{line}}}");
        }
        for Spot { number, from, to, first, lanes } in &self.spots {
            let _ = writeln!(css, "#b{number}{{grid-area:{from}/{first}/{to}/span {lanes}}}");
        }
        css
    }
}

fn column_of(session: &Session, agenda: &Agenda) -> Column {
    match session.room {
        Some(room) if agenda.room(room).is_some() => Column::Room(room),
        _ if session.kind.is_pause() || session.place.is_empty() => Column::AllRooms,
        _ => Column::Elsewhere,
    }
}

/// Minutes from midnight to the beginning and to the end, which may lie on the next day.
pub(super) fn minutes(slot: Slot) -> (i32, i32) {
    let from = i32::from(slot.start.hour()) * 60 + i32::from(slot.start.minute());
    (from, from + slot.minutes.max(STEP))
}

/// The hours to show: a working day, and one more than is planned before and after, so that there is where to move to.
fn hours(sessions: &[&Session]) -> (i32, i32) {
    let times: Vec<_> = sessions.iter().filter_map(|session| session.slot).map(minutes).collect();
    let first =
        times.iter().map(|(from, _)| from / 60 - 1).min().unwrap_or(WORKING_DAY.0).clamp(0, WORKING_DAY.0);
    let last = times.iter().map(|(_, to)| (to + 59) / 60 + 1).max().unwrap_or(0).max(WORKING_DAY.1);
    (first, (last - first).min(48))
}

fn lines(session: &Session, first_hour: i32) -> Option<Loose<'_>> {
    let (from, to) = minutes(session.slot?);
    let line = |minute: i32| minute / STEP - first_hour * HOUR + 1;
    let from = line(from);
    Some(Loose { session, from, to: line(to + STEP - 1).max(from + LEAST) })
}

/// Side by side where they collide: each into the first lane that is free. Items come in order of time.
fn lanes(items: &[Loose<'_>]) -> (Vec<i32>, i32) {
    let mut free_from: Vec<i32> = Vec::new();
    let mut taken = Vec::new();
    for item in items {
        let lane = free_from.iter().position(|free| *free <= item.from).unwrap_or(free_from.len());
        match free_from.get_mut(lane) {
            Some(free) => *free = item.to,
            None => free_from.push(item.to),
        }
        taken.push(i32::try_from(lane).unwrap_or_default());
    }
    (taken, i32::try_from(free_from.len()).unwrap_or(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{DAY, hall, room_a, room_b, session};
    use super::*;
    use plenary_domain::agenda::SessionKind;
    use plenary_domain::{Lang, LocalText};

    fn board(sessions: Vec<Session>) -> Board {
        let mut agenda = Agenda { rooms: vec![hall(1), hall(2)], sessions, ..Agenda::default() };
        agenda.sort();
        Board::of(&agenda, DAY)
    }

    fn spots(board: &Board) -> Vec<(i32, i32, i32, i32, i32)> {
        board.spots.iter().map(|s| (s.number, s.from, s.to, s.first, s.lanes)).collect()
    }

    #[test]
    fn an_empty_day_is_a_board_from_eight_to_six() {
        let empty = board(vec![]);
        assert_eq!((empty.hours, empty.heads.len(), empty.spots.len()), ((8, 10), 2, 0));
        let nothing = Board::of(&Agenda::default(), DAY);
        assert_eq!(nothing.heads, [Head { column: Column::AllRooms, first: 2, lanes: 1 }]);
    }

    #[test]
    fn rooms_are_columns_and_a_plenary_spans_them() {
        let day = board(vec![
            session(1, 9, 15, 45, None),
            session(2, 10, 0, 60, Some(room_a())),
            session(3, 10, 0, 90, Some(room_b())),
        ]);
        assert_eq!(day.hours, (8, 10), "a working day");
        let long = board(vec![session(1, 7, 30, 60, None), session(2, 19, 0, 90, None)]);
        assert_eq!(long.hours, (6, 16), "an hour more on both sides");
        assert_eq!(day.raster(), (480, 5));
        assert_eq!(spots(&day), [(1, 16, 25, 2, 2), (2, 25, 37, 2, 1), (3, 25, 43, 3, 1)]);
    }

    #[test]
    fn times_between_quarters_keep_their_place() {
        let day = board(vec![session(1, 10, 50, 20, None), session(2, 11, 10, 50, Some(room_a()))]);
        assert_eq!(spots(&day), [(1, 35, 39, 2, 2), (2, 39, 49, 2, 1)]);
    }

    #[test]
    fn what_collides_in_a_room_stands_side_by_side_and_the_rest_keeps_the_whole_width() {
        let day = board(vec![
            session(1, 10, 0, 60, Some(room_a())),
            session(2, 10, 30, 60, Some(room_a())),
            session(3, 12, 0, 60, Some(room_a())),
        ]);
        assert_eq!(spots(&day), [(1, 25, 37, 2, 1), (2, 31, 43, 3, 1), (3, 49, 61, 2, 2)]);
        assert!(day.style().contains("3.5rem repeat(3,minmax(11rem,1fr))"), "{}", day.style());
    }

    #[test]
    fn lunch_makes_way_for_a_side_event_and_nothing_hides_anything() {
        let mut lunch = session(1, 13, 0, 60, None);
        lunch.kind = SessionKind::Meal;
        let mut foyer = session(3, 13, 0, 30, None);
        foyer.place = LocalText::default().with(Lang::En, "Foyer");
        let day = board(vec![lunch, session(2, 13, 0, 60, Some(room_b())), foyer]);
        let columns: Vec<_> = day.heads.iter().map(|head| head.column).collect();
        let all = [Column::AllRooms, Column::Room(room_a()), Column::Room(room_b()), Column::Elsewhere];
        assert_eq!(columns, all);
        assert_eq!(spots(&day), [(1, 61, 73, 2, 1), (2, 61, 73, 4, 1), (3, 61, 67, 5, 1)]);
    }

    #[test]
    fn a_session_over_midnight_is_shown_whole_on_its_own_day() {
        let day = board(vec![session(1, 22, 0, 180, None)]);
        let marks = day.marks();
        let shown = |i: usize| marks[i].0.as_str();
        assert_eq!((shown(0), shown(14), shown(16), marks.len()), ("08:00", "22:00", "00:00", 18));
        assert_eq!(spots(&day), [(1, 169, 205, 2, 2)]);
    }
}
