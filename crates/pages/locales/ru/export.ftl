# Выгрузка регистраций в таблицу
export-title = Выгрузка регистраций
export-rows = { $count ->
    [one] В файле будет { $count } регистрация
    [few] В файле будет { $count } регистрации
   *[other] В файле будет { $count } регистраций
}
export-lead = В файл войдёт то, что сейчас показывает список. В журнал записывается, кто и что выгрузил.
export-format = Формат
export-format-empty = Выберите формат
export-xlsx = Книга Excel (XLSX)
export-xlsx-note = открывается в Excel на любом языке; номера телефонов сохраняются целиком
export-csv-semicolon = CSV с точкой с запятой
export-csv-semicolon-note = для Excel на русском или казахском языке
export-csv-comma = CSV с запятыми
export-csv-comma-note = для Excel на английском языке и других программ
export-language = Язык заголовков и слов
export-columns = Столбцы
export-columns-empty = Выберите хотя бы один столбец
export-protected = чувствительные данные: только тем, кому они нужны
export-make = Создать файл
export-making = Записано строк: { $done } из { $total }
export-looks-again = Страница обновляется каждые две секунды.
export-look = Обновить сейчас
export-ready = { $count ->
    [one] Файл готов: { $count } строка
    [few] Файл готов: { $count } строки
   *[other] Файл готов: { $count } строк
}
export-an-hour = Он хранится один час и доступен только вам.
export-download = Скачать
export-failed = Файл создать не удалось.
export-once-more = Попробовать ещё раз
export-gone = Этого файла больше нет. Его можно создать заново.
