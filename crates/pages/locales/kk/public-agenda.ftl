# Бағдарламадан іздеу
nav-speakers = Баяндамашылар
agenda-all-days = Барлық күн
agenda-ways = Бағдарламаны көру жолдары
agenda-found-title = Табылған сессиялар
filter-title = Сессияларды табу
filter-search = Атауы, мәтіні немесе есім
filter-topics = Тақырыптар
filter-more = Басқа сүзгілер
filter-room = Зал
filter-room-all = Барлық зал
filter-kind = Түрі
filter-kind-all = Барлық түрі
filter-language = Тілі
filter-language-all = Барлық тіл
filter-apply = Көрсету
filter-chosen = Тек мыналар көрсетілген:
filter-off = алып тастау
filter-clear = Бәрін көрсету
filter-words = «{ $words }»
filter-nothing = Ондай сессия жоқ
filter-nothing-more = Сүзгінің бірін алып тастаңыз немесе азырақ сөз іздеңіз.
zone-label = Уақытты мына белдеумен көрсету
zone-show = Көрсету
zone-note-second = Уақыт мына белдеу бойынша көрсетілген: { $zone } ({ $offset }); жақша ішінде — { $own } ({ $ownoffset }).
session-kind-label = Түрі

# Адамдар
speakers-lead = Сессияларға қатысатындардың бәрі.
speakers-none = Есімдер әлі жарияланған жоқ
speakers-back = Барлық баяндамашы
speaker-sessions = Сессиялар
speaker-in-agenda = Осы сессияларды бағдарламадан көру

# Қазір және кейін
now-title = Қазір және кейін
now-now = Қазір
now-next = Кейін
now-free = Қазір ештеңе жоқ.
now-nothing = Қазір ештеңе өтіп жатқан жоқ, алдағы он екі сағатта да ештеңе басталмайды
now-whole = Бүкіл бағдарламаны көру
now-elsewhere = Басқа жерлерде
now-changes = Бүгінгі өзгерістер
now-moved = Ауыстырылды
now-moved-from = Ауыстырылды, бұрын: { $place }
now-screen = Есік жанындағы экранға
now-screen-all = Дәліздегі экранға

# Нұсқалар
releases-title = Бағдарламаның нұсқалары
releases-lead = Жарияланған барлық нұсқа және оларда не өзгергені. Соңғысы бірінші тұр.
releases-link = Барлық нұсқа
releases-feed = Нұсқаларды бақылау (Atom)
releases-current = Қазір қолданыста
release-name = { $number }-нұсқа
release-first = Алғашқы нұсқа
release-cancelled = Өткізілмейді
release-moved = Ауыстырылды
release-new = Жаңа
release-restored = Бәрібір өтеді
release-roles = Басқа адамдар немесе рөлдер
release-items = Күн тәртібінің басқа тармақтары
release-text = Басқа мәтіндер
release-changes = Не өзгерді
release-before = Бұрын:
release-agenda = Осы нұсқадағы бағдарлама
release-is-current = Бұл — қолданыстағы бағдарлама.
release-is-old = Бұл — бұрынғы нұсқа: осыған қарап жоспарламаңыз.
release-see-current = Қолданыстағы бағдарламаны көру

# Менің бағдарламам
my-agenda-title = Менің бағдарламам
my-agenda-add = Бағдарламама қосу
my-agenda-kept = Бағдарламамда бар
my-agenda-remove = Бағдарламамнан алып тастау
my-agenda-added = Сессия бағдарламаңызға қосылды.
my-agenda-removed = Сессия енді бағдарламаңызда жоқ.
my-agenda-full = Бағдарламаңыз толы. Алдымен бірдеңені алып тастаңыз.
my-agenda-empty = Бағдарламаңыз бос
my-agenda-empty-more = Сессияның жұлдызшасын басыңыз, сонда ол осында пайда болады.
my-agenda-overlaps = Осы уақытта:
my-agenda-where = Таңдауыңыз тек осы браузерде, атыңызсыз, соңғы өзгерістен кейін үш ай сақталады.
my-agenda-tied = Бұл бағдарлама тіркелуіңізбен байланысты: сессияларыңыз мұнда өздігінен шығады.
my-agenda-forget = Осы браузерде ұмыту
my-agenda-forgotten = Бұл браузер бағдарламаңызды ұмытты.
my-agenda-opened = Тіркелуіңіздің бағдарламасы осы браузерде ашылды.
my-agenda-open = Бағдарламамды осы браузерде ашу
my-agenda-open-more = Сессияларыңыз бен жұлдызша қойғандарыңыздың бәрі бір тізімде.
my-feed-title = Күнтізбеңізде
my-feed-why = Күнтізбеңіз бақылап отыратын мекенжай алыңыз: мұнда қосқаныңыз да, ауыстырылғаны да онда өздігінен пайда болады.
my-feed-make = Күнтізбе мекенжайын жасау
my-feed-made = Күнтізбе мекенжайы дайын.
my-feed-there = Күнтізбеңіз мына мекенжайды бақылай алады:
my-feed-open = Күнтізбемде ашу
my-feed-copy = Мекенжайды көшіру
my-feed-secret = Бұл мекенжайды білетін адам қандай сессияларды таңдағаныңызды ғана көреді.
my-feed-renew = Жаңа мекенжай жасау
my-feed-renewed = Мекенжай жаңарды. Бұрынғысы енді жұмыс істемейді.
my-feed-revoke = Мекенжайды өшіру
my-feed-revoked = Мекенжай енді жұмыс істемейді.

# Журнал
audit-open-my-agenda = тіркелудің бағдарламасын ашты
audit-make-my-feed = күнтізбе мекенжайын жасады
audit-revoke-my-feed = күнтізбе мекенжайын өшірді
audit-add-star = сессияға жұлдызша қойды
audit-remove-star = сессиядан жұлдызшаны алды

# Сессияның беті
session-role-open = қатысуы нақтылануда
session-follow = Сессияны онлайн көру
session-items = Күн тәртібінің тармақтары
session-documents = Құжаттар
session-floor = Сөйлейтін тілдер
session-not-interpreted = Аударма жоқ
