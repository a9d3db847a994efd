# Рассылки
admin-messages = Рассылки
admin-messages-lead = Один текст всем, кого показывает список регистраций. Сначала выберите людей в списке с помощью фильтров, затем нажмите «Написать этим людям».
admin-messages-none = Рассылок пока нет
message-new = Новая рассылка
message-write = Написать этим людям
message-lead = Каждый получит письмо на своём языке, а если на нём текста нет, то на английском. В начало добавляется обращение, если первая строка не заканчивается полем {"{name}"}. После текста идут сведения о мероприятии и ссылка на страницу регистрации.
message-about = Кому
message-people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
}
message-purpose = О чём
message-purpose-event = Об этом мероприятии
message-purpose-event-hint = Получат все выбранные.
message-purpose-future = О будущих мероприятиях
message-purpose-future-hint = Получат только те, кто согласился на такие письма.
message-body = Текст
message-save = Сохранить черновик
message-saved = Черновик сохранён.
message-no-subject = Без темы
message-nothing = Пока ничего не написано.
message-state-draft = Черновик
message-state-scheduled = Запланирована
message-state-sending = Отправляется
message-state-stopped = Остановлена
message-state-done = Отправлена
message-sent-of = Отправлено
message-figures = Отправлено { $sent } из { $chosen }
message-progress = Ход отправки
message-due = Начало отправки
message-waiting = Осталось
message-failed = Не доставлено
message-left-out = Пропущены: отказались от рассылок
message-stop = Остановить отправку
message-stopped = { $count ->
    [one] Рассылка остановлена. Отозвано { $count } письмо.
    [few] Рассылка остановлена. Отозвано { $count } письма.
   *[other] Рассылка остановлена. Отозвано { $count } писем.
}
message-too-late = Рассылка уже отправлена. Останавливать нечего.
message-whom = Кто получит
message-look = Открыть список
message-fallback = «Русский → Английский» значит: читает по-русски, получит по-английски, потому что русского текста нет. Те, кто отказался от рассылок, не посчитаны.
message-edit = Изменить
message-confirm = Отправка
message-confirm-hint = Список получателей закрепляется, когда вы подтверждаете. Кто зарегистрируется позже, письма не получит.
message-to-confirm = Перейти к отправке
message-confirm-text = { $count ->
    [one] Письмо получит { $count } человек. Отправку можно остановить, но то, что ушло, не вернуть.
    [few] Письмо получат { $count } человека. Отправку можно остановить, но то, что ушло, не вернуть.
   *[other] Письмо получат { $count } человек. Отправку можно остановить, но то, что ушло, не вернуть.
}
message-when-hint = Чтобы отправить сейчас, оставьте день и время пустыми. Иначе укажите время мероприятия, { $zone }.
message-day = День
message-time = Время
message-send = { $count ->
    [one] Отправить { $count } человеку
   *[other] Отправить { $count } людям
}
message-not-yet = Пока нет
message-confirmed = { $count ->
    [one] Письмо получит { $count } человек.
    [few] Письмо получат { $count } человека.
   *[other] Письмо получат { $count } человек.
}
message-remove = Удалить черновик
message-removed = Черновик удалён.
message-error-when = Укажите день и время в виде 09:30 или не указывайте ничего
message-error-past = Это время уже прошло. Укажите более позднее
message-error-empty = Напишите текст хотя бы на одном языке
message-error-both = Напишите на этом языке и тему, и текст либо ничего
message-error-nobody = Это письмо никто не получит. Выберите других людей
message-error-others = Пока страница была открыта, список изменился: { $now } вместо { $told }. Посмотрите ещё раз и подтвердите.
message-error-state = Эта рассылка уже подтверждена.
message-preview-title = Письмо для { $name }
message-back = Рассылка
message-previous = Предыдущее
message-next = Следующее
message-place = { $place } из { $count }
message-other-language = Язык письма: { $language }, потому что текста на языке получателя нет ({ $wanted }).
admin-audit-save-message = сохранена рассылка
admin-audit-remove-message = удалён черновик рассылки
admin-audit-confirm-message = отправлена рассылка
admin-audit-stop-message = остановлена рассылка
admin-audit-message-done = переданы последние письма рассылки
admin-audit-stop-letters = отказ от рассылок
admin-audit-take-letters = рассылки снова разрешены
admin-audit-send-trial = пробное письмо себе

