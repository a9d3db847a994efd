# Как идёт отправка писем
letter-stage-waiting = Ждёт отправки
letter-stage-held = Задержано
letter-stage-in-flight = Отправляется
letter-stage-deferred = Будет повтор
letter-stage-sent = Отправлено
letter-stage-failed = Не доставлено
letter-stage-bounced = Вернулось
letter-stage-cancelled = Отозвано
admin-outbox-state = Состояние
admin-outbox-state-any = Любое состояние
admin-outbox-open = Все неотправленные
admin-outbox-kind-any = Любое письмо
admin-outbox-unreachable = Не отправлено: два письма на этот адрес вернулись. Исправьте адрес или подтвердите ниже, что он верен.
admin-outbox-bounced = Вернулось
admin-outbox-bounce-status = Код
admin-outbox-settled = Разобрано
admin-outbox-settle = Адрес верен
admin-outbox-settle-hint = Письма на адрес { $address } вернулись. Если адрес неверен, исправьте его в регистрации. Если верен, подтвердите это: письма снова будут туда уходить.
admin-outbox-settle-done = Письма снова уходят на адрес { $address }.
admin-outbox-pause = Задержать письма
admin-outbox-pause-hint = Письма этого мероприятия встают в очередь и ждут. Ничто не теряется. Те, что уже отправляются, остановить нельзя.
admin-outbox-pause-reason = Почему
admin-outbox-pause-reason-hint = Причину увидят здесь ваши коллеги, и она останется в журнале.
admin-outbox-pause-empty = Скажите в нескольких словах, почему письма задержаны.
admin-outbox-paused = Письма задержаны
admin-outbox-paused-by = { $name }, { $when }
admin-outbox-resume = Возобновить отправку
admin-outbox-pause-done = Письма задержаны.
admin-outbox-resume-done = Письма снова уходят, сначала самые старые.
admin-outbox-late = { $count ->
    [one] письмо ждёт дольше, чем должно
    [few] письма ждут дольше, чем должны
   *[other] писем ждут дольше, чем должны
}
admin-outbox-late-note = Посмотрите, что отвечает почтовый сервер. Если не уходит ничего, сообщите тому, кто отвечает за сервер.
admin-outbox-came-back = { $count ->
    [one] письмо вернулось
    [few] письма вернулись
   *[other] писем вернулось
}
admin-outbox-came-back-note = Исправьте адрес или подтвердите, что он верен.
admin-outbox-paused-note = Ничто не уйдёт, пока вы не возобновите отправку.
status-undelivered-title = Мы не смогли написать на { $address }
status-undelivered = Наше последнее письмо вернулось. Исправьте адрес, чтобы получать наши письма. То, что вы читаете на этой странице, верно в любом случае.
status-undelivered-change = Исправить адрес
admin-audit-pause-letters = задержка отправки писем
admin-audit-resume-letters = возобновление отправки писем
admin-audit-settle-bounces = разбор вернувшихся писем
