# Кесте редакторы
admin-agenda-title = Бағдарлама
admin-agenda-title-day = Бағдарлама: { $day }
admin-agenda-tabs = Бағдарлама бөлімдері
admin-agenda-tab-timetable = Кесте
admin-agenda-tab-rooms = Залдар
admin-agenda-tab-topics = Тақырыптар
admin-agenda-tab-speakers = Баяндамашылар
admin-agenda-tab-items = Тармақтар
admin-agenda-tab-documents = Құжаттар
admin-agenda-tab-releases = Нұсқалар
admin-agenda-days = Күндер
admin-agenda-never-released = Жоба, әлі жарияланбаған
admin-agenda-draft = Жоба, { $release }-нұсқадан кейін { $count ->
    [one] { $count } өзгеріс
   *[other] { $count } өзгеріс
}
admin-agenda-released = { $release }-нұсқа жарияланды
admin-agenda-as-participant = Қатысушы ретінде қарау
admin-agenda-release = Жариялау…
admin-agenda-see-changes = Өзгерістерді қарау
admin-agenda-add = Сессия қосу
admin-agenda-help = Сессияны жылжыту үшін оны таңдаңыз.
admin-agenda-zone = Уақыт { $zone } белдеуі бойынша көрсетілген ({ $offset }).
admin-agenda-board = { $day }, залдар бойынша
admin-agenda-all-rooms = Барлық зал
admin-agenda-elsewhere = Басқа орындар
admin-agenda-seats = { $count ->
    [one] { $count } орын
   *[other] { $count } орын
}
admin-agenda-cancelled = Болмайды
admin-agenda-empty-day = Бұл күнге әлі ештеңе жоспарланбаған.
admin-agenda-checks = { $count ->
    [one] { $count } ескертуді тексеріңіз
   *[other] { $count } ескертуді тексеріңіз
}
admin-agenda-nothing-to-check = Ескерту жоқ
admin-agenda-all-fits = Бірде-бір зал да, баяндамашы да екі рет қойылмаған.
admin-agenda-blocks = Жариялаудан бұрын түзету қажет.
admin-agenda-check-room = Бір уақытта бір залда екі сессия.
admin-agenda-check-speaker = Бір баяндамашы бір уақытта екі сессияда.
admin-agenda-check-day = Бұл күн іс-шара күндеріне кірмейді.
admin-agenda-check-seats = Орын саны залдың сыйымдылығынан көп.
admin-agenda-check-seats-numbers = жазылуға { $seats } орын, залда { $capacity }
admin-agenda-check-chair = Баяндамашылар бар, бірақ төраға да, модератор да жоқ.
admin-agenda-flag-room = Зал екі рет қойылған
admin-agenda-flag-speaker = Баяндамашы екі рет қойылған
admin-agenda-flag-day = Іс-шара күні емес
admin-agenda-flag-seats = { $seats } орын, залда { $capacity }
admin-agenda-flag-chair = Төраға жоқ
admin-agenda-earlier = 15 мин ерте
admin-agenda-later = 15 мин кеш
admin-agenda-to-room = Ауыстыру: { $room }
admin-agenda-to-all-rooms = Барлық залға
admin-agenda-take-out = Алып тастау
admin-agenda-day = Күні
admin-agenda-starts = Басталуы
admin-agenda-lasts = Ұзақтығы
admin-agenda-room = Зал
admin-agenda-minutes = { $count ->
    [one] { $count } минут
   *[other] { $count } минут
}
admin-agenda-save = Сақтау
admin-agenda-put-in = Кестеге енгізу
admin-agenda-edit = Барлық мәліметті өзгерту
admin-agenda-see-details = Барлық мәлімет
admin-agenda-tray = Әлі кестеде жоқ ({ $count })
admin-agenda-tray-empty = Әр сессияның уақыты бар.
admin-agenda-moved = Сақталды: { $when }.
admin-agenda-taken-out = Сессия кестеден алынды.
admin-agenda-meanwhile = Осы арада бұл сессияны басқа біреу өзгертті. Ештеңе сақталған жоқ. Төменде оның қазіргі күйі көрсетілген: өзгеріс әлі қажет болса, қайта енгізіңіз.
admin-agenda-outside = Бұл күн іс-шара күндеріне кірмейді. Ештеңе сақталған жоқ.
admin-agenda-not-moved = Сессияны өз күнінің басынан немесе соңынан асыруға болмайды. Ештеңе сақталған жоқ.