# Напоминания
admin-rules = Напоминания
admin-rules-lead = Письма, которые уходят сами, по датам мероприятия. Если мероприятие перенесут, они сдвинутся вместе с ним. Каждое приходит каждому один раз.
admin-audit-save-rule = изменено напоминание
admin-audit-remove-rule = удалено напоминание
admin-audit-fire-rule = отправлены напоминания
rule-new = Новое напоминание
rule-own = Ваше напоминание
rule-arrival = Практические сведения перед приездом
rule-thank-you = Благодарность после мероприятия
rule-sentence-before = { $days ->
    [one] За { $days } день до { $anchor }, в { $time }: { $whom }
    [few] За { $days } дня до { $anchor }, в { $time }: { $whom }
   *[other] За { $days } дней до { $anchor }, в { $time }: { $whom }
}
rule-sentence-after = { $days ->
    [one] Через { $days } день после { $anchor }, в { $time }: { $whom }
    [few] Через { $days } дня после { $anchor }, в { $time }: { $whom }
   *[other] Через { $days } дней после { $anchor }, в { $time }: { $whom }
}
rule-sentence-on = { $anchor }, в { $time }: { $whom }
rule-anchor-start = В первый день
rule-anchor-end = В последний день
rule-anchor-closes = В день закрытия регистрации
rule-of-start = первого дня
rule-of-end = последнего дня
rule-of-closes = закрытия регистрации
rule-audience-confirmed = всем, чья регистрация подтверждена
rule-audience-undecided = всем, кто ждёт решения
rule-audience-waiting-list = всем в листе ожидания
rule-audience-active = всем, кому не отказано и кто не отозвал регистрацию
rule-next = { $count ->
    [one] Следующая отправка: { $moment }, { $count } человек.
    [few] Следующая отправка: { $moment }, { $count } человека.
   *[other] Следующая отправка: { $moment }, { $count } человек.
}
rule-now = { $count ->
    [one] Отправляется с { $moment }: { $count } человек и те, кто добавится.
    [few] Отправляется с { $moment }: { $count } человека и те, кто добавится.
   *[other] Отправляется с { $moment }: { $count } человек и те, кто добавится.
}
rule-over = Время прошло: { $moment }.
rule-letters = { $count ->
    [one] Уже отправлено { $count } письмо.
    [few] Уже отправлено { $count } письма.
   *[other] Уже отправлено { $count } писем.
}
rule-on = Включено
rule-off = Выключено
rule-switch = Это напоминание
rule-when = Когда
rule-when-hint = По времени мероприятия.
rule-days = Дней
rule-side = До или после
rule-before = до
rule-after = после
rule-anchor = Чего
rule-at = Время
rule-whom = Кому
rule-audience = Люди
rule-types = Типы представительства
rule-types-hint = Если не отметить ничего, письмо получат все типы.
rule-save = Сохранить
rule-saved = Напоминание сохранено.
rule-remove = Удалить напоминание
rule-remove-text = Больше никто не получит этого напоминания.
rule-removed = Напоминание удалено.
rule-has-fired = Это напоминание уже отправляли. Его можно выключить, но не удалить.
rule-words-elsewhere = Текст этого письма пишется в разделе «Тексты писем», отдельно для каждого типа и языка.
rule-error-days = Укажите число дней от 0 до { $most }
rule-error-at = Укажите время в виде 09:30
rule-error-many = Напоминаний уже { $most }. Сначала удалите одно

# Страница, на которой делегат отказывается от рассылок
stop-letters-title = Рассылки
stop-letters-text = Иногда мы пишем сразу многим участникам: { $event }. Письма о вашей собственной регистрации к этому не относятся и приходят в любом случае.
stop-letters-stop = Не присылать мне рассылки
stop-letters-done = Рассылки больше не будут приходить. Письма о вашей регистрации приходят по-прежнему.
stop-letters-again = Снова присылать рассылки
