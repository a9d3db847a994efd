# The admin panel's frame
admin-secretariat = Secretariat
admin-change-event = change event
admin-dashboard = Dashboard
admin-registrations = Registrations
admin-to-do = to do
admin-agenda = Agenda
admin-letters = Letters
admin-settings = Settings
admin-people = People
admin-audit = Audit trail
admin-events = Events
admin-account = Your account
admin-sign-out = Sign out
