# Who may enter the desk of an event
admin-people-caption = { $count ->
    [one] { $count } person may enter this desk
   *[other] { $count } people may enter this desk
}
admin-people-name = Name
admin-people-role = Role
admin-people-second-factor = Second factor
admin-people-second-factor-on = On
admin-people-second-factor-off = Off
admin-people-administrator = Administrator
admin-people-you = you
admin-people-no-role = No access
admin-people-role-of = Role of { $name }
admin-people-save = Save
admin-people-save-of = the role of { $name }
admin-people-role-saved = { $name }: { $role }.
admin-people-role-taken = { $name } may no longer enter this desk.
admin-people-refused = This role can be changed by an administrator only.
admin-people-invite = Let somebody in
admin-people-invite-lead = You get a link to send to one person. It works once, within seven days.
admin-people-invite-email = Their e-mail
admin-people-invite-email-hint = It is filled in for them. We do not write to it.
admin-people-viewer-note = sees everything, changes nothing
admin-people-organiser-note = decides, edits and releases
admin-people-make-link = Make a link
admin-people-link-made = The link is ready. It is shown only now.
admin-people-link-hint = Send it to one person, by a way that nobody else reads. It works once, until { $moment }.
admin-people-link = Link
admin-people-role-empty = Choose a role
admin-people-invite-administrator = Invite an administrator
admin-people-invite-administrator-lead = An administrator creates events, lets others in and may do everything at every event. You get a link to send to one person. It works once, within seven days.
