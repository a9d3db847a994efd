# Registrations: figures above the list
admin-registrations-registered = Registered
admin-registrations-of-places = { $count ->
    [one] of { $count } place
   *[other] of { $count } places
}
admin-registrations-bar = { $confirmed } confirmed, { $waiting } waiting for a decision, { $listed } on the waiting list, { $places } places in all
admin-registrations-n-confirmed = { $count } confirmed
admin-registrations-n-waiting = { $count } waiting
admin-registrations-last-days = Last 14 days
admin-registrations-new-today = new, { $count } today
admin-registrations-days-line = New registrations a day: { $count } in the last 14 days, { $today } today
admin-registrations-states = States
admin-registrations-states-represented = { $count ->
    [one] is represented
   *[other] are represented
}

# Tabs, filters, list
admin-registrations-by-status = By status
admin-registrations-all = All
admin-registrations-search = Search
admin-registrations-search-hint = Beginning of a name in any alphabet, e-mail, organisation or reference number
admin-registrations-type = Capacity
admin-registrations-type-any = All capacities
admin-registrations-state = State
admin-registrations-state-any = All States
admin-registrations-session = Session
admin-registrations-session-any = Any session
admin-registrations-find = Find
admin-registrations-clear = Show all again
admin-registrations-export = Export
admin-registrations-showing = Showing { $first }–{ $last } of { $total }, { $order }
admin-registrations-oldest-first = oldest first
admin-registrations-newest-first = newest first
admin-registrations-by-name = by name
admin-registrations-by-organisation = by organisation
admin-registrations-select = Select
admin-registrations-select-page = Select all on this page
admin-registrations-select-one = Select { $name }
admin-registrations-name = Name
admin-registrations-organisation = Organisation
admin-registrations-sent = Sent
admin-registrations-status = Status
admin-registrations-with-selected = With those selected:
admin-registrations-all-selected = { $count ->
    [one] { $count } registration that matches is selected
   *[other] All { $count } registrations that match are selected
}
admin-registrations-select-all = Select all { $count } that match
admin-registrations-select-none = Select none
admin-registrations-pages = Pages
admin-registrations-page-of = Page { $page } of { $pages }
admin-registrations-previous-page = Previous page
admin-registrations-next-page = Next page
admin-registrations-none-yet = Nobody has registered yet
admin-registrations-none-yet-hint = Registrations appear here as they come in.
admin-registrations-none-here = Nobody is in this list
admin-registrations-none-here-hint = The other lists are behind the words above.
admin-registrations-none-match = Nobody matches
admin-registrations-none-match-hint = Take out a filter, or look in another list.

# Deciding
admin-registrations-sure-confirm = { $count ->
    [one] Confirm { $count } registration?
   *[other] Confirm { $count } registrations?
}
admin-registrations-sure-waitlist = { $count ->
    [one] Move { $count } registration to the waiting list?
   *[other] Move { $count } registrations to the waiting list?
}
admin-registrations-sure-decline = { $count ->
    [one] Decline { $count } registration?
   *[other] Decline { $count } registrations?
}
admin-registrations-sure-reopen = { $count ->
    [one] Take up { $count } registration again?
   *[other] Take up { $count } registrations again?
}
admin-registrations-do-confirm = { $count ->
    [one] Confirm { $count } registration
   *[other] Confirm { $count } registrations
}
admin-registrations-do-waitlist = { $count ->
    [one] Move { $count } to the waiting list
   *[other] Move { $count } to the waiting list
}
admin-registrations-do-decline = { $count ->
    [one] Decline { $count } registration
   *[other] Decline { $count } registrations
}
admin-registrations-do-reopen = { $count ->
    [one] Take up { $count } again
   *[other] Take up { $count } again
}
admin-registrations-sure-lead = Nothing has been decided yet. Look at the names, then press the button below. Letters leave at once.
admin-registrations-sure-reopen-lead = Nothing has been decided yet. No letters are sent when a registration is taken up again.
admin-registrations-people-caption = Who is decided about, and the letter that each of them gets
admin-registrations-letter = Letter
admin-registrations-no-letter = No letter
admin-registrations-letter-to = { $letter }, in { $language }
admin-registrations-now = Now
admin-registrations-unable = These stay as they are
admin-registrations-unable-hint = What you chose is not possible from where they stand now.
admin-registrations-nobody-able = This is not possible for any of those selected.
admin-registrations-nobody-selected = Nobody was selected. Tick the boxes beside the names first.
admin-registrations-cut = More than { $count } match. This decision is about the first { $count }; repeat it for the others.
admin-registrations-reason = Reason for declining
admin-registrations-reason-hint = It stands in the letter, word for word. Write it in the language of the delegate.
admin-registrations-reason-empty = Enter the reason for declining
admin-registrations-back-to-list = Back to the list
admin-registrations-done-confirm = { $count ->
    [one] { $count } registration confirmed.
   *[other] { $count } registrations confirmed.
}
admin-registrations-done-waitlist = { $count ->
    [one] { $count } registration moved to the waiting list.
   *[other] { $count } registrations moved to the waiting list.
}
admin-registrations-done-decline = { $count ->
    [one] { $count } registration declined.
   *[other] { $count } registrations declined.
}
admin-registrations-done-reopen = { $count ->
    [one] { $count } registration taken up again.
   *[other] { $count } registrations taken up again.
}
admin-registrations-refused-no-place = { $count } refused, no place left: { $names }.
admin-registrations-refused-state = { $count ->
    [one] { $count } refused because it is now “{ $status }”: { $names }.
   *[other] { $count } refused because they are now “{ $status }”: { $names }.
}
admin-registrations-refused-reason = { $count } refused because declining needs a reason: { $names }.
admin-registrations-refused-rights = { $count } refused because you may not decide here: { $names }.
admin-registrations-and-more = and { $count } more

