# Kinds of letter and where a letter is, for organisers
letter-received = Registration received
letter-confirmed = Registration confirmed
letter-waiting-list = Waiting list
letter-declined = Registration declined
letter-withdrawn = Registration withdrawn

# Subjects: the state first, since telephones show no more
letter-subject-received = Registration received: { $event } ({ $reference })
letter-subject-confirmed = Registration confirmed: { $event } ({ $reference })
letter-subject-waiting-list = Waiting list: { $event } ({ $reference })
letter-subject-declined = Registration declined: { $event } ({ $reference })
letter-subject-withdrawn = Registration withdrawn: { $event } ({ $reference })

# What has happened
letter-heading-received = We have received your registration
letter-heading-confirmed = Your registration is confirmed
letter-heading-waiting-list = You are on the waiting list
letter-heading-declined = We cannot confirm your registration
letter-heading-withdrawn = Your registration is withdrawn
letter-greeting = Dear { $name },
letter-lead-received = Your registration is not yet confirmed. The secretariat reads each registration and decides.
letter-lead-confirmed = A place is kept for you. We are glad that you are coming.
letter-lead-waiting-list = All places are taken at present. We keep your registration, and we write to you when a place becomes free for you.
letter-lead-declined = Thank you for your interest in this event. The secretariat is sorry that it cannot give you a place.
letter-lead-withdrawn = Your place and your seats in sessions are free again.

# Facts
letter-label-reference = Reference number
letter-label-event = Event
letter-label-date = Date
letter-label-dates = Dates
letter-label-place = Place
letter-label-zone = Time zone
letter-reason-declined = Reason
letter-reason-withdrawn = The reason you gave

# What happens next
letter-next = What happens next
letter-next-answer = { $days ->
    [one] We answer within { $days } working day. The answer comes to this address.
   *[other] We answer within { $days } working days. The answer comes to this address.
}
letter-next-travel = Wait for our answer before you pay for travel.
letter-next-change = You can change your answers or withdraw on your status page.
letter-next-desk = Show the code on your status page at the registration desk. Bring your passport or identity card.
letter-next-own = We have not arranged a visa, travel or a hotel for you.
letter-next-calendar = The attached calendar file has your sessions. The agenda may change. The latest one is on our site.
letter-next-withdraw = If you cannot come, withdraw on your status page. Somebody else can then have your place.
letter-next-queue = Your place on the waiting list is number { $place } today. It does not promise you a place at the event.
letter-next-free = If a place becomes free for you, we write to you at once.
letter-next-leave = If you no longer want to come, withdraw on your status page.
letter-next-mistake = If you think that this is a mistake, answer this letter. A person reads it.
letter-next-not-you = If it was not you who withdrew, answer this letter at once.
letter-next-back = If you want to come after all, answer this letter.

# Sessions
letter-sessions = Your sessions
letter-seat-kept = Seat kept
letter-seat-waiting = Waiting list, place { $place }
letter-session-cancelled = Cancelled

# The way to the status page, and the end
letter-status-page = Open your status page
letter-status-note = This address is yours alone. Whoever has it can see and change your registration. Do not forward it.
letter-regards = Kind regards,
letter-secretariat = The secretariat
letter-english = In English
letter-sample = This event is an invented sample.
letter-questions = Questions? Answer this letter or write to { $email }.
letter-notice = How we use your data
letter-why = You receive this letter because your address was given in a registration for “{ $event }”. If that was not you, answer this letter.

# More kinds
letter-info-requested = Information requested
letter-info-reminder = Reminder: information
letter-offered = Place offered
letter-offer-reminder = Reminder: offered place
letter-waitlist-closed = No place
letter-reconfirm = Please reconfirm
letter-reconfirm-reminder = Reminder: reconfirm
letter-cancelled = Registration cancelled
letter-expired = Registration expired
letter-change-applied = Change accepted
letter-change-rejected = Change not accepted
letter-heading-info-requested = We need something from you
letter-heading-info-reminder = We still need something from you
letter-heading-offered = A place is free for you
letter-heading-offer-reminder = A place is still kept for you
letter-heading-waitlist-closed = There was no place for you
letter-heading-reconfirm = Please confirm that you are still coming
letter-heading-reconfirm-reminder = Please tell us whether you are coming
letter-heading-cancelled = Your registration is cancelled
letter-heading-expired = Your registration has expired
letter-heading-change-applied = Your change is accepted
letter-heading-change-rejected = Your change is not accepted
letter-subject-any = { $heading }: { $event } ({ $reference })
letter-lead-info-requested = Before we can decide about your registration, please answer the question below.
letter-lead-offered = A place at the event has become free, and you are next. We keep it for you for a while.
letter-lead-waitlist-closed = We are sorry: you are no longer on the waiting list.
letter-lead-reconfirm = The date, the place or something else about the event has changed. Your place is kept until you answer.
letter-lead-cancelled = The secretariat had to cancel your registration. Your place and your seats in sessions are free again.
letter-lead-expired = We asked you for information and did not get it in time.
letter-lead-change-applied = The secretariat has accepted the change of your answers.
letter-lead-change-rejected = The secretariat has not accepted the change of your answers. The old answers stay valid.
letter-label-answer-by = Answer by
letter-reason-asked = The question
letter-next-answer-page = Answer on your status page. The button there tells us that you are done.
letter-next-offer-page = Take the place on your status page, or pass it on to the next person.
letter-next-reconfirm-page = Say yes or no on your status page.
letter-next-passes = After that time it goes to the next person.
letter-next-ends = After that time your registration ends.
letter-next-write = If you still want to come, answer this letter.

