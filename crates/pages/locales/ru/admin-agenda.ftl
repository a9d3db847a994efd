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
admin-agenda-help = Перетащите сессию или выберите её и заполните форму.
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
admin-agenda-outside = Этот день не входит в даты мероприятия. Ничего не сохранено.
admin-agenda-not-moved = Сессию нельзя перенести за начало или конец её дня. Ничего не сохранено.
admin-agenda-tab-checks = Проверки
admin-agenda-more-checks = { $count ->
    [one] И ещё { $count }. Сначала исправьте эти.
    [few] И ещё { $count }. Сначала исправьте эти.
    [many] И ещё { $count }. Сначала исправьте эти.
   *[other] И ещё { $count }. Сначала исправьте эти.
}
admin-agenda-check-turnover = Один докладчик в двух залах, сразу друг за другом.
admin-agenda-check-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
admin-agenda-check-wishes = Записалось больше людей, чем мест в зале.
admin-agenda-check-wishes-numbers = записалось: { $people }, мест в зале: { $capacity }
admin-agenda-check-interpreters = Одна группа переводчиков работает слишком долго.
admin-agenda-check-one-gender = Все участники панели одного пола.
admin-agenda-check-moderator-only = Один из полов представлен на панели только модератором.
admin-agenda-flag-turnover = Переход за { $minutes } мин
admin-agenda-flag-wishes = Записалось { $people }, мест { $capacity }
admin-agenda-flag-interpreters = Переводчикам нужен перерыв
admin-agenda-flag-one-gender = Все одного пола
admin-agenda-flag-moderator-only = Один пол только модерирует
admin-agenda-free-time = Первое свободное время для второй: { $when }.
admin-agenda-first-free = Первое свободное время в этом зале:
admin-agenda-move-there = Перенести туда
admin-agenda-more = Копия, деление, обмен
admin-agenda-copy = Сделать копию без времени
admin-agenda-split-at = На две части в
admin-agenda-split = Разделить
admin-agenda-swap-with = С сессией
admin-agenda-swap = Поменять местами
admin-agenda-copied = Копия сделана. В расписании её пока нет.
admin-agenda-split-done = Сессия разделена. Выбрана вторая часть.
admin-agenda-swapped = Сессии поменялись местами.
admin-agenda-not-split = Часть должна длиться не менее 5 минут и начинаться в тот же день. Ничего не сохранено.
admin-agenda-undo-move = Отменить перенос: «{ $title }»
admin-agenda-undo-take-out = Вернуть в расписание: «{ $title }»
admin-agenda-undo-put-in = Отменить внесение: «{ $title }»
admin-agenda-undo-swap = Отменить обмен: «{ $title }»
admin-agenda-undo-copy = Отменить копию: «{ $title }»
admin-agenda-undo-split = Отменить деление: «{ $title }»
admin-agenda-undo-by = { $what } ({ $who })
admin-agenda-undone = Отменено.
admin-agenda-undo-meanwhile = С тех пор что-то изменилось. Ничего не отменено. Ниже показано, как программа выглядит сейчас.
admin-agenda-undo-in-use = На эту сессию уже записались. Она остаётся: отметьте её как отменённую.
admin-agenda-ask = { $count ->
    [one] Так появится { $count } замечание
    [few] Так появятся { $count } замечания
    [many] Так появится { $count } замечаний
   *[other] Так появится { $count } замечания
}
admin-agenda-ask-blocked = Так сохранить нельзя
admin-agenda-ask-blocked-text = На этом мероприятии такие накладки сохранять не разрешено.
admin-agenda-ask-meanwhile = Эту сессию изменили: { $who }, { $when }
admin-agenda-ask-meanwhile-somebody = Тем временем эту сессию изменил кто-то другой
admin-agenda-ask-which = Ничего не сохранено. Какой вариант верный?
admin-agenda-ask-now = Сейчас
admin-agenda-ask-then = Как хотите вы
admin-agenda-ask-yes = Всё равно сохранить
admin-agenda-ask-mine = Сохранить мой вариант
admin-agenda-ask-theirs = Оставить как есть
admin-agenda-ask-no = Оставить как есть
admin-agenda-keyboard = Клавиатура
admin-agenda-keyboard-text = Перейдите к кнопке «Перенести» у сессии и нажмите Enter. Стрелки переносят её на 15 минут или в соседний зал, Shift со стрелкой вверх или вниз меняет длительность, Enter ставит на место, Escape возвращает назад.
admin-agenda-js-free = свободно
admin-agenda-js-taken = здесь другая сессия
admin-agenda-js-busy = докладчик занят
admin-agenda-js-lifted = Взято.
admin-agenda-js-put = Сохранено.
admin-agenda-js-back = На прежнем месте.
admin-agenda-js-asks = Ещё не сохранено: нужно принять решение.
admin-agenda-js-failed = Сохранить не удалось. Проверьте подключение и попробуйте ещё раз.
admin-agenda-js-move = Перенести:

# Насколько серьёзна каждая накладка
admin-checks-title = Проверки
admin-checks-lead = Что проверяется, пока программу меняют, и что из этого следует. Замечания, которые нужно только проверить, ничему не мешают.
admin-checks-places = Залы и время
admin-checks-people = Люди
admin-checks-panels = Панели, где все указали свой пол
admin-checks-save = Сохранить
admin-checks-saved = Сохранено.
admin-checks-meanwhile = Тем временем программу изменил кто-то другой. Ничего не сохранено.
admin-checks-see = Посмотреть, что сохранено
admin-checks-usual = { $level } (обычно)
admin-checks-level-save = Сохранить нельзя
admin-checks-level-release = Мешает публикации
admin-checks-level-warn = Нужно проверить
admin-checks-level-ignore = Не проверяется
admin-checks-room-twice = Две сессии в одном зале
admin-checks-person-twice = Один человек на двух сессиях
admin-checks-outside-event = День не входит в даты мероприятия
admin-checks-outside-hours = Вне часов работы зала
admin-checks-turnover = Меньше 10 минут на переход в другой зал
admin-checks-room-too-small = Мест для записи больше, чем в зале
admin-checks-too-many-wishes = Записалось больше людей, чем мест в зале
admin-checks-no-chair = Нет председателя или модератора
admin-checks-interpretation = Переводчики работают более 3 часов без перерыва
admin-checks-booths = Языков больше, чем кабин в зале
admin-checks-public-link = Закрытая сессия с открытой ссылкой
admin-checks-declined = Кто-то отказался
admin-checks-not-registered = Кто-то не зарегистрирован
admin-checks-one-gender = Все одного пола
admin-checks-moderator-only = Один из полов только модерирует
admin-agenda-check-hours = Вне часов работы зала.
admin-agenda-check-booths = Языков больше, чем кабин в зале.
admin-agenda-check-booths-numbers = языков: { $languages }, кабин: { $booths }
admin-agenda-check-link = Сессия закрытая, а ссылка открыта для всех.
admin-agenda-check-declined = Кто-то из списка отказался.
admin-agenda-check-not-registered = Кто-то из выступающих не зарегистрирован.
admin-agenda-flag-hours = Вне часов зала
admin-agenda-flag-booths = Не хватает кабин
admin-agenda-flag-link = Открытая ссылка
admin-agenda-flag-declined = Кто-то отказался
admin-agenda-flag-not-registered = Кто-то не зарегистрирован
