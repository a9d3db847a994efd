# Messages to many
admin-messages = Messages
admin-messages-lead = One text to everybody whom a list of registrations shows. Choose the people in the list first, with its filters, and then “Write to these people”.
admin-messages-none = No messages yet
message-new = New message
message-write = Write to these people
message-lead = Each person gets the message in their language, or in English where it is not written. A greeting stands before it, unless its first line ends with the field {"{name}"}. The facts of the event and the link to the status page follow.
message-about = For whom
message-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
message-purpose = What it is about
message-purpose-event = This event
message-purpose-event-hint = Goes to everybody who is chosen.
message-purpose-future = Events to come
message-purpose-future-hint = Goes only to those who agreed to be told of future events.
message-body = Text
message-save = Save the draft
message-saved = The draft is saved.
message-no-subject = Without a subject
message-nothing = Nothing is written yet.
message-state-draft = Draft
message-state-scheduled = Scheduled
message-state-sending = Being sent
message-state-stopped = Stopped
message-state-done = Sent
message-sent-of = Sent
message-figures = { $sent } of { $chosen } sent
message-progress = How far it is
message-due = Leaves
message-waiting = Still to come
message-failed = Not delivered
message-left-out = Left out: they have stopped such letters since
message-stop = Stop sending
message-stopped = { $count ->
    [one] The message is stopped. { $count } letter was taken back.
   *[other] The message is stopped. { $count } letters were taken back.
}
message-too-late = The message has been sent. There is nothing left to stop.
message-whom = Who gets it
message-look = See the list
message-fallback = “Russian → English” means: reads Russian, gets English, because it is not written in Russian. People who have stopped such letters are not counted.
message-edit = Change
message-confirm = Send
message-confirm-hint = Who gets the message is settled when you confirm. Whoever registers later does not get it.
message-to-confirm = Go on to sending
message-confirm-text = { $count ->
    [one] { $count } person gets this message. It can be stopped half-way, but what has left cannot be taken back.
   *[other] { $count } people get this message. It can be stopped half-way, but what has left cannot be taken back.
}
message-when-hint = Leave day and time empty to send it now. Otherwise in the time of the event, { $zone }.
message-day = Day
message-time = Time
message-send = { $count ->
    [one] Send to { $count } person
   *[other] Send to { $count } people
}
message-not-yet = Not yet
message-confirmed = { $count ->
    [one] The message goes to { $count } person.
   *[other] The message goes to { $count } people.
}
message-remove = Delete the draft
message-removed = The draft is deleted.
message-error-when = Enter a day and a time like 09:30, or neither
message-error-past = This time is over. Enter a later one
message-error-empty = Write the message in at least one language
message-error-both = Write the subject and the text in this language, or neither
message-error-nobody = Nobody would get this message. Choose other people
message-error-others = The list has changed since you opened the page: { $now } instead of { $told }. Look again and confirm.
message-error-state = This message has been confirmed already.
message-preview-title = As { $name } gets it
message-back = The message
message-previous = Previous
message-next = Next
message-place = { $place } of { $count }
message-other-language = In { $language }, because it is not written in { $wanted }.
admin-audit-save-message = saved a message
admin-audit-remove-message = deleted the draft of a message
admin-audit-confirm-message = sent a message to many
admin-audit-stop-message = stopped a message
admin-audit-message-done = handed over the last letters of a message
admin-audit-stop-letters = stopped letters that go to many
admin-audit-take-letters = wants letters that go to many again
admin-audit-send-trial = sent a letter to themselves

# Reminders
admin-rules = Reminders
admin-rules-lead = Letters that leave by themselves, counted from the dates of the event. When the event moves, they move. Everybody gets each of them once.
admin-audit-save-rule = changed a reminder
admin-audit-remove-rule = deleted a reminder
admin-audit-fire-rule = sent reminders
rule-new = New reminder
rule-own = A reminder of your own
rule-arrival = Practical information before arrival
rule-thank-you = Thank you, after the event
rule-sentence-before = { $days ->
    [one] { $days } day before { $anchor }, at { $time }: to { $whom }
   *[other] { $days } days before { $anchor }, at { $time }: to { $whom }
}
rule-sentence-after = { $days ->
    [one] { $days } day after { $anchor }, at { $time }: to { $whom }
   *[other] { $days } days after { $anchor }, at { $time }: to { $whom }
}
rule-sentence-on = { $anchor }, at { $time }: to { $whom }
rule-anchor-start = On the first day
rule-anchor-end = On the last day
rule-anchor-closes = On the day when registration closes
rule-of-start = the first day
rule-of-end = the last day
rule-of-closes = registration closes
rule-audience-confirmed = everybody who is confirmed
rule-audience-undecided = everybody who waits for a decision
rule-audience-waiting-list = everybody on the waiting list
rule-audience-active = everybody who has not been declined and has not withdrawn
rule-next = { $count ->
    [one] Next: { $moment }, to { $count } person.
   *[other] Next: { $moment }, to { $count } people.
}
rule-now = { $count ->
    [one] Since { $moment }, to { $count } person, and to those who join them.
   *[other] Since { $moment }, to { $count } people, and to those who join them.
}
rule-over = Its time was { $moment }.
rule-letters = { $count ->
    [one] { $count } letter so far.
   *[other] { $count } letters so far.
}
rule-on = On
rule-off = Off
rule-switch = This reminder is
rule-when = When
rule-when-hint = In the time of the event.
rule-days = Days
rule-side = Before or after
rule-before = before
rule-after = after
rule-anchor = What
rule-at = Time
rule-whom = To whom
rule-audience = People
rule-types = Representation types
rule-types-hint = Tick none for all types.
rule-save = Save
rule-saved = The reminder is saved.
rule-remove = Delete this reminder
rule-remove-text = Nobody gets this reminder any more.
rule-removed = The reminder is deleted.
rule-has-fired = This reminder has been sent to people. It can be switched off, but not deleted.
rule-words-elsewhere = What this letter says is written under “Wording”, for each representation type and language.
rule-error-days = Enter a number of days from 0 to { $most }
rule-error-at = Enter a time like 09:30
rule-error-many = There are { $most } reminders already. Delete one first

# The page on which a delegate stops letters that go to many
stop-letters-title = Letters to many
stop-letters-text = We sometimes write to many participants of { $event } at once. Letters about your own registration do not belong to these and come in any case.
stop-letters-stop = Send me no more letters to many
stop-letters-done = You get no more letters that go to many. Letters about your registration still come.
stop-letters-again = Send them to me again