# One registration
admin-registrations-previous = Previous
admin-registrations-next = Next
admin-registrations-in-list = In this list
admin-registrations-answers = Answers
admin-registrations-reference = Reference number
admin-registrations-full-name = Name
admin-registrations-badge-name = Name on badge
admin-registrations-email = E-mail
admin-registrations-language = Language of letters
admin-registrations-position = Position
admin-registrations-food = Food
admin-registrations-access = Access needs
admin-registrations-consents = Has agreed to
admin-registrations-consents-none = None of the four questions
admin-registrations-consent-list = name in the list of participants
admin-registrations-consent-photo = photographs and recordings
admin-registrations-consent-contact = address to other participants
admin-registrations-consent-future = invitations to later events
admin-registrations-none = None
admin-registrations-sessions = Sessions
admin-registrations-sessions-none = No session with seats was chosen.
admin-registrations-seat-kept = Seat kept
admin-registrations-seat-waiting = Waiting list, place { $place }
admin-registrations-seat-none = No seat
admin-registrations-session-cancelled = Cancelled
admin-registrations-since = Since { $moment }
admin-registrations-waiting-place = Place { $place } on the waiting list
admin-registrations-reason-given = Reason: { $reason }
admin-registrations-next-steps = What next
admin-registrations-letters-none = No letters yet.
admin-registrations-status-page = Status page of the delegate
admin-registrations-status-page-hint = Whoever has this address sees and changes the registration. Give it to the delegate only.
admin-registrations-address = Address
admin-registrations-copy = Copy
admin-registrations-open = Open
admin-registrations-history = History

# More decisions
admin-registrations-sure-any = { $decision } ({ $count })
admin-registrations-done-any = { $decision }: done for { $count }.
admin-registrations-refused-deadline = { $count } refused because a deadline in the future is needed: { $names }.
admin-registrations-sure-undo-lead = Nothing has been decided yet. Look at the names, then press the button below. Letters wait { $minutes } minutes, so that you can take the decision back.
admin-registrations-question = What you ask
admin-registrations-question-hint = It stands in the letter and on the status page, word for word. Write it in the language of the delegate.
admin-registrations-question-empty = Enter what you ask
admin-registrations-reason-cancel = Reason for cancelling
admin-registrations-reason-over = Reason for going over the limit
admin-registrations-reason-over-hint = It is kept in the history and in the audit trail. The delegate does not see it.
admin-registrations-over-limit = Confirm although every place is taken
admin-registrations-needs-reason = Enter a reason
admin-registrations-answer-days = Days to answer
admin-registrations-answer-days-hint = From now. The delegate is reminded a day before.
admin-registrations-answer-days-wrong = Enter a number of days from 1 to 60
admin-registrations-fields-asked = Answers to look at
admin-registrations-undo = Take back
admin-registrations-undo-until = This decision can be taken back until { $time }. No letter has left yet.
admin-registrations-undone = Taken back: { $count }.
admin-registrations-undo-late = { $count } could not be taken back, the letters have left: { $names }.
admin-registrations-undo-changed = { $count } could not be taken back, something has happened since: { $names }.
admin-registrations-undo-gone = { $count } could not be taken back, the place has gone to somebody else: { $names }.
admin-registrations-answer-by = Answer by { $moment }
admin-registrations-held = Put aside
admin-registrations-hold = Put aside
admin-registrations-hold-hint = No place is offered to a registration that is put aside.
admin-registrations-unhold = Take up again
admin-registrations-facets = Beside the decision
admin-registrations-facets-save = Save
admin-registrations-facets-saved = Saved.
admin-registrations-badge-refused = The badge cannot become that from what it is now.
admin-registrations-queue-move = Move in the queue
admin-registrations-queue-to = New place in the queue
admin-registrations-queue-wrong = Enter a whole number from 1
admin-registrations-queue-reason = Reason
admin-registrations-queue-moved = Moved in the queue.
admin-registrations-queue-not = Not on the waiting list any more.
admin-registrations-change = The delegate asks for a change
admin-registrations-change-hint = Until you decide, the old answers stay valid.
admin-registrations-change-accept = Accept the change
admin-registrations-change-reject = Reject, with a reason
admin-registrations-change-reject-do = Reject
admin-registrations-change-reason = Reason for rejecting
admin-registrations-change-accepted = The change is accepted.
admin-registrations-change-rejected = The change is rejected.
admin-registrations-change-gone = This change is no longer open.
admin-registrations-change-misfit = The change no longer fits the other answers, or there is no place of that kind.

admin-registrations-more = More than { $count } match. Add a word or a filter to see fewer.

# The address
admin-registrations-unproven = The e-mail address is not confirmed.
admin-registrations-unproven-by = The e-mail address is not confirmed. Without that, the registration ends on { $moment }.
admin-registrations-vouch = I vouch for this address
admin-registrations-vouch-done = The registration no longer ends by itself.
