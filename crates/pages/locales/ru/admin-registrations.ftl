# Регистрации: цифры над списком
admin-registrations-registered = Зарегистрированы
admin-registrations-of-places = { $count ->
    [one] из { $count } места
    [few] из { $count } мест
   *[other] из { $count } мест
}
admin-registrations-bar = Подтверждено: { $confirmed }, ожидают решения: { $waiting }, в листе ожидания: { $listed }, всего мест: { $places }
admin-registrations-n-confirmed = подтверждено: { $count }
admin-registrations-n-waiting = ожидают решения: { $count }
admin-registrations-last-days = Последние 14 дней
admin-registrations-new-today = новых, сегодня { $count }
admin-registrations-days-line = Новые регистрации по дням: за последние 14 дней { $count }, сегодня { $today }
admin-registrations-states = Государства
admin-registrations-states-represented = { $count ->
    [one] представлено
    [few] представлены
   *[other] представлено
}

# Вкладки, фильтры, список
admin-registrations-by-status = По статусу
admin-registrations-all = Все
admin-registrations-search = Поиск
admin-registrations-search-hint = Начало имени в любой письменности, электронная почта, организация или номер регистрации
admin-registrations-type = В каком качестве
admin-registrations-type-any = Любое качество
admin-registrations-state = Государство
admin-registrations-state-any = Все государства
admin-registrations-session = Сессия
admin-registrations-session-any = Любая сессия
admin-registrations-find = Найти
admin-registrations-clear = Показать всех
admin-registrations-export = Выгрузить
admin-registrations-showing = Показаны { $first }–{ $last } из { $total }, { $order }
admin-registrations-oldest-first = сначала самые давние
admin-registrations-newest-first = сначала самые новые
admin-registrations-by-name = по имени
admin-registrations-by-organisation = по организации
admin-registrations-select = Выбор
admin-registrations-select-page = Выбрать всех на этой странице
admin-registrations-select-one = Выбрать: { $name }
admin-registrations-name = Имя
admin-registrations-organisation = Организация
admin-registrations-sent = Отправлена
admin-registrations-status = Статус
admin-registrations-with-selected = С выбранными:
admin-registrations-all-selected = { $count ->
    [one] Выбрана { $count } подходящая регистрация
    [few] Выбраны все { $count } подходящие регистрации
   *[other] Выбраны все { $count } подходящих регистраций
}
admin-registrations-select-all = Выбрать всех подходящих: { $count }
admin-registrations-select-none = Снять выбор
admin-registrations-pages = Страницы
admin-registrations-page-of = Страница { $page } из { $pages }
admin-registrations-previous-page = Предыдущая страница
admin-registrations-next-page = Следующая страница
admin-registrations-none-yet = Пока никто не зарегистрировался
admin-registrations-none-yet-hint = Регистрации появятся здесь по мере поступления.
admin-registrations-none-here = В этом списке никого нет
admin-registrations-none-here-hint = Другие списки открываются по словам вверху.
admin-registrations-none-match = Никто не найден
admin-registrations-none-match-hint = Уберите один из фильтров или посмотрите в другом списке.

