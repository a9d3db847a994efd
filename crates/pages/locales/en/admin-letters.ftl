# The outbox
admin-letters-captured = Letters are kept here and nothing leaves this machine until PLENARY_SMTP_URL is set.
admin-letters-search = Search
admin-letters-search-hint = Name or e-mail
admin-letters-find = Find
admin-letters-caption = { $count ->
    [one] { $count } letter, the latest first
   *[other] { $count } letters, the latest first
}
admin-letters-letter = Letter
admin-letters-to = To
admin-letters-language = Language
admin-letters-state = State
admin-letters-when = When
admin-letters-none = No letters here
admin-letters-none-hint = Letters appear when somebody registers and when something is decided.
admin-letters-none-match = No letter matches
admin-letters-title = { $kind }: { $name }
admin-letters-back = All letters
admin-letters-facts = Facts
admin-letters-subject = Subject
admin-letters-from = From
admin-letters-registration = Registration
admin-letters-attempts = Tries
admin-letters-next-try = Next try
admin-letters-queued = Queued
admin-letters-sent = Sent
admin-letters-error = What the mail server said
admin-letters-not-written = This letter has not been written yet. It is written at the moment when it leaves, so that it tells what is true then.
admin-letters-not-for-viewers = Only those who run the event can read letters: each holds the address with which its registration is changed.
admin-letters-html = As the delegate sees it
admin-letters-html-title = Letter to { $name }
admin-letters-text = As plain text
admin-letters-attachments = Attachments
admin-letters-kilobytes = { $count } kB
admin-letters-source = Download the letter as a file
admin-letters-send-again = Send again
admin-letters-send-again-hint = A new letter about the present status goes to the delegate.
admin-letters-sent-again = A letter about the present status is on its way.
admin-letters-too-soon = A letter was asked for less than five minutes ago. Wait a little.
admin-letters-about = About
