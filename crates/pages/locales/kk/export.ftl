# Тіркелулерді кестеге шығару
export-title = Тіркелулерді файлға шығару
export-rows = { $count ->
    [one] Файлда { $count } тіркелу болады
   *[other] Файлда { $count } тіркелу болады
}
export-lead = Файлға тізімде қазір көрсетілгені кіреді. Кім нені шығарғаны журналға жазылады.
export-format = Пішім
export-format-empty = Пішімді таңдаңыз
export-xlsx = Excel кітабы (XLSX)
export-xlsx-note = Excel бағдарламасының кез келген тілінде дұрыс ашылады; телефон нөмірлері толық сақталады
export-csv-semicolon = Нүктелі үтірмен бөлінген CSV
export-csv-semicolon-note = орыс немесе қазақ тіліндегі Excel үшін
export-csv-comma = Үтірмен бөлінген CSV
export-csv-comma-note = ағылшын тіліндегі Excel және басқа бағдарламалар үшін
export-language = Тақырыптар мен сөздердің тілі
export-columns = Бағандар
export-columns-empty = Кемінде бір бағанды таңдаңыз
export-protected = құпия деректер: тек қажет адамдарға
export-make = Файлды жасау
export-making = { $total } жолдың { $done } жазылды
export-looks-again = Бет екі секунд сайын жаңарады.
export-look = Қазір жаңарту
export-ready = { $count ->
    [one] Файл дайын: { $count } жол
   *[other] Файл дайын: { $count } жол
}
export-an-hour = Ол бір сағат сақталады және тек сізге қолжетімді.
export-download = Жүктеп алу
export-failed = Файлды жасау мүмкін болмады.
export-once-more = Қайталап көру
export-gone = Ол файл енді жоқ. Оны қайта жасауға болады.
