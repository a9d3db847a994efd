# Редактор расписания
admin-agenda-title = Программа
admin-agenda-title-day = Программа: { $day }
admin-agenda-tabs = Разделы программы
admin-agenda-tab-timetable = Расписание
admin-agenda-tab-rooms = Залы
admin-agenda-tab-topics = Темы
admin-agenda-tab-speakers = Докладчики
admin-agenda-tab-items = Пункты
admin-agenda-tab-documents = Документы
admin-agenda-tab-releases = Версии
admin-agenda-days = Дни
admin-agenda-never-released = Черновик, ещё не опубликован
admin-agenda-draft = Черновик, { $count ->
    [one] { $count } изменение
    [few] { $count } изменения
    [many] { $count } изменений
   *[other] { $count } изменения
} после версии { $release }
admin-agenda-released = Опубликована версия { $release }
admin-agenda-as-participant = Посмотреть как участник
admin-agenda-release = Опубликовать…
admin-agenda-see-changes = Посмотреть изменения
admin-agenda-add = Добавить сессию
admin-agenda-help = Выберите сессию, чтобы перенести её.
admin-agenda-zone = Время указано по часовому поясу { $zone } ({ $offset }).
admin-agenda-board = { $day } по залам
admin-agenda-all-rooms = Все залы
admin-agenda-elsewhere = Другие места
admin-agenda-seats = { $count ->
    [one] { $count } место
    [few] { $count } места
    [many] { $count } мест
   *[other] { $count } места
}
admin-agenda-cancelled = Отменено
admin-agenda-empty-day = На этот день пока ничего не запланировано.
admin-agenda-checks = Проверьте: { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
    [many] { $count } замечаний
   *[other] { $count } замечания
}
admin-agenda-nothing-to-check = Замечаний нет
admin-agenda-all-fits = Ни один зал и ни один докладчик не заняты дважды.
admin-agenda-blocks = Это нужно исправить до публикации.
admin-agenda-check-room = Две сессии в одном зале в одно время.
admin-agenda-check-speaker = Один докладчик на двух сессиях в одно время.
admin-agenda-check-day = День не входит в даты мероприятия.
admin-agenda-check-seats = Мест больше, чем вмещает зал.
admin-agenda-check-seats-numbers = мест для записи: { $seats }, в зале: { $capacity }
admin-agenda-check-chair = Есть докладчики, но нет председателя или модератора.
admin-agenda-flag-room = Зал занят дважды
admin-agenda-flag-speaker = Докладчик занят дважды
admin-agenda-flag-day = День вне мероприятия
admin-agenda-flag-seats = Мест { $seats }, в зале { $capacity }
admin-agenda-flag-chair = Нет председателя
admin-agenda-earlier = На 15 мин раньше
admin-agenda-later = На 15 мин позже
admin-agenda-to-room = Перенести: { $room }
admin-agenda-to-all-rooms = Во все залы
admin-agenda-take-out = Убрать
admin-agenda-day = День
admin-agenda-starts = Начало
admin-agenda-lasts = Длится
admin-agenda-room = Зал
admin-agenda-minutes = { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
admin-agenda-save = Сохранить
admin-agenda-put-in = Внести в расписание
admin-agenda-edit = Изменить все сведения
admin-agenda-see-details = Все сведения
admin-agenda-tray = Ещё не в расписании ({ $count })
admin-agenda-tray-empty = У каждой сессии есть время.
admin-agenda-moved = Сохранено: { $when }.
admin-agenda-taken-out = Сессия убрана из расписания.
admin-agenda-meanwhile = Тем временем эту сессию изменил кто-то другой. Ничего не сохранено. Ниже показано, как она выглядит сейчас: внесите изменение ещё раз, если оно всё ещё нужно.
admin-agenda-outside = Этот день не входит в даты мероприятия. Ничего не сохранено.
admin-agenda-not-moved = Сессию нельзя перенести за начало или конец её дня. Ничего не сохранено.
