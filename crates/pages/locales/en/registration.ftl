# Registration form
register-steps = Progress
register-step-of = Registration, step { $number } of { $total }
register-done-word = (done)
register-page-title = { $step } (step { $number } of { $total })
register-save = Save and continue
register-send = Send my registration
register-saved = Your answers are saved on every step. Keep the address of this page to come back to them within 30 days.

contact-lead = We write to you about your registration and nothing else.
field-email = E-mail address
field-email-hint = Use an address that you read yourself. Only the secretariat sees it.
field-language = Language of our letters

about-lead = We use your name for your badge and for letters.
field-title = Title
field-title-hint = For example, Ambassador, Professor, Dr, Colonel
field-given = Given names
field-given-hint = In Latin letters, as in your passport
field-family = Family name
field-family-hint = In Latin letters, as in your passport. If you have only one name, write it here and leave “Given names” empty.
field-spelling = “{ $name }” in Latin letters is often: { $latin }. Your passport decides; we change nothing.
field-badge = Name on your badge
field-badge-hint = In any script. This is how other participants will see you. If you leave it empty, we take the name above.

organisation-lead = Tell us in what capacity you take part.
field-type = You take part as a representative of
field-state = State you represent
field-state-hint = Needed if you represent a State. If you come for an international organisation, leave it open.
field-state-empty = No State
field-organisation = Organisation
field-organisation-hint = Ministry, organisation, university or newsroom, by its full name
field-position = Position
field-position-hint = For example, Head of Training Department

sessions-lead = Choose one session for each time. Sessions that are not listed here are open to every participant.
sessions-none = This event has no sessions to choose. Every participant may come to all of them.
sessions-no-choice = None of these
sessions-wait = { $count ->
    [one] Full. If you choose it, you join the waiting list ({ $count } person before you)
   *[other] Full. If you choose it, you join the waiting list ({ $count } people before you)
}
sessions-note = Seats are kept for you when you send your registration.

needs-lead = All of this is optional. Only the people who arrange it see it, and we delete it after the event.
field-food = Food
field-food-note = Allergies and anything else about food
field-access = Access needs
field-access-note = Anything else that we should arrange

check-lead = Look at your answers. You can change them later, too.
check-your-answers = Your answers
check-change = Change
check-nothing = Not answered
check-consents = What you agree to
check-consents-hint = Each is your free choice and changes nothing about your registration.
consent-list = My name, organisation and position may appear in the list of participants
consent-photo = I may be in photographs and recordings of the event
consent-contact = Other participants may get my e-mail address
consent-future = You may invite me to later events
consent-notice = I have read how you use my data
consent-notice-link = How we use your data

# Closed
closed-title = Registration is closed
closed-text = Registration closed on { $moment }. Write to the secretariat if you still need to come.
not-yet-title = Registration is not open yet
not-yet-text = Registration opens on { $moment }.

# Status page
reference = Reference number
status-title-submitted = We have received your registration
status-title-confirmed = Your registration is confirmed
status-title-waitlisted = You are on the waiting list
status-title-declined = Your registration was declined
status-title-withdrawn = You have withdrawn your registration
status-lead-submitted = { $days ->
    [one] It is not confirmed yet. The secretariat answers within { $days } working day and writes to { $email }.
   *[other] It is not confirmed yet. The secretariat answers within { $days } working days and writes to { $email }.
}
status-lead-confirmed = We are glad that you are coming. The confirmation went to { $email }.
status-lead-waitlisted = You have place { $place } in the queue. We write to { $email } as soon as there is news.
status-lead-declined = Write to the secretariat if you want to talk about it.
status-lead-withdrawn = Your place is free for somebody else. You can register again while registration is open.
status-reason = Reason
status-next = What happens next
status-path-sent = Registration sent
status-path-decision = The secretariat decides
status-path-place = A place becomes free
status-path-confirmed = Confirmed
status-path-badge = Your badge
status-path-badge-text = Show the code on this page at the registration desk. Bring your passport.
status-path-now = Now
status-path-decision-text = We write to you in { $language }, as you asked.
status-sessions = Your sessions
status-seat-kept = Seat kept
status-seat-waiting = Waiting list, place { $place }
status-calendar = Add my sessions to a calendar
status-withdraw = Withdraw my registration
status-pass = Your code
status-qr = QR code of your registration, { $reference }
status-code-hint = If the code cannot be scanned, tell the desk this number.
status-keep = Keep the address of this page. It is your way back to your registration, and it is secret.
status-no-letter = No e-mail from us? Look in the spam folder, or
status-send-again = send it again
status-register-again = Register again
status-sent-again = The letter is on its way again.
status-sent-already = We sent it a few minutes ago. Look again in a while.
status-changed = Your answers are changed.
status-language-name = { $code ->
    [ru] Russian
    [kk] Kazakh
   *[en] English
}
change-title = Change your answers
change-email-hint = To change your e-mail address, write to the secretariat.
change-save = Save
change-cancel = Back without changes
change-meanwhile = These answers were changed on another device since you opened this page. Look at them again and save once more.
withdraw-title = Withdraw your registration
withdraw-lead = Your place and your seats go to the next person in the queue. This cannot be undone, but you can register again while registration is open.
withdraw-reason = Reason
withdraw-reason-hint = It helps the organisers to plan.
withdraw-do = Withdraw
withdraw-keep = Keep my registration

