# Рамка панели секретариата
admin-secretariat = Секретариат
admin-change-event = сменить мероприятие
admin-dashboard = Обзор
admin-registrations = Регистрации
admin-to-do = к рассмотрению
admin-agenda = Программа
admin-letters = Письма
admin-settings = Настройки
admin-people = Доступ
admin-audit = Журнал
admin-events = Мероприятия
admin-account = Ваша учётная запись
admin-sign-out = Выйти
