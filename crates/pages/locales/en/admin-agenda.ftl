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
admin-agenda-help = Select a session to move it.
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
admin-agenda-meanwhile = Somebody else changed this session meanwhile. Nothing was saved. Below is how it stands now: make your change again if it is still needed.
admin-agenda-outside = This day is not a day of the event. Nothing was saved.
admin-agenda-not-moved = A session can't be moved before the beginning or after the end of its day. Nothing was saved.
