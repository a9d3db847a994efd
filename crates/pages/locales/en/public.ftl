# Words of every page
skip = Skip to content
language = Language
optional = (optional)
main-nav = Pages of this event
nav-about = About
nav-agenda = Agenda
nav-register = Register
footer-times = Times come from our server, not from your device.
footer-contact = Contact the secretariat
footer-notice = Your data
footer-events = All events
site-name = Plenary
sample-note = This is a sample: the programme and the people in it are invented.
back = Back
zone-note = All times are { $zone } time ({ $offset }).

# List of events
events-title = Events
events-lead = Conferences and round tables that are open to you.
events-none = No event is announced at the moment
events-none-more = Come back later, or write to whoever invited you.
event-open-until = Registration is open until { $moment }
event-opens = Registration opens on { $moment }
event-closed = Registration closed on { $moment }

# Event page
event-about = About the event
event-speakers = Speakers
event-practical = Practical information
event-dates = Dates
event-place = Place
event-venue = Venue
event-host = Host
event-contact = Contact
event-registration = Registration
event-no-agenda = The agenda is not published yet
event-no-agenda-more = It will appear here. Registration does not wait for it.
sessions-count = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}

# Agenda
agenda-title = Agenda
agenda-lead = { $dates }, { $place }.
agenda-days = Days of the event
agenda-ics = Add to calendar
agenda-print = Print
agenda-empty-day = Nothing is planned for this day yet.
agenda-release = Programme no. { $number } of { $moment }
agenda-interpretation = Interpretation
agenda-all-rooms = All rooms
agenda-cancelled = Cancelled
seats-left = { $left ->
    [one] { $left } of { $total } seats left
   *[other] { $left } of { $total } seats left
}
seats-full = Full: new wishes go to the waiting list
room-seats = { $count ->
    [one] { $count } seat
   *[other] { $count } seats
}

# Session page
session-back = Back to the agenda
session-when = When
session-where = Where
session-openness = Who may come
session-languages = Interpretation
session-seats = Seats
session-seats-how = You choose this session when you register.
session-people = People
session-topics = Topics
session-parallel = At the same time
session-ics = Add to calendar
session-cancelled = This session is cancelled.

# Data notice
notice-title = Your data
notice-lead = What we ask, why, who sees it and how long we keep it.
notice-who = Who is responsible
notice-who-text = { $host } runs this event and decides about your data. Write to { $email } with any question.
notice-what = What we ask and why
notice-what-contact = Your e-mail address and language: to send you letters about your registration.
notice-what-name = Your name, organisation and position: to decide about your registration, for your badge and for the list of participants, if you agree to be on it.
notice-what-needs = Food and access needs: only so that you can eat and take part. Only the people who arrange this see them.
notice-see = Who sees it
notice-see-text = The organisers of this event. Other participants see your name only if you agree. We give nothing to advertisers and use no trackers.
notice-keep = How long we keep it
notice-keep-text = Food and access needs at most 30 days after the event, everything else at most 12 months.
notice-rights = What you can do
notice-rights-text = You can see and change your answers, withdraw your registration, and ask us to delete your data at any time.

# Errors
problem-404 = We can't find this page
problem-404-text = The address may be mistyped, or the page is not for everybody.
problem-403 = This request came from another site
problem-403-text = Nothing was changed. Open our page and send the form from there.
problem-400 = We could not read this request
problem-400-text = Nothing was changed. Go back and send the form again.
problem-408 = Your answers took too long to arrive
problem-408-text = Nothing was changed. Go back, your answers are still in the form, and send it again.
problem-413 = That is too much for one form
problem-413-text = Nothing was changed. Go back and shorten your answers.
problem-415 = This form was sent in a way that we don't read
problem-415-text = Nothing was changed. Open the page in a browser and send the form from there.
problem-429 = Too many attempts
problem-429-text = Wait a minute and try again.
problem-503 = We are busy for a moment
problem-503-text = What you typed is still in your browser. Go back and try again in a minute.
problem-500 = Something went wrong on our side
problem-500-text = What you typed is still in your browser. Try again in a minute. If it happens again, tell the secretariat this number:
problem-home = To the first page
items-title = Agenda
items-lead = What the meeting deals with
items-annotated = Annotated agenda
items-none = The agenda has not been published yet.
items-dealt-with = Dealt with in