# More states, and what one is asked
error-type-not-yet = This can be chosen from { $moment }.
error-type-closed = This could be chosen until { $moment }. Write to the secretariat.
error-type-full = All places for this capacity are taken
status-title-awaiting-endorsement = We have received your registration
status-lead-awaiting-endorsement = The focal point of your delegation has to endorse it first. We write to { $email } then.
status-title-info-requested = We need something from you
status-lead-info-requested = Please answer by { $moment }. After that your registration ends.
status-title-offered = A place is free for you
status-lead-offered = It is kept for you until { $moment }. Take it, or pass it on.
status-title-reconfirm-required = Are you still coming?
status-lead-reconfirm-required = Something about the event has changed. Your place is kept until { $moment }.
status-title-waitlist-closed = There was no place for you
status-lead-waitlist-closed = You are no longer on the waiting list. Write to the secretariat if you still want to come.
status-title-cancelled = Your registration was cancelled
status-lead-cancelled = Write to the secretariat if you want to talk about it.
status-title-replaced = Somebody else comes in your place
status-lead-replaced = Your delegation has named another person.
status-title-expired = Your registration has expired
status-lead-expired = We did not get what we asked for in time. Write to the secretariat if you still want to come.
status-asked = What the secretariat asks
status-asked-fields = Please look at these answers
status-reply-info = I have completed it
status-reply-take = Take the place
status-reply-pass = Pass it on
status-reply-still = Yes, I am coming
status-reply-not = No, I cannot come
status-replied = Thank you. Your answer has arrived.
status-reply-late = It is too late for this answer.
status-path-answer = You answer
status-path-by = By { $moment }
status-path-endorsement = Your delegation endorses it
status-change-asked = These changes wait for the secretariat. Until then the old answers stay valid.
status-change-sent = We have passed the change of your name, organisation or capacity to the secretariat. It writes to you.
change-controlled = Changes of name, organisation, State and capacity go to the secretariat first, because your registration was decided upon with them.

status-merged = This registration was merged into { $reference }. That one stands; there is nothing for you to do.
status-remote = Follow from afar now
status-letters = Letters to you

# From a letter
from-letter-go-on = Go on with your registration
from-letter-go-on-lead = Your answers so far are kept.
from-letter-go-on-do = Go on
from-letter-prove = Confirm your e-mail address
from-letter-prove-lead = Press the button, and we know that our letters reach you.
from-letter-prove-do = Confirm my address
from-letter-old = This letter is older than 48 hours
from-letter-old-lead = Its button no longer works. We can send you a new letter.
from-letter-old-do = Send a new letter
trap-label = Leave this field empty
register-no-letter = We have sent no letter, because many letters went out a short while ago. Go on here: your answers are kept.
status-unproven = Your e-mail address is not confirmed yet
status-unproven-by = Open our letter and press its button by { $moment }. Until then everything is kept for you; after that your registration ends.
status-unproven-free = Open our letter and press its button, so that we know that our letters reach you.
status-proven = Thank you. Your address is confirmed.
status-no-letter-sent = We have sent no letter, because many letters went out a short while ago. This page is all you need. You can have the letter sent later.
