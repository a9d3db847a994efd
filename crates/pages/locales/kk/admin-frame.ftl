# Хатшылық панелінің жақтауы
admin-secretariat = Хатшылық
admin-change-event = іс-шараны ауыстыру
admin-dashboard = Шолу
admin-registrations = Тіркелулер
admin-to-do = шешім күтіп тұр
admin-agenda = Бағдарлама
admin-letters = Хаттар
admin-settings = Баптау
admin-people = Кіру құқығы
admin-audit = Журнал
admin-events = Іс-шаралар
admin-account = Есептік жазбаңыз
admin-sign-out = Шығу
