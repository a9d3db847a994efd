# Бағдарламаны жариялау
admin-release-title = { $number }-нұсқа
admin-release-lead-first = Бағдарлама жобадағы күйінде көпшілікке ашылады.
admin-release-lead = { $number }-нұсқамен салыстырғанда қатысушылар үшін не өзгереді.
admin-release-for-whom = Жаңа бағдарламаны бәрі бірден көреді, ал оған жазылған күнтізбелер жаңа уақытты алады.
admin-release-hidden = Іс-шара әлі бәріне ашық емес: оны баптауда ашқанша, нұсқаны тек хатшылық көреді.
admin-release-nothing = Жариялайтын ештеңе жоқ
admin-release-nothing-text = Жоба { $number }-нұсқадан өзгеше емес.
admin-release-nothing-at-all = Кестеде әлі ештеңе жоқ.
admin-release-blocked = { $count ->
    [one] Алдымен { $count } ескертуді түзету қажет
   *[other] Алдымен { $count } ескертуді түзету қажет
}
admin-release-warnings = { $count ->
    [one] { $count } ескертуге назар аударыңыз
   *[other] { $count } ескертуге назар аударыңыз
}
admin-release-warnings-text = Бұлай да жариялауға болады.
admin-release-back = Кестеге оралу
admin-release-group-new = { $count ->
    [one] { $count } жаңа сессия
   *[other] { $count } жаңа сессия
}
admin-release-group-moved = { $count ->
    [one] { $count } сессия басқа уақытта немесе басқа жерде өтеді
   *[other] { $count } сессия басқа уақытта немесе басқа жерде өтеді
}
admin-release-group-cancelled = { $count ->
    [one] { $count } сессия болмайды
   *[other] { $count } сессия болмайды
}
admin-release-group-restored = { $count ->
    [one] { $count } сессия бәрібір өтеді
   *[other] { $count } сессия бәрібір өтеді
}
admin-release-group-roles = { $count ->
    [one] { $count } сессияның баяндамашылары немесе рөлдері өзгерді
   *[other] { $count } сессияның баяндамашылары немесе рөлдері өзгерді
}
admin-release-group-text = { $count ->
    [one] { $count } сессияның мәтіні өзгерді
   *[other] { $count } сессияның мәтіні өзгерді
}
admin-release-was = Осы уақытқа дейін:
admin-release-now = Енді:
admin-release-without-time = уақыты жоқ
admin-release-signed-up = { $count ->
    [one] { $count } адам жазылған
   *[other] { $count } адам жазылған
}
admin-release-comment = Не жаңарды
admin-release-comment-hint = Бір-екі сөйлем. Ол нұсқамен бірге сақталады.
admin-release-publish = { $number }-нұсқаны жариялау
admin-release-published = { $number }-нұсқа жарияланды.
admin-release-meanwhile = Сіз жобаны қарап отырғанда оны біреу өзгертті. Ештеңе жарияланған жоқ. Төмендегі тізім жаңартылды: оны тағы бір рет оқып шығыңыз.
admin-release-error-blocked = Ештеңе жарияланған жоқ: алдымен түзететін нәрсе бар.
admin-release-error-nothing = Ештеңе жарияланған жоқ: жоба соңғы нұсқадан өзгеше емес.
admin-releases-title = Нұсқалар
admin-releases-caption = Барлық нұсқа, соңғысы жоғарыда
admin-releases-number = Нөмірі
admin-releases-when = Жарияланған уақыты
admin-releases-who = Кім жариялады
admin-releases-changes = Өзгерістер
admin-releases-comment = Не жаңарды
admin-releases-current = Бәріне көрінеді
admin-releases-empty = Әлі ештеңе жарияланбаған
admin-releases-empty-text = Қатысушылар бағдарламаны алғашқы жариялаудан кейін көреді.
admin-releases-see = Сессияларды көрсету
admin-releases-kind-new = жаңа
admin-releases-kind-moved = ауыстырылды
admin-releases-kind-cancelled = болмайды
admin-releases-kind-restored = бәрібір өтеді
admin-releases-kind-roles = баяндамашылар
admin-releases-kind-text = мәтіндер
admin-releases-open = осы нұсқаны ашу
admin-old-release-title = { $number }-нұсқа, жарияланған күйінде
admin-release-group-items = { $count ->
    [one] күн тәртібінің басқа тармақтарына арналған { $count } сессия
   *[other] күн тәртібінің басқа тармақтарына арналған { $count } сессия
}
admin-releases-kind-items = күн тәртібінің тармақтары
admin-release-told = Кімге хат жіберіледі
admin-release-told-nobody = Ешкімге: адамдар жазылған сессиялардың ешқайсысы жаңа емес, алынып тасталмаған, ауыстырылмаған, сөйлеушілері де сол.
admin-release-told-people = { $count ->
    [one] жазылған { $count } адам
   *[other] жазылған { $count } адам
}
admin-release-told-speakers = Сөйлеушілерге, өз сессиялары туралы:
admin-release-told-unknown = Электрондық мекенжайы белгісіз:
admin-release-told-held = Хаттар { $minutes } минуттан кейін жіберіледі. Оған дейін жарияланғанның бәрі сол хатқа кіреді.
admin-release-told-today = Іс-шара бүгін өтеді: хаттар бірден және осындай белгімен жіберіледі.
admin-release-letters = Хаттар
admin-release-quiet = Бұл нұсқа туралы хат жібермеу
admin-release-quiet-hint = Хат жіберілмегені нұсқамен бірге сақталады.
admin-releases-letters = Хатпен хабарланды
admin-releases-quiet = хатсыз
