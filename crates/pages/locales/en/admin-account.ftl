# Doors: signing in
admin-account-sign-in = Sign in
admin-account-sign-in-lead = For organisers. If you came to register, open the page of your event.
admin-account-email = E-mail
admin-account-password = Password
admin-account-sign-in-button = Sign in
admin-account-wrong = E-mail or password is not right
admin-account-too-many = There were too many tries. Wait 15 minutes and try again.
admin-account-signed-out = You are signed out.
admin-account-email-empty = Enter your e-mail
admin-account-password-empty = Enter your password
admin-account-show-password = Show the password
admin-account-code-title = Second step
admin-account-code = Code from your authenticator app
admin-account-code-hint = 6 digits. You can paste it. A code is good for about half a minute.
admin-account-code-button = Sign in
admin-account-code-wrong = This code does not fit. Wait for the next one and enter it
admin-account-code-empty = Enter the code
admin-account-recovery = Recovery code
admin-account-recovery-hint = One of the codes that you were given when you set up the second factor. Each works once.
admin-account-recovery-wrong = This recovery code does not fit or was used already
admin-account-use-recovery = Use a recovery code
admin-account-use-code = Use a code from the app

# Invitations
admin-account-invitation = You are invited
admin-account-invitation-administer = You are to run Plenary as an administrator.
admin-account-invitation-event = You are to enter the desk of “{ $title }”. Your role: { $role }.
admin-account-invitation-accept-as = Accept as { $name }
admin-account-invitation-have-account = You have an account already?
admin-account-invitation-sign-in = Sign in and accept with it
admin-account-invitation-new = Make an account
admin-account-name = Your name
admin-account-name-hint = As colleagues know you. It stands beside what you decide.
admin-account-name-empty = Enter your name
admin-account-new-password = Password
admin-account-password-hint = At least { $count } characters. Several unusual words are good. A password manager is better.
admin-account-make = Make an account
admin-account-email-taken = There is an account with this e-mail. Sign in and accept the invitation with it
admin-account-invitation-gone = This invitation can't be used
admin-account-invitation-gone-lead = It was used, has run out, or the address is not whole. Ask the person who sent it for a new one.
admin-account-password-short = Use at least { $count } characters
admin-account-password-long = Use at most { $count } bytes
admin-account-password-common = This password is easy to guess. Use several unusual words
admin-account-password-about-you = Leave out your own name and e-mail

# One's own account
admin-account-you = You
admin-account-save = Save
admin-account-name-saved = Your name is saved.
admin-account-change-password = Change the password
admin-account-present-password = Present password
admin-account-next-password = New password
admin-account-present-wrong = This is not your present password
admin-account-password-saved = Your password is changed. All other browsers are signed out.
admin-account-second-factor = Second factor
admin-account-second-factor-on = A code from your authenticator app is asked for when you sign in.
admin-account-second-factor-off = Only your password guards this account. With a second factor, a stolen password is not enough.
admin-account-second-factor-set-up = Set up the second factor
admin-account-second-factor-take-off = Switch it off
admin-account-second-factor-is-on = The second factor is on.
admin-account-second-factor-is-off = The second factor is off.
admin-account-scan = Scan this with an authenticator app
admin-account-scan-hint = Any app for one-time codes does: on a telephone, or in your password manager.
admin-account-qr = QR code with the secret below
admin-account-secret = Or enter this secret in the app
admin-account-check-code = The code that the app shows now
admin-account-switch-on = Switch it on
admin-account-recovery-title = Recovery codes
admin-account-recovery-lead = Print these codes or keep them in a password manager. Each lets you in once when the app is not at hand. They are shown only now.
admin-account-recovery-kept = I have kept them
admin-account-print = Print
admin-account-sign-ins = Where you are signed in
admin-account-sign-ins-caption = Browsers that are signed in to this account
admin-account-browser = Browser
admin-account-browser-unknown = Unknown
admin-account-since = Since
admin-account-last-seen = Last seen
admin-account-this-one = this one
admin-account-sign-out-others = Sign out all others
admin-account-others-out = All other browsers are signed out.

# The list of events
admin-account-new-event = New event
admin-account-no-events = No events yet
admin-account-no-events-hint = You may not enter any event yet. Ask somebody who runs one for an invitation.
admin-account-no-events-administrator = Create the first one. Everything can be changed later.
admin-account-event-hidden = Not public
admin-account-event-open = Registration is open
admin-account-event-opens = Registration opens { $moment }
admin-account-event-closed = Registration is closed
admin-account-event-over = Over
admin-account-event-places = { $taken } of { $total } places taken
admin-account-event-to-decide = { $count ->
    [one] { $count } waits for a decision
   *[other] { $count } wait for a decision
}
