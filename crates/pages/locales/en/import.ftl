# Taking over an agenda of another program
import-title = Import an agenda
import-back = Back to the timetable
import-lead = Take over sessions from a file of another program. First you see what would change. Nothing is written before you say so.
import-file = File
import-file-hint = schedule.xml, schedule.json or an iCalendar file (.ics), up to 20 MB, from this device.
import-language = Language of its titles and texts
import-language-hint = Texts in other languages stay as they are.
import-dates = Days
import-move = Move the dates of the event
import-move-note = The event then takes place on the days of the file. Without this, sessions on other days are not taken.
import-look = See what would change
import-other-file = Another file
import-plan-title = What the import would change
import-sum = Altogether
import-new = { $count ->
    [one] { $count } new session
   *[other] { $count } new sessions
}
import-changed = { $count ->
    [one] { $count } session that differs
   *[other] { $count } sessions that differ
}
import-same = { $count ->
    [one] { $count } session that is the same
   *[other] { $count } sessions that are the same
}
import-missing = { $count ->
    [one] { $count } session that is not in the file
   *[other] { $count } sessions that are not in the file
}
import-missing-tick = They stay. Tick those that should be removed.
import-not-taken = { $count ->
    [one] { $count } entry can't be taken
   *[other] { $count } entries can't be taken
}
import-notes = { $count ->
    [one] { $count } entry is not taken as it stands
   *[other] { $count } entries are not taken as they stand
}
import-made = Made on the way: rooms { $rooms }, topics { $topics }, people { $people }.
import-new-dates = The event takes place { $dates }.
import-nothing = The file changes nothing.
import-promise = All of it is written at once, into the draft. Participants see it after the next release.
import-apply = Import
import-differs = Differs: { $fields }
import-more = and { $count } more
import-at = at { $line }
import-field-title = title
import-field-summary = summary
import-field-time = time
import-field-room = room
import-field-topics = topics
import-field-people = people
import-field-cancelled = cancelled or not
import-why-no-title = It has no title.
import-why-no-start = It does not say when it begins.
import-why-unreadable-start = Its beginning can't be read.
import-why-all-day = It has a date and no time.
import-why-unreadable-length = Its length can't be read.
import-why-too-short = It is shorter than five minutes.
import-why-too-long = It is longer than a day.
import-why-twice = Another session of the file has the same identifier.
import-why-outside = { $day } is not a day of the event.
import-why-skipped = The clocks skip this time on that day.
import-why-too-many = The file has more sessions than can be taken: the rest is left out.
import-why-shortened = Too long and shortened: { $field }.
import-why-unknown-zone = Its time zone is unknown. It is taken in that of the calendar or of the event.
import-why-repeats = It repeats. Only its first time is taken.
import-unreadable-empty = The file is empty.
import-unreadable-large = The file is larger than { $mb } MB.
import-unreadable-unknown = The file is not a schedule.xml, a schedule.json or an iCalendar file.
import-unreadable-broken = The file is broken at line { $line }.
import-unreadable-doctype = The file declares a document type at line { $line }. For safety such files are not read: take that line out.
import-unreadable-much = The file has more pieces than any agenda.
import-unreadable-no-sessions = There is no session in the file.
import-making = { $done } of { $total } sessions are written
import-done = Imported into the draft: { $new } new, { $changed } changed, { $removed } removed.
import-in-use = Nothing was imported: people have signed up for “{ $title }”. Leave it unticked, or cancel it by hand.
import-meanwhile = Nothing was imported: the draft has changed meanwhile. Below is what the file would change now.
import-gone = That file is no longer there. Choose it once more.
admin-audit-import-agenda = imported an agenda
import-audit = { $file }: { $new } new, { $changed } changed, { $removed } removed
