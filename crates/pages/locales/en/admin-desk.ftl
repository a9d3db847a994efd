# What waits for organisers
admin-desk-changes = { $count ->
    [one] delegate asks for a change
   *[other] delegates ask for a change
}
admin-desk-attention = Needs attention
admin-desk-attention-any = All registrations
admin-desk-attention-some = For any reason
admin-desk-attention-first = what needs attention first
admin-desk-changed-first = latest change of status first
admin-desk-attention-decide = Waits for a decision
admin-desk-attention-change = Asks for a change
admin-desk-attention-answered = Has answered your question
admin-desk-attention-deadline = Time to answer is running out
admin-desk-attention-letter = A letter was not delivered
admin-desk-late = { $reason }, longer than promised
admin-desk-changes-note = Until you decide, the old answers stay valid.

# Columns and order
admin-desk-shape = Columns and order
admin-desk-order = Order
admin-desk-columns = Columns beside the name
admin-desk-columns-hint = Up to ten. Protected answers are never shown in a list.
admin-desk-entered = Entered by
admin-desk-since = Status since
admin-desk-origin-delegate = The delegate
admin-desk-origin-organiser = An organiser
admin-desk-entered-by = Entered on the delegate’s behalf by { $name }. The e-mail address was given by the organiser.

# Saved views
admin-desk-views = Saved views
admin-desk-view-new = Save this list
admin-desk-view-new-hint = Filter, order and columns are saved, not the people who are in the list today.
admin-desk-view-name = Name of the view
admin-desk-view-shared = Shared with the team
admin-desk-view-by = Made by { $name }
admin-desk-view-save = Save
admin-desk-view-rename = Save changes
admin-desk-view-remove = Delete this view
admin-desk-view-saved = The view is saved.
admin-desk-view-removed = The view is deleted.
admin-desk-view-empty = Enter a name for the view
admin-desk-view-taken = You have a view of this name. Enter another name
admin-desk-view-full = You have { $count } views. Delete one of them first

# Tags
admin-desk-tag-whom = { $count ->
    [one] For { $count } registration
   *[other] For { $count } registrations
}
admin-desk-tagged = { $count ->
    [one] “{ $tag }” added to { $count } registration.
   *[other] “{ $tag }” added to { $count } registrations.
}
admin-desk-tagged-before = { $count } had it already.
admin-desk-tagged-full = { $count ->
    [one] { $count } has { $most } tags already and got no more.
   *[other] { $count } have { $most } tags already and got no more.
}
admin-desk-tags = Tags
admin-desk-tags-none = No tags.
admin-desk-tag = Tag
admin-desk-tag-any = Any tag
admin-desk-tag-hint = A word or two, up to 40 characters. The delegate does not see it.
admin-desk-tags-hint = A word or two, up to 40 characters; several with commas between them. The delegate does not see them.
admin-desk-tag-add = Add
admin-desk-tag-remove = Remove the tag { $tag }
admin-desk-tag-many = Add a tag
admin-desk-tag-empty = Enter a tag
admin-desk-tag-comma = Enter one tag, without a comma
admin-desk-tags-full = A registration has no more than { $count } tags. Remove one first

# Notes
admin-desk-notes = Notes of the secretariat
admin-desk-notes-none = No notes.
admin-desk-note = New note
admin-desk-note-hint = The delegate does not see it. Write only what the others need to know.
admin-desk-note-add = Add note
admin-desk-note-remove = Delete the note
admin-desk-note-empty = Enter the note
admin-desk-notes-full = There are { $count } notes. Delete one of them first

# Entering somebody
admin-desk-enter = Register somebody
admin-desk-enter-lead = You fill in the form on behalf of a person. The registration remembers that you entered it.
admin-desk-enter-contact = E-mail and language
admin-desk-enter-about = The person
admin-desk-enter-email-hint = An address that the person reads. Only the secretariat sees it.
admin-desk-enter-latin = In Latin letters, as in the passport
admin-desk-enter-badge-hint = In any script. Left empty, it is the name above.
admin-desk-enter-empty = Fill in “{ $field }”
admin-desk-enter-outside = Delegates cannot register themselves now. You still can, and it is recorded.
admin-desk-agreed = Agreements
admin-desk-consents-hint = Tick only what the person has agreed to themselves.
admin-desk-notice = The person was told how their data is used
admin-desk-notice-empty = Tell the person how their data is used, then tick this box
admin-desk-enter-then = What happens then
admin-desk-enter-place = Place
admin-desk-enter-usual = As usual
admin-desk-enter-usual-note = The way that this capacity goes: a decision, or a place at once
admin-desk-enter-confirmed = Confirm at once
admin-desk-enter-confirmed-note = The person has a place, whoever decides otherwise
admin-desk-enter-reason-hint = Needed only if every place is taken. It is kept in the history; the delegate does not see it.
admin-desk-enter-full = Every place is taken. Enter a reason to go over the limit, or choose “As usual”
admin-desk-enter-letter = Send the letter
admin-desk-enter-letter-note = The same that a delegate gets who registers alone
admin-desk-enter-do = Register
admin-desk-enter-done = Registered. { $status }

# Keys
admin-desk-keys = Keyboard
admin-desk-keys-hint = These keys work while the focus is within the list.
admin-desk-key-down = Next person
admin-desk-key-up = Person before
admin-desk-key-select = Select, or no longer
admin-desk-key-open = Open
admin-desk-key-search = Search
admin-desk-key-help = This help
admin-desk-keys-close = Close

# Audit trail
admin-desk-audit-enter = registered somebody on their behalf
admin-desk-audit-note = wrote a note
admin-desk-audit-remove-note = deleted a note
admin-desk-audit-tags = added tags
admin-desk-audit-remove-tag = removed a tag
admin-desk-audit-view = saved a view
admin-desk-audit-rename-view = changed a view
admin-desk-audit-remove-view = deleted a view