# Letters about a registration that was begun, and about others
letter-draft-begun = Registration begun
letter-draft-reminder = Reminder: registration begun
letter-heading-draft-begun = Go on with your registration
letter-heading-draft-reminder = Your registration is not finished
letter-lead-draft-begun = A registration was begun with this address. The answers so far are kept. The button below leads back to them, on this device or another one.
letter-lead-draft-reminder = A registration was begun with this address and has not been sent. The answers so far are kept.
letter-subject-plain = { $heading }: { $event }
letter-greeting-nobody = Hello,
letter-label-closes = Registration closes
letter-label-kept-until = Answers are kept until
letter-next-draft-send = You are not registered before you have sent the form in its last step.
letter-next-draft-not-you = If it was not you, do nothing. The answers are deleted by themselves.
letter-go-on = Go on with the registration
letter-draft-note = This address is yours alone. Whoever has it can see and change your answers. Do not forward it.
letter-event-page = Open the page of the event
letter-why-draft = You receive this letter because this address was typed into the registration form of “{ $event }”. If that was not you, you need do nothing.
letter-why-speaker = You receive this letter because you are named in the agenda of “{ $event }”. If that is a mistake, answer this letter.
letter-why-account = You receive this letter because you asked for it at the desk of “{ $event }”.
letter-agenda-changed = Changes in the agenda
letter-heading-agenda-changed = Your sessions have changed
letter-lead-agenda-changed = The agenda of this event has changed. Below is each of your sessions that is affected, as it is now.
letter-subject-today = Today: { $subject }
letter-news-new = This session is new.
letter-news-cancelled = This session does not take place.
letter-news-restored = This session takes place after all.
letter-news-moved = Until now: { $was }.
letter-news-roles = Other people speak, or in other roles.
letter-news-text = Its texts have changed.
letter-next-calendar-changed = The attached file brings the changes into your calendar.
letter-next-agenda-write = Write to the secretariat if the new time does not suit you.

# Proving the address
letter-address-reminder = Reminder: confirm the address
letter-address-unproven = Expired: address not confirmed
letter-heading-address-reminder = Confirm your e-mail address
letter-heading-address-unproven = Your registration has expired
letter-lead-address-reminder = Nobody has confirmed yet that our letters reach you. We keep your registration for a little longer.
letter-lead-address-unproven = Nobody has confirmed in time that our letters reach this address. A place that was kept has gone to the next person.
letter-label-prove-by = Confirm your address by
letter-prove = Confirm my address
letter-prove-note = The button opens a page with one more button. Press that one too: it shows us that our letters reach you. It works for 48 hours.
letter-next-prove = Confirm your address with the button below. Otherwise your registration ends by itself.
letter-next-not-mine = If you have not registered, do nothing.
letter-next-again = If you still want to come, register again while registration is open, or answer this letter.

# The invitation to speak
letter-speaker-invited = Invitation to speak
letter-heading-speaker-invited = You are invited to speak
letter-lead-speaker-invited = We ask you to take part in the sessions below. Please tell us for each of them whether you accept.
letter-next-speaker-answer = Accept or decline each session on your own page. The button below opens it.
letter-next-speaker-about = There you can also write about yourself and give a photo and slides.
letter-next-speaker-change = You can change your answers there until a session begins.
letter-speaking-page = Open your speaker’s page
letter-speaking-note = This address is yours alone. Whoever has it can answer in your name. Do not forward it.
letter-why-invited = You receive this letter because the organisers of “{ $event }” invite you to speak. If that is a mistake, answer this letter.