# Решения
admin-registrations-sure-confirm = { $count ->
    [one] Подтвердить { $count } регистрацию?
    [few] Подтвердить { $count } регистрации?
   *[other] Подтвердить { $count } регистраций?
}
admin-registrations-sure-waitlist = { $count ->
    [one] Перенести { $count } регистрацию в лист ожидания?
    [few] Перенести { $count } регистрации в лист ожидания?
   *[other] Перенести { $count } регистраций в лист ожидания?
}
admin-registrations-sure-decline = { $count ->
    [one] Отклонить { $count } регистрацию?
    [few] Отклонить { $count } регистрации?
   *[other] Отклонить { $count } регистраций?
}
admin-registrations-sure-reopen = { $count ->
    [one] Вернуть { $count } регистрацию на рассмотрение?
    [few] Вернуть { $count } регистрации на рассмотрение?
   *[other] Вернуть { $count } регистраций на рассмотрение?
}
admin-registrations-do-confirm = { $count ->
    [one] Подтвердить { $count } регистрацию
    [few] Подтвердить { $count } регистрации
   *[other] Подтвердить { $count } регистраций
}
admin-registrations-do-waitlist = Перенести в лист ожидания: { $count }
admin-registrations-do-decline = { $count ->
    [one] Отклонить { $count } регистрацию
    [few] Отклонить { $count } регистрации
   *[other] Отклонить { $count } регистраций
}
admin-registrations-do-reopen = Вернуть на рассмотрение: { $count }
admin-registrations-sure-lead = Решение ещё не принято. Проверьте имена и нажмите кнопку внизу. Письма уходят сразу.
admin-registrations-sure-reopen-lead = Решение ещё не принято. При возврате на рассмотрение письма не отправляются.
admin-registrations-people-caption = О ком принимается решение и какое письмо получит каждый
admin-registrations-letter = Письмо
admin-registrations-no-letter = Без письма
admin-registrations-letter-to = { $letter }, язык: { $language }
admin-registrations-now = Сейчас
admin-registrations-unable = Останутся без изменений
admin-registrations-unable-hint = Из их нынешнего статуса выбранное действие невозможно.
admin-registrations-nobody-able = Ни для одной из выбранных регистраций это невозможно.
admin-registrations-nobody-selected = Никто не выбран. Сначала отметьте имена.
admin-registrations-cut = Подходящих регистраций больше { $count }. Решение касается первых { $count }; для остальных повторите его.
admin-registrations-reason = Причина отказа
admin-registrations-reason-hint = Она войдёт в письмо слово в слово. Напишите её на языке делегата.
admin-registrations-reason-empty = Укажите причину отказа
admin-registrations-back-to-list = Назад к списку
admin-registrations-done-confirm = { $count ->
    [one] Подтверждена { $count } регистрация.
    [few] Подтверждены { $count } регистрации.
   *[other] Подтверждено { $count } регистраций.
}
admin-registrations-done-waitlist = { $count ->
    [one] { $count } регистрация перенесена в лист ожидания.
    [few] { $count } регистрации перенесены в лист ожидания.
   *[other] { $count } регистраций перенесено в лист ожидания.
}
admin-registrations-done-decline = { $count ->
    [one] Отклонена { $count } регистрация.
    [few] Отклонены { $count } регистрации.
   *[other] Отклонено { $count } регистраций.
}
admin-registrations-done-reopen = { $count ->
    [one] { $count } регистрация возвращена на рассмотрение.
    [few] { $count } регистрации возвращены на рассмотрение.
   *[other] { $count } регистраций возвращено на рассмотрение.
}
admin-registrations-refused-no-place = Не выполнено, мест больше нет ({ $count }): { $names }.
admin-registrations-refused-state = Не выполнено, статус теперь «{ $status }» ({ $count }): { $names }.
admin-registrations-refused-reason = Не выполнено, для отказа нужна причина ({ $count }): { $names }.
admin-registrations-refused-rights = Не выполнено, у вас нет права решать здесь ({ $count }): { $names }.
admin-registrations-and-more = и ещё { $count }

# Одна регистрация
admin-registrations-previous = Предыдущая
admin-registrations-next = Следующая
admin-registrations-in-list = В этом списке
admin-registrations-answers = Ответы
admin-registrations-reference = Номер регистрации
admin-registrations-full-name = Имя
admin-registrations-badge-name = Имя на бейдже
admin-registrations-email = Электронная почта
admin-registrations-language = Язык писем
admin-registrations-position = Должность
admin-registrations-food = Питание
admin-registrations-access = Доступность
admin-registrations-consents = Согласия
admin-registrations-consents-none = Ни на один из четырёх вопросов
admin-registrations-consent-list = имя в списке участников
admin-registrations-consent-photo = фото- и видеосъёмка
admin-registrations-consent-contact = адрес для других участников
admin-registrations-consent-future = приглашения на следующие мероприятия
admin-registrations-none = Нет
admin-registrations-sessions = Сессии
admin-registrations-sessions-none = Сессии с ограниченным числом мест не выбраны.
admin-registrations-seat-kept = Место закреплено
admin-registrations-seat-waiting = Лист ожидания, номер { $place }
admin-registrations-seat-none = Без места
admin-registrations-session-cancelled = Отменена
admin-registrations-since = С { $moment }
admin-registrations-waiting-place = Номер в листе ожидания: { $place }
admin-registrations-reason-given = Причина: { $reason }
admin-registrations-next-steps = Что дальше
admin-registrations-letters-none = Писем пока нет.
admin-registrations-status-page = Страница делегата
admin-registrations-status-page-hint = Кто знает этот адрес, видит регистрацию и может её изменить. Передавайте его только делегату.
admin-registrations-address = Адрес
admin-registrations-copy = Скопировать
admin-registrations-open = Открыть
admin-registrations-history = История

