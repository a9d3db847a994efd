# The timetable editor
admin-agenda-title = Agenda
admin-agenda-title-day = Agenda, { $day }
admin-agenda-tabs = Parts of the agenda
admin-agenda-tab-timetable = Timetable
admin-agenda-tab-rooms = Rooms
admin-agenda-tab-topics = Topics
admin-agenda-tab-speakers = Speakers
admin-agenda-tab-items = Items
admin-agenda-tab-documents = Documents
admin-agenda-tab-releases = Releases
admin-agenda-days = Days
admin-agenda-never-released = Draft, not released yet
admin-agenda-draft = Draft, { $count ->
    [one] { $count } change
   *[other] { $count } changes
} since release { $release }
admin-agenda-released = Released, number { $release }
admin-agenda-as-participant = See as a participant
admin-agenda-release = Release…
admin-agenda-see-changes = See what changes
admin-agenda-add = Add a session
admin-agenda-help = Drag a session, or select it and use the form.
admin-agenda-zone = Times are those of { $zone } ({ $offset }).
admin-agenda-board = { $day } by room
admin-agenda-all-rooms = All rooms
admin-agenda-elsewhere = Other places
admin-agenda-seats = { $count ->
    [one] { $count } seat
   *[other] { $count } seats
}
admin-agenda-cancelled = Cancelled
admin-agenda-empty-day = Nothing is planned on this day yet.
admin-agenda-checks = { $count ->
    [one] { $count } thing to check
   *[other] { $count } things to check
}
admin-agenda-nothing-to-check = Nothing to check
admin-agenda-all-fits = No room and no speaker is taken twice.
admin-agenda-blocks = This has to be put right before a release.
admin-agenda-check-room = Two sessions in one room at the same time.
admin-agenda-check-speaker = The same speaker in two sessions at the same time.
admin-agenda-check-day = On a day that is not a day of the event.
admin-agenda-check-seats = More seats than the room has.
admin-agenda-check-seats-numbers = { $seats } seats to sign up for, { $capacity } in the room
admin-agenda-check-chair = Speakers, but nobody who chairs or moderates.
admin-agenda-flag-room = Room taken twice
admin-agenda-flag-speaker = Speaker taken twice
admin-agenda-flag-day = Not a day of the event
admin-agenda-flag-seats = { $seats } seats, room for { $capacity }
admin-agenda-flag-chair = No chair
admin-agenda-earlier = 15 min earlier
admin-agenda-later = 15 min later
admin-agenda-to-room = To { $room }
admin-agenda-to-all-rooms = To all rooms
admin-agenda-take-out = Take out
admin-agenda-day = Day
admin-agenda-starts = Starts
admin-agenda-lasts = Lasts
admin-agenda-room = Room
admin-agenda-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
admin-agenda-save = Save
admin-agenda-put-in = Put into the timetable
admin-agenda-edit = Edit all details
admin-agenda-see-details = See all details
admin-agenda-tray = Not in the timetable yet ({ $count })
admin-agenda-tray-empty = Every session has a time.
admin-agenda-moved = Saved: { $when }.
admin-agenda-taken-out = Taken out of the timetable.
admin-agenda-outside = This day is not a day of the event. Nothing was saved.
admin-agenda-not-moved = A session can't be moved before the beginning or after the end of its day. Nothing was saved.
admin-agenda-tab-checks = Checks
admin-agenda-more-checks = { $count ->
    [one] And { $count } more. Put these right first.
   *[other] And { $count } more. Put these right first.
}
admin-agenda-check-turnover = The same speaker in two rooms, one right after the other.
admin-agenda-check-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
admin-agenda-check-wishes = More people have signed up than the room has seats.
admin-agenda-check-wishes-numbers = { $people } people, { $capacity } seats in the room
admin-agenda-check-interpreters = One team of interpreters works for too long.
admin-agenda-check-one-gender = Everybody on this panel is of the same gender.
admin-agenda-check-moderator-only = One gender only moderates on this panel.
admin-agenda-flag-turnover = Change of rooms in { $minutes } min
admin-agenda-flag-wishes = { $people } people, { $capacity } seats
admin-agenda-flag-interpreters = Interpreters need a pause
admin-agenda-flag-one-gender = One gender only
admin-agenda-flag-moderator-only = One gender only moderates
admin-agenda-free-time = First free time for the second one: { $when }.
admin-agenda-first-free = First free time in this room:
admin-agenda-move-there = Move there
admin-agenda-more = Copy, split or swap
admin-agenda-copy = Make a copy without a time
admin-agenda-split-at = In two parts at
admin-agenda-split = Split
admin-agenda-swap-with = With
admin-agenda-swap = Swap
admin-agenda-copied = Copied. The copy is not in the timetable yet.
admin-agenda-split-done = Split. The second part is selected.
admin-agenda-swapped = Swapped.
admin-agenda-not-split = A part has to be at least 5 minutes long and begin on the same day. Nothing was saved.
admin-agenda-undo-move = Undo: move of “{ $title }”
admin-agenda-undo-take-out = Undo: taking out “{ $title }”
admin-agenda-undo-put-in = Undo: putting in “{ $title }”
admin-agenda-undo-swap = Undo: swap of “{ $title }”
admin-agenda-undo-copy = Undo: copy of “{ $title }”
admin-agenda-undo-split = Undo: split of “{ $title }”
admin-agenda-undo-by = { $what } ({ $who })
admin-agenda-undone = Taken back.
admin-agenda-undo-meanwhile = Something has been changed since. Nothing was taken back. Below is how the agenda stands now.
admin-agenda-undo-in-use = People have signed up for this session. It stays: cancel it instead.
admin-agenda-ask = { $count ->
    [one] This would bring { $count } thing to check
   *[other] This would bring { $count } things to check
}
admin-agenda-ask-blocked = This can’t be saved
admin-agenda-ask-blocked-text = At this event nobody may save what collides like this.
admin-agenda-ask-meanwhile = { $who } changed this session on { $when }
admin-agenda-ask-meanwhile-somebody = Somebody else changed this session meanwhile
admin-agenda-ask-which = Nothing was saved. Which of the two is right?
admin-agenda-ask-now = Now
admin-agenda-ask-then = As you want it
admin-agenda-ask-yes = Save all the same
admin-agenda-ask-mine = Save mine
admin-agenda-ask-theirs = Keep theirs
admin-agenda-ask-no = Leave it as it is
admin-agenda-keyboard = Keyboard
admin-agenda-keyboard-text = Go to the Move button of a session and press Enter. Arrows move it by 15 minutes or to the next room, Shift with up or down changes its length, Enter puts it down, Escape puts it back.
admin-agenda-js-free = free
admin-agenda-js-taken = another session is here
admin-agenda-js-busy = a speaker is busy
admin-agenda-js-lifted = Lifted.
admin-agenda-js-put = Saved.
admin-agenda-js-back = Back in its old place.
admin-agenda-js-asks = Not saved yet: there is something to decide.
admin-agenda-js-failed = It could not be saved. Look whether you are connected, and try again.
admin-agenda-js-move = Move

