# Releasing the agenda
admin-release-title = Release { $number }
admin-release-lead-first = The agenda becomes public as it stands in the draft.
admin-release-lead = What participants will see differently, compared with release { $number }.
admin-release-for-whom = Everybody sees the new agenda at once, and calendars that follow it take over the new times.
admin-release-hidden = The event is not public yet: only the secretariat sees the release until you make the event public in the settings.
admin-release-nothing = Nothing to release
admin-release-nothing-text = The draft is the same as release { $number }.
admin-release-nothing-at-all = Nothing is in the timetable yet.
admin-release-blocked = { $count ->
    [one] { $count } thing has to be put right first
   *[other] { $count } things have to be put right first
}
admin-release-warnings = { $count ->
    [one] { $count } thing to look at
   *[other] { $count } things to look at
}
admin-release-warnings-text = You may release all the same.
admin-release-back = Back to the timetable
admin-release-group-new = { $count ->
    [one] { $count } new session
   *[other] { $count } new sessions
}
admin-release-group-moved = { $count ->
    [one] { $count } session takes place at another time or place
   *[other] { $count } sessions take place at another time or place
}
admin-release-group-cancelled = { $count ->
    [one] { $count } session does not take place
   *[other] { $count } sessions do not take place
}
admin-release-group-restored = { $count ->
    [one] { $count } session takes place after all
   *[other] { $count } sessions take place after all
}
admin-release-group-roles = { $count ->
    [one] { $count } session with other speakers or roles
   *[other] { $count } sessions with other speakers or roles
}
admin-release-group-text = { $count ->
    [one] { $count } session with other texts
   *[other] { $count } sessions with other texts
}
admin-release-was = Until now:
admin-release-now = From now on:
admin-release-without-time = without a time
admin-release-signed-up = { $count ->
    [one] { $count } person has signed up
   *[other] { $count } people have signed up
}
admin-release-comment = What is new
admin-release-comment-hint = A sentence or two. It is kept with the release.
admin-release-publish = Publish release { $number }
admin-release-published = Release { $number } is published.
admin-release-meanwhile = Somebody changed the draft while you were looking at it. Nothing was published. The list below is new: read it once more.
admin-release-error-blocked = Nothing was published: something has to be put right first.
admin-release-error-nothing = Nothing was published: the draft is the same as the last release.
admin-releases-title = Releases
admin-releases-caption = All releases, the latest first
admin-releases-number = Number
admin-releases-when = Published
admin-releases-who = By
admin-releases-changes = Changes
admin-releases-comment = What was new
admin-releases-current = Public now
admin-releases-empty = Nothing has been released yet
admin-releases-empty-text = Participants see the agenda after the first release.
admin-releases-see = See the sessions
admin-releases-kind-new = new
admin-releases-kind-moved = moved
admin-releases-kind-cancelled = cancelled
admin-releases-kind-restored = takes place after all
admin-releases-kind-roles = speakers
admin-releases-kind-text = texts
admin-releases-open = open this release
admin-old-release-title = Release { $number } as it was published
admin-release-group-items = { $count ->
    [one] { $count } session about other items of the agenda
   *[other] { $count } sessions about other items of the agenda
}
admin-releases-kind-items = items
admin-release-told = Who is told by letter
admin-release-told-nobody = Nobody: no session that people have signed up for is new, off, moved or has other speakers.
admin-release-told-people = { $count ->
    [one] { $count } person who has signed up
   *[other] { $count } people who have signed up
}
admin-release-told-speakers = Speakers, about their own sessions:
admin-release-told-unknown = No e-mail address is known of:
admin-release-told-held = The letters leave in { $minutes } minutes. What is released until then goes into the same letter.
admin-release-told-today = The event takes place today: the letters leave at once and say so.
admin-release-letters = Letters
admin-release-quiet = Send no letters about this release
admin-release-quiet-hint = It is kept with the release that none were sent.
admin-releases-letters = Told by letter
admin-releases-quiet = none wanted
