# What organisers write for letters
admin-letters-outbox = Outbox
admin-wordings = Wording
admin-wordings-lead = Every letter has a standard text in every language. Write your own where you want to say it differently, for all representation types or for one. The facts of a letter (reference, dates, place, time to answer, link) stay as they are.
admin-wordings-missing = { $count ->
    [one] { $language }: { $count } text missing
   *[other] { $language }: { $count } texts missing
}
admin-wordings-missing-here = { $count ->
    [one] { $count } text missing
   *[other] { $count } texts missing
}
admin-wordings-ours = Standard text
admin-wordings-written = { $count ->
    [one] { $count } of 4 texts yours
   *[other] { $count } of 4 texts yours
}
admin-wordings-for-type = Also for: { $kind }
admin-wordings-title = { $letter } ({ $language })
admin-wordings-type = Representation type
admin-wordings-all-types = All types
admin-wordings-show = Show
admin-wordings-hint = What you leave empty is said in the standard text, which stands beside it. For one representation type, what you leave empty is said as for all types.
admin-wordings-save = Save
admin-wordings-preview = Preview
admin-wordings-preview-saved = Preview what is saved
admin-wordings-preview-of = Preview: { $letter } ({ $language })
admin-wordings-fields = Fields
admin-wordings-markup = Write a field in curly brackets where the fact should stand. An empty line begins a new paragraph. Lines that begin with a hyphen and a space make a list. **Two asterisks** make words strong. [Words](https://example.org) make a link; it has to begin with https://.
admin-wordings-field = Field
admin-wordings-meaning = What it says
admin-wordings-sample = Sample
admin-wordings-version = Version { $number }
admin-wordings-restored-from = as version { $number }
admin-wordings-texts = Texts of this version
admin-wordings-restore = Take version { $number } again
admin-wordings-stale = Somebody else has saved this text since you opened the page. Your words are still here. Copy them and load the page again.
admin-wordings-reload = Load the page again
admin-wordings-saved = Version { $number } is saved. Letters that are written from now on use it.
admin-wordings-person = As a letter to
admin-wordings-nobody = Nobody has registered yet. The letter is shown for an invented person.
admin-wordings-not-saved = This is what you have typed. It is not saved yet.
admin-wordings-go-on = Go on writing
admin-wordings-trial = Send it to me
admin-wordings-trial-hint = The letter goes to { $email } and to nobody else. Its subject says that it is a trial.
admin-wordings-trial-sent = The letter is on its way to { $email }.
wording-part-subject = Subject
wording-part-opening = Opening
wording-part-body = What happens next
wording-part-closing = Closing
wording-hint-opening = Stands above the facts, in place of the greeting and the first sentence.
wording-hint-body = Stands below the facts.
wording-hint-closing = Stands below the link to the status page.
wording-field-name = Name of the delegate, with title
wording-field-organisation = Organisation
wording-field-reference = Reference number
wording-field-event = Short title of the event
wording-field-title = Title of the event
wording-field-dates = Dates of the event
wording-field-place = City and country
wording-field-venue = Building and address
wording-field-host = Who runs the event
wording-field-contact = Address to write to
wording-field-closes = When registration closes
wording-field-deadline = Until when to answer
wording-sample-name = Dr Zarina Yusupova
wording-sample-organisation = Institute of International Law
wording-error-unknown = There is no field “{ $field }”. Take one from the list below
wording-error-not-here = This letter has nothing to say for the field “{ $field }”. Take it out
wording-error-link = A link has to begin with https://. Change “{ $link }”
admin-audit-save-wording = changed the wording of a letter
admin-audit-field-opening = Opening
admin-audit-field-body = Body
admin-audit-field-closing = Closing
admin-audit-field-subject = Subject
admin-audit-field-letter = Letter
admin-audit-field-version = Version
wording-lang-en = English
wording-lang-ru = Russian
wording-lang-kk = Kazakh
