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
admin-agenda-help = Сессияны сүйреп апарыңыз немесе таңдап, пішінді толтырыңыз.
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
admin-agenda-outside = Бұл күн іс-шара күндеріне кірмейді. Ештеңе сақталған жоқ.
admin-agenda-not-moved = Сессияны өз күнінің басынан немесе соңынан асыруға болмайды. Ештеңе сақталған жоқ.
admin-agenda-tab-checks = Тексерулер
admin-agenda-more-checks = { $count ->
    [one] Тағы { $count }. Алдымен осыларды түзетіңіз.
   *[other] Тағы { $count }. Алдымен осыларды түзетіңіз.
}
admin-agenda-check-turnover = Бір баяндамашы екі залда бірінен кейін бірі.
admin-agenda-check-minutes = { $count ->
    [one] { $count } минут
   *[other] { $count } минут
}
admin-agenda-check-wishes = Жазылғандар залдағы орыннан көп.
admin-agenda-check-wishes-numbers = жазылғаны: { $people }, залдағы орын: { $capacity }
admin-agenda-check-interpreters = Бір аудармашылар тобы тым ұзақ жұмыс істейді.
admin-agenda-check-one-gender = Панельдің барлық қатысушысы бір жынысты.
admin-agenda-check-moderator-only = Бір жыныс панельде тек модератор ретінде қатысады.
admin-agenda-flag-turnover = Зал ауыстыруға { $minutes } мин
admin-agenda-flag-wishes = { $people } адам, { $capacity } орын
admin-agenda-flag-interpreters = Аудармашыларға үзіліс керек
admin-agenda-flag-one-gender = Бәрі бір жынысты
admin-agenda-flag-moderator-only = Бір жыныс тек модератор
admin-agenda-free-time = Екіншісі үшін бірінші бос уақыт: { $when }.
admin-agenda-first-free = Осы залдағы бірінші бос уақыт:
admin-agenda-move-there = Сонда ауыстыру
admin-agenda-more = Көшіру, бөлу, алмастыру
admin-agenda-copy = Уақытсыз көшірмесін жасау
admin-agenda-split-at = Екіге бөлінетін уақыт
admin-agenda-split = Бөлу
admin-agenda-swap-with = Қай сессиямен
admin-agenda-swap = Алмастыру
admin-agenda-copied = Көшірілді. Көшірме әлі кестеде жоқ.
admin-agenda-split-done = Бөлінді. Екінші бөлігі таңдалды.
admin-agenda-swapped = Алмастырылды.
admin-agenda-not-split = Әр бөлік кемінде 5 минут болып, сол күні басталуы керек. Ештеңе сақталған жоқ.
admin-agenda-undo-move = Жылжытудан бас тарту: «{ $title }»
admin-agenda-undo-take-out = Кестеге қайтару: «{ $title }»
admin-agenda-undo-put-in = Енгізуден бас тарту: «{ $title }»
admin-agenda-undo-swap = Алмастырудан бас тарту: «{ $title }»
admin-agenda-undo-copy = Көшіруден бас тарту: «{ $title }»
admin-agenda-undo-split = Бөлуден бас тарту: «{ $title }»
admin-agenda-undo-by = { $what } ({ $who })
admin-agenda-undone = Қайтарылды.
admin-agenda-undo-meanwhile = Содан бері бірдеңе өзгерді. Ештеңе қайтарылған жоқ. Төменде бағдарламаның қазіргі күйі көрсетілген.
admin-agenda-undo-in-use = Бұл сессияға адамдар жазылып қойған. Ол қалады: оны болмайды деп белгілеңіз.
admin-agenda-ask = { $count ->
    [one] Осыдан { $count } ескерту пайда болады
   *[other] Осыдан { $count } ескерту пайда болады
}
admin-agenda-ask-blocked = Бұлай сақтауға болмайды
admin-agenda-ask-blocked-text = Бұл іс-шарада мұндай қайшылықты сақтауға рұқсат жоқ.
admin-agenda-ask-meanwhile = Бұл сессияны өзгерткен: { $who }, { $when }
admin-agenda-ask-meanwhile-somebody = Осы арада бұл сессияны басқа біреу өзгертті
admin-agenda-ask-which = Ештеңе сақталған жоқ. Екеуінің қайсысы дұрыс?
admin-agenda-ask-now = Қазір
admin-agenda-ask-then = Сіз қалағандай
admin-agenda-ask-yes = Бәрібір сақтау
admin-agenda-ask-mine = Менікін сақтау
admin-agenda-ask-theirs = Басқанікін қалдыру
admin-agenda-ask-no = Сол күйінде қалдыру
admin-agenda-keyboard = Пернетақта
admin-agenda-keyboard-text = Сессияның «Жылжыту» түймесіне өтіп, Enter басыңыз. Көрсеткілер оны 15 минутқа немесе көрші залға жылжытады, Shift пен жоғары не төмен көрсеткі ұзақтығын өзгертеді, Enter орнына қояды, Escape кері қайтарады.
admin-agenda-js-free = бос
admin-agenda-js-taken = мұнда басқа сессия бар
admin-agenda-js-busy = баяндамашы бос емес
admin-agenda-js-lifted = Алынды.
admin-agenda-js-put = Сақталды.
admin-agenda-js-back = Бұрынғы орнында.
admin-agenda-js-asks = Әлі сақталған жоқ: шешім қабылдау керек.
admin-agenda-js-failed = Сақтау мүмкін болмады. Байланысты тексеріп, қайталап көріңіз.
admin-agenda-js-move = Жылжыту:

# Әр қайшылық қаншалықты маңызды
admin-checks-title = Тексерулер
admin-checks-lead = Бағдарлама өзгертілгенде не тексеріледі және одан не шығады. Тек қарап шығу керек ескертулер ештеңеге кедергі болмайды.
admin-checks-places = Залдар мен уақыт
admin-checks-people = Адамдар
admin-checks-panels = Бәрі жынысын көрсеткен панельдер
admin-checks-save = Сақтау
admin-checks-saved = Сақталды.
admin-checks-meanwhile = Осы арада бағдарламаны басқа біреу өзгертті. Ештеңе сақталған жоқ.
admin-checks-see = Сақталғанын көру
admin-checks-usual = { $level } (әдеттегісі)
admin-checks-level-save = Сақтауға болмайды
admin-checks-level-release = Жариялауға кедергі
admin-checks-level-warn = Тексеру керек
admin-checks-level-ignore = Тексерілмейді
admin-checks-room-twice = Бір залда екі сессия
admin-checks-person-twice = Бір адам екі сессияда
admin-checks-outside-event = Күні іс-шара күндеріне кірмейді
admin-checks-outside-hours = Залдың жұмыс уақытынан тыс
admin-checks-turnover = Зал ауыстыруға 10 минуттан аз
admin-checks-room-too-small = Жазылуға берілген орын залдағыдан көп
admin-checks-too-many-wishes = Жазылғандар залдағы орыннан көп
admin-checks-no-chair = Төраға да, модератор да жоқ
admin-checks-interpretation = Аудармашылар үзіліссіз 3 сағаттан көп жұмыс істейді
admin-checks-booths = Тілдер залдағы кабинадан көп
admin-checks-public-link = Ашық сілтемесі бар жабық сессия
admin-checks-declined = Біреу бас тартты
admin-checks-not-registered = Біреу тіркелмеген
admin-checks-one-gender = Бәрі бір жынысты
admin-checks-moderator-only = Бір жыныс тек модератор
admin-agenda-check-hours = Залдың жұмыс уақытынан тыс.
admin-agenda-check-booths = Тілдер залдағы кабинадан көп.
admin-agenda-check-booths-numbers = тілдер: { $languages }, кабиналар: { $booths }
admin-agenda-check-link = Сессия жабық, ал сілтеме бәріне ашық.
admin-agenda-check-declined = Тізімдегі біреу бас тартты.
admin-agenda-check-not-registered = Сөйлейтін біреу тіркелмеген.
admin-agenda-flag-hours = Зал уақытынан тыс
admin-agenda-flag-booths = Кабина жетпейді
admin-agenda-flag-link = Ашық сілтеме
admin-agenda-flag-declined = Біреу бас тартты
admin-agenda-flag-not-registered = Біреу тіркелмеген
