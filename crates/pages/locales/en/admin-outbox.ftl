# How the outbox is run
letter-stage-waiting = Waiting
letter-stage-held = Held back
letter-stage-in-flight = On its way
letter-stage-deferred = Tried again later
letter-stage-sent = Sent
letter-stage-failed = Not delivered
letter-stage-bounced = Came back
letter-stage-cancelled = Taken back
admin-outbox-state = State
admin-outbox-state-any = Any state
admin-outbox-open = All that have not left
admin-outbox-kind-any = Any letter
admin-outbox-unreachable = Not sent: two letters to this address came back. Correct the address, or say below that it is right.
admin-outbox-bounced = Came back
admin-outbox-bounce-status = Code
admin-outbox-settled = Looked after
admin-outbox-settle = The address is right
admin-outbox-settle-hint = Letters to { $address } came back. If the address is wrong, correct it in the registration. If it is right, say so: letters go there again.
admin-outbox-settle-done = Letters go to { $address } again.
admin-outbox-pause = Hold letters back
admin-outbox-pause-hint = Letters of this event are written down and wait. Nothing is lost. Those that are on their way can’t be called back.
admin-outbox-pause-reason = Why
admin-outbox-pause-reason-hint = Your colleagues read it here, and it stays in the history.
admin-outbox-pause-empty = Say in a few words why letters are held back.
admin-outbox-paused = Letters are held back
admin-outbox-paused-by = { $name }, { $when }
admin-outbox-resume = Let letters go
admin-outbox-pause-done = Letters are held back.
admin-outbox-resume-done = Letters leave again, the oldest first.
admin-outbox-late = { $count ->
    [one] letter waits for longer than it should
   *[other] letters wait for longer than they should
}
admin-outbox-late-note = Look at what the mail server says. If nothing at all leaves, tell whoever runs the server.
admin-outbox-came-back = { $count ->
    [one] letter came back
   *[other] letters came back
}
admin-outbox-came-back-note = Correct the address, or say that it is right.
admin-outbox-paused-note = Nothing leaves until you let letters go.
status-undelivered-title = We could not reach { $address }
status-undelivered = Our last letter came back. Correct your address, so that you get what we send. What you read on this page is true all the same.
status-undelivered-change = Correct the address
admin-audit-pause-letters = held letters back
admin-audit-resume-letters = let letters go
admin-audit-settle-bounces = looked after letters that came back
