# The dashboard
admin-dashboard-before = { $days ->
    [one] { $day }, { $days } day before the event
   *[other] { $day }, { $days } days before the event
}
admin-dashboard-during = { $day }, the event is on
admin-dashboard-after = { $day }, the event is over
admin-dashboard-todo = To do today
admin-dashboard-todo-none = Nothing waits for you.
admin-dashboard-waiting = { $count ->
    [one] registration waits for a decision
   *[other] registrations wait for a decision
}
admin-dashboard-oldest = { $days ->
    [0] The oldest came in today.
    [one] The oldest has waited { $days } working day.
   *[other] The oldest has waited { $days } working days.
}
admin-dashboard-promise = { $days ->
    [one] You promised an answer within { $days } working day.
   *[other] You promised an answer within { $days } working days.
}
admin-dashboard-late = Late
admin-dashboard-failed = { $count ->
    [one] letter was not delivered
   *[other] letters were not delivered
}
admin-dashboard-failed-note = Look at what the mail server said, then send it again.
admin-dashboard-queued = { $count ->
    [one] letter waits to be sent
   *[other] letters wait to be sent
}
admin-dashboard-queued-note = Letters leave within seconds; one that could not is tried again for three days.
admin-dashboard-unreleased = { $count ->
    [one] change of the agenda is not released
   *[other] changes of the agenda are not released
}
admin-dashboard-unreleased-note = The public still sees the last release.
admin-dashboard-conflicts = { $count ->
    [one] conflict in the agenda
   *[other] conflicts in the agenda
}
admin-dashboard-conflicts-note = A room or a person twice at one time, or seats that do not fit.
admin-dashboard-over-time = Registrations over time
admin-dashboard-n-sent = { $count } sent
admin-dashboard-growth = { $sent ->
    [one] { $sent } registration since { $since }. { $confirmed } confirmed.
   *[other] { $sent } registrations since { $since }. { $confirmed } of them are confirmed.
}
admin-dashboard-no-registrations = Nobody has registered yet. The lines begin with the first registration.
admin-dashboard-by-type = Capacities
admin-dashboard-by-type-caption = Registrations by capacity
admin-dashboard-by-state = States
admin-dashboard-by-state-caption = Registrations by State
admin-dashboard-people = People
admin-dashboard-bar = Bar
admin-dashboard-others = { $count ->
    [one] { $count } other
   *[other] { $count } others
}
admin-dashboard-none-yet = No registrations yet.
admin-dashboard-fullest = Fullest sessions
admin-dashboard-fullest-caption = Seats taken in the fullest sessions
admin-dashboard-fullest-none = No session has a limited number of seats.
admin-dashboard-seats = Seats
admin-dashboard-seats-of = { $taken } of { $total }
admin-dashboard-seats-waiting = { $count } waiting
admin-dashboard-latest = Latest changes
admin-dashboard-latest-all = The whole audit trail
admin-dashboard-duplicates = { $count ->
    [one] pair of registrations may be one person
   *[other] pairs of registrations may be one person
}
admin-dashboard-duplicates-note = Compare the two; nothing is merged by itself.
