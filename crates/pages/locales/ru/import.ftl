# Загрузка программы из другой системы
import-title = Загрузка программы
import-back = К расписанию
import-lead = Сессии можно взять из файла другой системы. Сначала вы увидите, что изменится. До вашего согласия ничего не записывается.
import-file = Файл
import-file-hint = schedule.xml, schedule.json или файл iCalendar (.ics) до 20 МБ с этого устройства.
import-language = Язык названий и текстов
import-language-hint = Тексты на других языках останутся как есть.
import-dates = Дни
import-move = Перенести даты мероприятия
import-move-note = Тогда мероприятие пройдёт в дни, указанные в файле. Без этого сессии в другие дни не загружаются.
import-look = Посмотреть, что изменится
import-other-file = Другой файл
import-plan-title = Что изменит загрузка
import-sum = Всего
import-new = { $count ->
    [one] { $count } новая сессия
    [few] { $count } новые сессии
   *[other] { $count } новых сессий
}
import-changed = { $count ->
    [one] { $count } сессия отличается
    [few] { $count } сессии отличаются
   *[other] { $count } сессий отличаются
}
import-same = { $count ->
    [one] { $count } сессия совпадает
    [few] { $count } сессии совпадают
   *[other] { $count } сессий совпадают
}
import-missing = { $count ->
    [one] { $count } сессии нет в файле
   *[other] { $count } сессий нет в файле
}
import-missing-tick = Они останутся. Отметьте те, которые нужно удалить.
import-not-taken = { $count ->
    [one] { $count } запись загрузить нельзя
    [few] { $count } записи загрузить нельзя
   *[other] { $count } записей загрузить нельзя
}
import-notes = { $count ->
    [one] { $count } запись загружается с изменениями
    [few] { $count } записи загружаются с изменениями
   *[other] { $count } записей загружаются с изменениями
}
import-made = Будут созданы: залы — { $rooms }, темы — { $topics }, люди — { $people }.
import-new-dates = Мероприятие пройдёт { $dates }.
import-nothing = Файл ничего не меняет.
import-promise = Всё записывается сразу и только в черновик. Участники увидят изменения после следующей публикации.
import-apply = Загрузить
import-differs = Отличается: { $fields }
import-more = и ещё { $count }
import-at = строка { $line }
import-field-title = название
import-field-summary = описание
import-field-time = время
import-field-room = зал
import-field-topics = темы
import-field-people = люди
import-field-cancelled = отмена
import-why-no-title = Нет названия.
import-why-no-start = Не указано начало.
import-why-unreadable-start = Не удалось прочитать начало.
import-why-all-day = Есть дата, но нет времени.
import-why-unreadable-length = Не удалось прочитать длительность.
import-why-too-short = Короче пяти минут.
import-why-too-long = Длиннее суток.
import-why-twice = У другой сессии в файле тот же идентификатор.
import-why-outside = { $day } — не день мероприятия.
import-why-skipped = В этот день часы переводят и такого времени нет.
import-why-too-many = В файле больше сессий, чем можно загрузить; остальные пропущены.
import-why-shortened = Слишком длинно, сокращено: { $field }.
import-why-unknown-zone = Часовой пояс неизвестен. Взят пояс календаря или мероприятия.
import-why-repeats = Событие повторяется. Загружается только первый раз.
import-unreadable-empty = Файл пуст.
import-unreadable-large = Файл больше { $mb } МБ.
import-unreadable-unknown = Это не schedule.xml, не schedule.json и не файл iCalendar.
import-unreadable-broken = Файл повреждён в строке { $line }.
import-unreadable-doctype = В строке { $line } объявлен тип документа. Ради безопасности такие файлы не читаются: удалите эту строку.
import-unreadable-much = В файле больше частей, чем бывает в любой программе.
import-unreadable-no-sessions = В файле нет ни одной сессии.
import-making = Записано сессий: { $done } из { $total }
import-done = Загружено в черновик: новых { $new }, изменено { $changed }, удалено { $removed }.
import-in-use = Ничего не загружено: на сессию «{ $title }» записались люди. Снимите отметку или отмените сессию вручную.
import-meanwhile = Ничего не загружено: черновик тем временем изменился. Ниже показано, что файл изменит теперь.
import-gone = Этого файла больше нет. Выберите его ещё раз.
admin-audit-import-agenda = загрузил(а) программу
import-audit = { $file }: новых { $new }, изменено { $changed }, удалено { $removed }
