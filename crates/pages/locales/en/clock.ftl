# When the clocks of a zone change
clock-shifted = { $count ->
    [one] published session is at another moment now
   *[other] published sessions are at another moment now
}
clock-shifted-note = The zone of the event counts its hours differently since the last release. Look at the times and release once more, so that calendars follow.
admin-session-error-skipped = The clocks skip this time on that day. Choose an earlier or a later start.