# More decisions
admin-registrations-sure-any = { $decision } ({ $count })
admin-registrations-done-any = { $decision }: выполнено, регистраций { $count }.
admin-registrations-refused-deadline = Отклонено { $count }: нужен срок в будущем: { $names }.
admin-registrations-sure-undo-lead = Решение ещё не принято. Проверьте имена и нажмите кнопку внизу. Письма ждут { $minutes } мин., и решение можно отменить.
admin-registrations-question = Что вы спрашиваете
admin-registrations-question-hint = Текст войдёт в письмо и на страницу регистрации слово в слово. Напишите его на языке делегата.
admin-registrations-question-empty = Напишите, что вы спрашиваете
admin-registrations-reason-cancel = Причина отмены
admin-registrations-reason-over = Причина превышения лимита
admin-registrations-reason-over-hint = Она сохраняется в истории и журнале. Делегат её не видит.
admin-registrations-over-limit = Подтвердить, хотя все места заняты
admin-registrations-needs-reason = Укажите причину
admin-registrations-answer-days = Дней на ответ
admin-registrations-answer-days-hint = С этого момента. Делегат получит напоминание за день.
admin-registrations-answer-days-wrong = Введите число дней от 1 до 60
admin-registrations-fields-asked = Какие ответы проверить
admin-registrations-undo = Отменить решение
admin-registrations-undo-until = Это решение можно отменить до { $time }. Письма ещё не ушли.
admin-registrations-undone = Отменено решений: { $count }.
admin-registrations-undo-late = Не удалось отменить { $count }, письма уже ушли: { $names }.
admin-registrations-undo-changed = Не удалось отменить { $count }, с тех пор что-то изменилось: { $names }.
admin-registrations-undo-gone = Не удалось отменить { $count }, место уже досталось другому: { $names }.
admin-registrations-answer-by = Ответить до { $moment }
admin-registrations-held = Отложена
admin-registrations-hold = Отложить
admin-registrations-hold-hint = Отложенной регистрации место не предлагается.
admin-registrations-unhold = Вернуть к рассмотрению
admin-registrations-facets = Помимо решения
admin-registrations-facets-save = Сохранить
admin-registrations-facets-saved = Сохранено.
admin-registrations-badge-refused = Из нынешнего состояния бейджа это невозможно.
admin-registrations-queue-move = Переместить в очереди
admin-registrations-queue-to = Новое место в очереди
admin-registrations-queue-wrong = Введите целое число от 1
admin-registrations-queue-reason = Причина
admin-registrations-queue-moved = Место в очереди изменено.
admin-registrations-queue-not = Больше не в листе ожидания.
admin-registrations-change = Делегат просит об изменении
admin-registrations-change-hint = Пока вы не решите, действуют прежние ответы.
admin-registrations-change-accept = Принять изменение
admin-registrations-change-reject = Отклонить с указанием причины
admin-registrations-change-reject-do = Отклонить
admin-registrations-change-reason = Причина отказа
admin-registrations-change-accepted = Изменение принято.
admin-registrations-change-rejected = Изменение отклонено.
admin-registrations-change-gone = Это изменение уже рассмотрено.
admin-registrations-change-misfit = Изменение больше не сочетается с другими ответами, или мест такого вида нет.

admin-registrations-more = Подходит больше { $count }. Добавьте слово или фильтр, чтобы сузить список.

# Адрес
admin-registrations-unproven = Адрес электронной почты не подтверждён.
admin-registrations-unproven-by = Адрес электронной почты не подтверждён. Без этого регистрация закроется: { $moment }.
admin-registrations-vouch = Ручаюсь за этот адрес
admin-registrations-vouch-done = Регистрация больше не закроется сама.