# How serious each kind of conflict is
admin-checks-title = Checks
admin-checks-lead = What is looked for while the agenda is edited, and what follows from it. Whatever is only to be checked never stands in the way.
admin-checks-places = Rooms and times
admin-checks-people = People
admin-checks-panels = Panels, where everybody has told their gender
admin-checks-save = Save
admin-checks-saved = Saved.
admin-checks-meanwhile = Somebody else has edited the agenda meanwhile. Nothing was saved.
admin-checks-see = See what is saved
admin-checks-usual = { $level } (usual)
admin-checks-level-save = Can’t be saved
admin-checks-level-release = Stands in the way of a release
admin-checks-level-warn = To be checked
admin-checks-level-ignore = Not looked for
admin-checks-room-twice = Two sessions in one room
admin-checks-person-twice = One person in two sessions
admin-checks-outside-event = On a day that is not a day of the event
admin-checks-outside-hours = Outside the hours of the room
admin-checks-turnover = Less than 10 minutes to change rooms
admin-checks-room-too-small = More seats to sign up for than the room has
admin-checks-too-many-wishes = More people have signed up than the room has seats
admin-checks-no-chair = Nobody chairs or moderates
admin-checks-interpretation = Interpreters work for more than 3 hours without a pause
admin-checks-booths = More languages than the room has booths
admin-checks-public-link = A closed session with a public link
admin-checks-declined = Somebody has declined
admin-checks-not-registered = Somebody is not registered
admin-checks-one-gender = Everybody is of one gender
admin-checks-moderator-only = One gender only moderates
admin-agenda-check-hours = Outside the hours of the room.
admin-agenda-check-booths = More languages than the room has booths.
admin-agenda-check-booths-numbers = { $languages } languages, { $booths } booths
admin-agenda-check-link = Not for the public, but with a link for everybody.
admin-agenda-check-declined = Somebody on the list has declined.
admin-agenda-check-not-registered = Somebody who speaks is not registered.
admin-agenda-flag-hours = Outside the room’s hours
admin-agenda-flag-booths = Too few booths
admin-agenda-flag-link = Public link
admin-agenda-flag-declined = Somebody has declined
admin-agenda-flag-not-registered = Somebody is not registered
