# Публикация программы
admin-release-title = Версия { $number }
admin-release-lead-first = Программа станет публичной в том виде, в каком она есть в черновике.
admin-release-lead = Что изменится для участников по сравнению с версией { $number }.
admin-release-for-whom = Новую программу сразу увидят все, а подписанные на неё календари возьмут новое время.
admin-release-hidden = Мероприятие ещё не открыто для всех: версию видит только секретариат, пока вы не откроете мероприятие в настройках.
admin-release-nothing = Публиковать нечего
admin-release-nothing-text = Черновик не отличается от версии { $number }.
admin-release-nothing-at-all = В расписании пока ничего нет.
admin-release-blocked = Сначала нужно исправить: { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
    [many] { $count } замечаний
   *[other] { $count } замечания
}
admin-release-warnings = Обратите внимание: { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
    [many] { $count } замечаний
   *[other] { $count } замечания
}
admin-release-warnings-text = Опубликовать можно и так.
admin-release-back = Назад к расписанию
admin-release-group-new = { $count ->
    [one] { $count } новая сессия
    [few] { $count } новые сессии
    [many] { $count } новых сессий
   *[other] { $count } новой сессии
}
admin-release-group-moved = { $count ->
    [one] { $count } сессия пройдёт в другое время или в другом месте
    [few] { $count } сессии пройдут в другое время или в другом месте
    [many] { $count } сессий пройдут в другое время или в другом месте
   *[other] { $count } сессии пройдут в другое время или в другом месте
}
admin-release-group-cancelled = { $count ->
    [one] { $count } сессия не состоится
    [few] { $count } сессии не состоятся
    [many] { $count } сессий не состоятся
   *[other] { $count } сессии не состоятся
}
admin-release-group-restored = { $count ->
    [one] { $count } сессия всё же состоится
    [few] { $count } сессии всё же состоятся
    [many] { $count } сессий всё же состоятся
   *[other] { $count } сессии всё же состоятся
}
admin-release-group-roles = { $count ->
    [one] { $count } сессия с другими докладчиками или ролями
    [few] { $count } сессии с другими докладчиками или ролями
    [many] { $count } сессий с другими докладчиками или ролями
   *[other] { $count } сессии с другими докладчиками или ролями
}
admin-release-group-text = { $count ->
    [one] { $count } сессия с другими текстами
    [few] { $count } сессии с другими текстами
    [many] { $count } сессий с другими текстами
   *[other] { $count } сессии с другими текстами
}
admin-release-was = До сих пор:
admin-release-now = Теперь:
admin-release-without-time = без времени
admin-release-signed-up = { $count ->
    [one] Записался { $count } человек
    [few] Записались { $count } человека
    [many] Записались { $count } человек
   *[other] Записались { $count } человека
}
admin-release-comment = Что нового
admin-release-comment-hint = Одно-два предложения. Они сохранятся вместе с версией.
admin-release-publish = Опубликовать версию { $number }
admin-release-published = Версия { $number } опубликована.
admin-release-meanwhile = Пока вы смотрели черновик, кто-то его изменил. Ничего не опубликовано. Список ниже обновлён: прочитайте его ещё раз.
admin-release-error-blocked = Ничего не опубликовано: сначала нужно кое-что исправить.
admin-release-error-nothing = Ничего не опубликовано: черновик не отличается от последней версии.
admin-releases-title = Версии
admin-releases-caption = Все версии, последние сверху
admin-releases-number = Номер
admin-releases-when = Опубликована
admin-releases-who = Кем
admin-releases-changes = Изменения
admin-releases-comment = Что было нового
admin-releases-current = Видна всем
admin-releases-empty = Ещё ничего не опубликовано
admin-releases-empty-text = Участники увидят программу после первой публикации.
admin-releases-see = Показать сессии
admin-releases-kind-new = новая
admin-releases-kind-moved = перенесена
admin-releases-kind-cancelled = отменена
admin-releases-kind-restored = всё же состоится
admin-releases-kind-roles = докладчики
admin-releases-kind-text = тексты
admin-releases-open = открыть эту версию
admin-old-release-title = Версия { $number }, как она была опубликована
admin-release-group-items = { $count ->
    [one] { $count } сессия с другими пунктами повестки дня
    [few] { $count } сессии с другими пунктами повестки дня
    [many] { $count } сессий с другими пунктами повестки дня
   *[other] { $count } сессии с другими пунктами повестки дня
}
admin-releases-kind-items = пункты повестки дня
admin-release-told = Кому придёт письмо
admin-release-told-nobody = Никому: ни одна сессия, на которую записались, не появилась, не отменена, не перенесена и не сменила выступающих.
admin-release-told-people = { $count ->
    [one] { $count } человек из записавшихся
    [few] { $count } человека из записавшихся
    [many] { $count } человек из записавшихся
   *[other] { $count } человека из записавшихся
}
admin-release-told-speakers = Выступающим, об их сессиях:
admin-release-told-unknown = Нет адреса электронной почты:
admin-release-told-held = Письма уйдут через { $minutes } мин. Всё, что будет опубликовано до тех пор, войдёт в то же письмо.
admin-release-told-today = Мероприятие проходит сегодня: письма уйдут сразу и с такой пометкой.
admin-release-letters = Письма
admin-release-quiet = Не рассылать письма об этой версии
admin-release-quiet-hint = Вместе с версией сохранится, что писем не было.
admin-releases-letters = Сообщено письмом
admin-releases-quiet = без писем
