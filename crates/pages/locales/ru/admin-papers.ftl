# Документы и пункты повестки дня
admin-document-error-symbol = Укажите обозначение так, как его пишут в ООН, например S/RES/1325 (2000), или оставьте поле пустым
admin-topic-list-title = Добавить из списка
admin-topic-list-lead = Темы, резолюции и договоры с официальными названиями на всех языках. Добавленное можно потом изменить так же, как собственную тему.
admin-topic-list-there = Уже есть
admin-topic-list-add = Добавить выбранные темы
admin-topic-list-added = { $count ->
    [one] Добавлена { $count } тема.
    [few] Добавлено { $count } темы.
    [many] Добавлено { $count } тем.
   *[other] Добавлено { $count } темы.
}
admin-topic-list-none = Выберите хотя бы одну тему.
admin-items-title = Пункты повестки дня
admin-items-caption = Пункты по порядку
admin-items-empty = Пунктов пока нет
admin-items-empty-text = Что рассматривает заседание, с номерами 1, 2 (a), (i). На пункты ссылаются сессии и документы.
admin-items-status = Статус
admin-items-frozen = Номера остаются прежними, что бы ни перемещали. Новый пункт получает собственный номер.
admin-items-free = Пока повестка дня не стала предварительной, номера можно менять.
admin-items-change-status = Изменить статус
admin-items-public = Страница для участников
admin-items-renumber = Пронумеровать все пункты заново
admin-items-renumber-hint = По порядку этого списка. Ничто другое номеров не меняет.
admin-items-renumbered = { $count ->
    [0] Все номера уже были верны.
    [one] Изменён { $count } номер.
    [few] Изменены { $count } номера.
    [many] Изменено { $count } номеров.
   *[other] Изменено { $count } номера.
}
admin-items-decided = Что решено
admin-items-on = Дата
admin-items-on-hint = Утверждения или пересмотра
admin-items-session = На каком заседании
admin-items-no-session = Ни на одной из сессий
admin-items-decision = Решение
admin-items-decision-hint = Например: утверждена без голосования
admin-items-status-saved = Статус сохранён. Участники увидят его в следующей опубликованной версии.
admin-items-error-status = Выберите один из статусов
admin-items-error-on = Укажите дату решения
admin-item-add = Добавить пункт
admin-item-new = Новый пункт
admin-item-place = Номер и место
admin-item-number = Номер
admin-item-number-hint = Собственная часть номера, например 2 или (a)
admin-item-frozen = Повестка дня уже не проект: номер этого пункта остаётся прежним
admin-item-parent = Внутри пункта
admin-item-top = Ни в каком другом
admin-item-name = Название
admin-item-annotation = Аннотация
admin-item-annotation-hint = О чём пункт и что ожидается от участников
admin-item-sessions = Сессии
admin-item-sessions-label = Рассматривается на
admin-item-documents = Документы
admin-item-documents-label = Документы этого пункта
admin-item-order = Порядок
admin-item-up = Поднять { $number }
admin-item-down = Опустить { $number }
admin-item-remove = Удалить этот пункт
admin-item-remove-text = Название и аннотация будут потеряны. Сессии и документы останутся.
admin-item-remove-yes = Удалить пункт
admin-item-has-items = Внутри него есть другие пункты. Сначала переместите или удалите их.
admin-item-error-title = Напишите название хотя бы на одном языке
admin-item-error-number = Укажите номер от 1 до 12 знаков, например 2 или (a)
admin-item-error-taken = Такой номер уже есть у другого пункта
admin-item-error-frozen = Повестка дня уже не проект. Оставьте номер и место прежними или верните ей статус проекта
admin-item-error-parent = Здесь пункт стоять не может: не больше трёх уровней и никогда внутри самого себя
admin-documents-title = Документы
admin-documents-caption = Документы в том порядке, в котором их называют
admin-documents-empty = Документов пока нет
admin-documents-empty-text = Материалы заседания — ссылки или файлы PDF — на всех языках, на которых они есть.
admin-document-add = Добавить документ
admin-document-new = Новый документ
admin-document-what = Документ
admin-document-symbol = Условное обозначение
admin-document-symbol-hint = Как его пишут в ООН, например S/RES/1325 (2000). Можно строчными буквами
admin-document-visibility = Кому он доступен
admin-document-embargo = Не раньше
admin-document-embargo-hint = До этого времени о документе знают только организаторы
admin-document-embargo-time = Время
admin-document-name = Название
admin-document-versions = Где его прочитать
admin-document-versions-hint = По строке на язык: код, например en или fr, и адрес. Чтобы убрать язык, оставьте строку пустой.
admin-document-language = Язык { $number }
admin-document-address = Адрес
admin-document-keep = Оставить эти файлы
admin-document-upload = Загрузить PDF
admin-document-upload-language = Язык файла
admin-document-upload-language-hint = Код, например en, ru или fr. Файл на том же языке будет заменён.
admin-document-upload-file = PDF, до 5 МБ
admin-document-upload-save = Загрузить
admin-document-uploaded = Файл сохранён. Участники получат его в следующей опубликованной версии.
admin-document-remove = Удалить этот документ
admin-document-remove-text = Документ будет убран из всех сессий и пунктов.
admin-document-remove-yes = Удалить документ
admin-document-error-title = Напишите название хотя бы на одном языке
admin-document-error-visibility = Выберите, кому он доступен
admin-document-error-embargo = Укажите дату и время, например 09:00, или ничего
admin-document-error-language = Укажите код языка, например en или fr
admin-document-error-address = Укажите адрес, который начинается с https://
admin-document-error-twice = Этот язык указан дважды
admin-document-error-no-file = Выберите файл PDF
