# Finding something in the agenda
nav-speakers = Speakers
agenda-all-days = All days
agenda-ways = Ways to see the agenda
agenda-found-title = What was found
filter-title = Find sessions
filter-search = Title, text or name
filter-topics = Topics
filter-more = More filters
filter-room = Room
filter-room-all = All rooms
filter-kind = Kind
filter-kind-all = All kinds
filter-language = Language
filter-language-all = All languages
filter-apply = Show
filter-chosen = You see only:
filter-off = take off
filter-clear = Show everything
filter-words = “{ $words }”
filter-nothing = No session is like that
filter-nothing-more = Take a filter off, or look for fewer words.
zone-label = Show times in
zone-show = Show
zone-note-second = Times are { $zone } time ({ $offset }); { $own } time ({ $ownoffset }) stands in brackets.
session-kind-label = Kind

# People
speakers-lead = Everybody who takes part in a session.
speakers-none = No names are published yet
speakers-back = All speakers
speaker-sessions = Sessions
speaker-in-agenda = See these sessions in the agenda

# Now and next
now-title = Now and next
now-now = Now
now-next = Next
now-free = Nothing at the moment.
now-nothing = Nothing goes on now, and nothing begins within twelve hours
now-whole = See the whole agenda
now-elsewhere = Everywhere else
now-changes = Changes today
now-moved = Moved
now-moved-from = Moved from { $place }
now-screen = For a screen at the door
now-screen-all = For a screen in the corridor

# Revisions
releases-title = Revisions of the agenda
releases-lead = Every published revision, with what it changed. The latest comes first.
releases-link = All revisions
releases-feed = Follow the revisions (Atom)
releases-current = Valid now
release-name = Revision { $number }
release-first = The first revision
release-cancelled = Cancelled
release-moved = Moved
release-new = New
release-restored = Takes place after all
release-roles = Other people or roles
release-items = Other items of the agenda
release-text = Other texts
release-changes = What it changed
release-before = Before:
release-agenda = The agenda in this revision
release-is-current = This is the valid agenda.
release-is-old = This is an older revision: do not plan by it.
release-see-current = See the valid agenda

# My agenda
my-agenda-title = My agenda
my-agenda-add = Add to my agenda
my-agenda-kept = In my agenda
my-agenda-remove = Take out of my agenda
my-agenda-added = The session is in your agenda.
my-agenda-removed = The session is no longer in your agenda.
my-agenda-full = Your agenda is full. Take something out first.
my-agenda-empty = Your agenda is empty
my-agenda-empty-more = Press the star of a session and it will be here.
my-agenda-overlaps = At the same time:
my-agenda-where = Your choice is kept in this browser only, without your name, until three months after your last change.
my-agenda-tied = This agenda belongs to your registration: your sessions are here by themselves.
my-agenda-forget = Forget it in this browser
my-agenda-forgotten = This browser has forgotten your agenda.
my-agenda-opened = The agenda of your registration is open in this browser.
my-agenda-open = Open my agenda in this browser
my-agenda-open-more = Your sessions and everything you put a star on, in one list.
my-feed-title = In your calendar
my-feed-why = Get an address that your calendar follows: what you add here and what moves appears there by itself.
my-feed-make = Make a calendar address
my-feed-made = Your calendar address is ready.
my-feed-there = Your calendar can follow this address:
my-feed-open = Open in my calendar
my-feed-copy = Copy the address
my-feed-secret = Whoever knows the address sees which sessions you chose, and nothing else.
my-feed-renew = Make a new address
my-feed-renewed = The address is new. The old one no longer works.
my-feed-revoke = Switch the address off
my-feed-revoked = The address no longer works.

# The audit trail
audit-open-my-agenda = opened the agenda of a registration
audit-make-my-feed = made a calendar address
audit-revoke-my-feed = switched a calendar address off
audit-add-star = put a star on a session
audit-remove-star = took a star off a session

# Session page
session-role-open = to be confirmed
session-follow = Follow this session online
session-items = Agenda items
session-documents = Documents
session-floor = Spoken languages
session-not-interpreted = No interpretation
