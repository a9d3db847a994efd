# Шолу
admin-dashboard-before = { $day }, іс-шараға { $days } күн қалды
admin-dashboard-during = { $day }, іс-шара өтіп жатыр
admin-dashboard-after = { $day }, іс-шара өтті
admin-dashboard-todo = Бүгінгі істер
admin-dashboard-todo-none = Сізді күтіп тұрған іс жоқ.
admin-dashboard-waiting = тіркелу шешім күтіп тұр
admin-dashboard-oldest = { $days ->
    [0] Ең ескісі бүгін түсті.
    [one] Ең ескісі { $days } жұмыс күні күтіп тұр.
   *[other] Ең ескісі { $days } жұмыс күні күтіп тұр.
}
admin-dashboard-promise = Сіз { $days } жұмыс күні ішінде жауап береміз деп уәде еттіңіз.
admin-dashboard-late = Мерзімі өтті
admin-dashboard-failed = хат жеткізілмеді
admin-dashboard-failed-note = Пошта серверінің не дегенін қарап, хатты қайта жіберіңіз.
admin-dashboard-queued = хат жіберілуін күтіп тұр
admin-dashboard-queued-note = Хаттар бірнеше секундта кетеді; кетпесе, үш тәулік бойы қайта жіберіледі.
admin-dashboard-unreleased = бағдарлама өзгерісі жарияланбаған
admin-dashboard-unreleased-note = Жұрт әзірге алдыңғы нұсқасын көреді.
admin-dashboard-conflicts = бағдарламадағы қайшылық
admin-dashboard-conflicts-note = Бір уақытта бір зал немесе бір адам екі жерде, не орын залға сыймайды.
admin-dashboard-over-time = Тіркелулер уақыт бойынша
admin-dashboard-n-sent = жіберілгені: { $count }
admin-dashboard-growth = Барлығы { $sent } тіркелу, оның { $confirmed } расталды. Алғашқы тіркелу күні: { $since }.
admin-dashboard-no-registrations = Әзірге ешкім тіркелген жоқ. Сызықтар алғашқы тіркелуден басталады.
admin-dashboard-by-type = Қандай мәртебеде
admin-dashboard-by-type-caption = Тіркелулер қатысу мәртебесі бойынша
admin-dashboard-by-state = Мемлекеттер
admin-dashboard-by-state-caption = Тіркелулер мемлекеттер бойынша
admin-dashboard-people = Адам
admin-dashboard-bar = Жолақ
admin-dashboard-others = тағы { $count }
admin-dashboard-none-yet = Әзірге тіркелу жоқ.
admin-dashboard-fullest = Ең толған сессиялар
admin-dashboard-fullest-caption = Ең толған сессиялардағы алынған орындар
admin-dashboard-fullest-none = Орны шектеулі сессия жоқ.
admin-dashboard-seats = Орындар
admin-dashboard-seats-of = { $total } ішінен { $taken }
admin-dashboard-seats-waiting = күтіп тұр: { $count }
admin-dashboard-latest = Соңғы өзгерістер
admin-dashboard-latest-all = Бүкіл журнал
admin-dashboard-duplicates = жұп тіркелу бір адамдікі болуы мүмкін
admin-dashboard-duplicates-note = Екеуін салыстырыңыз; ештеңе өздігінен біріктірілмейді.
