# Обзор
admin-dashboard-before = { $days ->
    [one] { $day }, до мероприятия { $days } день
    [few] { $day }, до мероприятия { $days } дня
   *[other] { $day }, до мероприятия { $days } дней
}
admin-dashboard-during = { $day }, мероприятие идёт
admin-dashboard-after = { $day }, мероприятие прошло
admin-dashboard-todo = Сделать сегодня
admin-dashboard-todo-none = Вас ничего не ждёт.
admin-dashboard-waiting = { $count ->
    [one] регистрация ожидает решения
    [few] регистрации ожидают решения
   *[other] регистраций ожидают решения
}
admin-dashboard-oldest = { $days ->
    [0] Самая давняя поступила сегодня.
    [one] Самая давняя ждёт { $days } рабочий день.
    [few] Самая давняя ждёт { $days } рабочих дня.
   *[other] Самая давняя ждёт { $days } рабочих дней.
}
admin-dashboard-promise = { $days ->
    [one] Вы обещали ответ в течение { $days } рабочего дня.
    [few] Вы обещали ответ в течение { $days } рабочих дней.
   *[other] Вы обещали ответ в течение { $days } рабочих дней.
}
admin-dashboard-late = Срок прошёл
admin-dashboard-failed = { $count ->
    [one] письмо не доставлено
    [few] письма не доставлены
   *[other] писем не доставлено
}
admin-dashboard-failed-note = Посмотрите, что ответил почтовый сервер, и отправьте письмо ещё раз.
admin-dashboard-queued = { $count ->
    [one] письмо ожидает отправки
    [few] письма ожидают отправки
   *[other] писем ожидают отправки
}
admin-dashboard-queued-note = Письма уходят за секунды; если не получилось, попытки продолжаются трое суток.
admin-dashboard-unreleased = { $count ->
    [one] изменение программы не опубликовано
    [few] изменения программы не опубликованы
   *[other] изменений программы не опубликовано
}
admin-dashboard-unreleased-note = Посетители сайта пока видят прошлую версию.
admin-dashboard-conflicts = { $count ->
    [one] накладка в программе
    [few] накладки в программе
   *[other] накладок в программе
}
admin-dashboard-conflicts-note = Зал или человек дважды в одно время либо мест больше, чем помещается.
admin-dashboard-over-time = Регистрации по времени
admin-dashboard-n-sent = отправлено: { $count }
admin-dashboard-growth = { $sent ->
    [one] { $sent } регистрация с { $since }; из них подтверждено: { $confirmed }.
    [few] { $sent } регистрации с { $since }; из них подтверждено: { $confirmed }.
   *[other] { $sent } регистраций с { $since }; из них подтверждено: { $confirmed }.
}
admin-dashboard-no-registrations = Пока никто не зарегистрировался. Линии начнутся с первой регистрации.
admin-dashboard-by-type = В каком качестве
admin-dashboard-by-type-caption = Регистрации по качеству участия
admin-dashboard-by-state = Государства
admin-dashboard-by-state-caption = Регистрации по государствам
admin-dashboard-people = Человек
admin-dashboard-bar = Полоса
admin-dashboard-others = { $count ->
    [one] ещё { $count }
    [few] ещё { $count }
   *[other] ещё { $count }
}
admin-dashboard-none-yet = Регистраций пока нет.
admin-dashboard-fullest = Самые заполненные сессии
admin-dashboard-fullest-caption = Занятые места в самых заполненных сессиях
admin-dashboard-fullest-none = Сессий с ограниченным числом мест нет.
admin-dashboard-seats = Места
admin-dashboard-seats-of = { $taken } из { $total }
admin-dashboard-seats-waiting = ожидают: { $count }
admin-dashboard-latest = Последние изменения
admin-dashboard-latest-all = Весь журнал
admin-dashboard-duplicates = { $count ->
    [one] пара регистраций, возможно, одного человека
    [few] пары регистраций, возможно, одного человека
   *[other] пар регистраций, возможно, одного человека
}
admin-dashboard-duplicates-note = Сравните обе; само ничего не объединяется.
