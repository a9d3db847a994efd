# Хаттардың түрлері мен күйі, ұйымдастырушылар үшін
letter-received = Тіркелу өтінімі алынды
letter-confirmed = Тіркелу расталды
letter-waiting-list = Күту тізімі
letter-declined = Тіркелу қабылданбады
letter-withdrawn = Тіркелу қайтарып алынды

# Хаттардың тақырыбы
letter-subject-received = Тіркелу өтінімі алынды: { $event } ({ $reference })
letter-subject-confirmed = Тіркелу расталды: { $event } ({ $reference })
letter-subject-waiting-list = Күту тізімі: { $event } ({ $reference })
letter-subject-declined = Тіркелу қабылданбады: { $event } ({ $reference })
letter-subject-withdrawn = Тіркелу қайтарып алынды: { $event } ({ $reference })

# Не болды
letter-heading-received = Тіркелу өтініміңізді алдық
letter-heading-confirmed = Тіркелуіңіз расталды
letter-heading-waiting-list = Сіз күту тізіміндесіз
letter-heading-declined = Тіркелуіңізді растай алмаймыз
letter-heading-withdrawn = Тіркелуіңіз қайтарып алынды
letter-greeting = Құрметті { $name },
letter-lead-received = Тіркелуіңіз әлі расталған жоқ. Хатшылық әр өтінімді қарап, шешім қабылдайды.
letter-lead-confirmed = Сізге орын сақталды. Келетініңізге қуаныштымыз.
letter-lead-waiting-list = Қазір барлық орын толған. Өтініміңізді сақтаймыз, сізге орын босағанда жазамыз.
letter-lead-declined = Іс-шараға қызығушылық танытқаныңызға рақмет. Өкінішке қарай, хатшылық сізге орын бере алмайды.
letter-lead-withdrawn = Сізге сақталған орын мен сессиялардағы орындарыңыз қайта босады.

# Мәліметтер
letter-label-reference = Тіркелу нөмірі
letter-label-event = Іс-шара
letter-label-date = Күні
letter-label-dates = Күндері
letter-label-place = Өтетін жері
letter-label-zone = Уақыт белдеуі
letter-reason-declined = Себебі
letter-reason-withdrawn = Сіз көрсеткен себеп

# Енді не болады
letter-next = Енді не болады
letter-next-answer = { $days ->
    [one] Біз { $days } жұмыс күні ішінде жауап береміз. Жауап осы мекенжайға келеді.
   *[other] Біз { $days } жұмыс күні ішінде жауап береміз. Жауап осы мекенжайға келеді.
}
letter-next-travel = Сапарға ақы төлемес бұрын жауабымызды күтіңіз.
letter-next-change = Тіркелу бетіңізде жауаптарыңызды өзгерте аласыз немесе тіркелуді қайтарып ала аласыз.
letter-next-desk = Тіркеу орнында тіркелу бетіңіздегі кодты көрсетіңіз. Паспортыңызды немесе жеке куәлігіңізді ала келіңіз.
letter-next-own = Біз сізге виза, жол және қонақүй рәсімдеген жоқпыз.
letter-next-calendar = Хатқа сессияларыңыз жазылған күнтізбе файлы қоса берілді. Бағдарлама өзгеруі мүмкін. Соңғы нұсқасы сайтымызда.
letter-next-withdraw = Келе алмасаңыз, тіркелу бетіңізде тіркелуді қайтарып алыңыз. Сонда орныңызды басқа адам алады.
letter-next-queue = Бүгін күту тізіміндегі нөміріңіз: { $place }. Бұл орын беріледі деген уәде емес.
letter-next-free = Сізге орын босаса, бірден жазамыз.
letter-next-leave = Енді қатысқыңыз келмесе, тіркелу бетіңізде тіркелуді қайтарып алыңыз.
letter-next-mistake = Бұл қате деп ойласаңыз, осы хатқа жауап беріңіз. Оны хатшылық қызметкері оқиды.
letter-next-not-you = Тіркелуді қайтарып алған сіз болмасаңыз, осы хатқа бірден жауап беріңіз.
letter-next-back = Сонда да қатысқыңыз келсе, осы хатқа жауап беріңіз.

# Сессиялар
letter-sessions = Сіздің сессияларыңыз
letter-seat-kept = Орын сақталды
letter-seat-waiting = Күту тізімі, { $place }-орын
letter-session-cancelled = Өткізілмейді

# Тіркелу беті және хаттың соңы
letter-status-page = Тіркелу бетін ашу
letter-status-note = Бұл мекенжай тек сізге арналған. Оны білетін адам тіркелуіңізді көре және өзгерте алады. Оны ешкімге жібермеңіз.
letter-regards = Құрметпен,
letter-secretariat = Хатшылық
letter-english = Ағылшынша
letter-sample = Бұл — мысал ретінде ойдан шығарылған іс-шара.
letter-questions = Сұрағыңыз болса, осы хатқа жауап беріңіз немесе { $email } мекенжайына жазыңыз.
letter-notice = Деректеріңізді қалай пайдаланамыз
letter-why = Бұл хатты алу себебіңіз: «{ $event }» іс-шарасына тіркелгенде сіздің мекенжайыңыз көрсетілген. Тіркелген сіз болмасаңыз, осы хатқа жауап беріңіз.

# More kinds
letter-info-requested = Мәлімет сұралды
letter-info-reminder = Еске салу: мәлімет
letter-offered = Орын ұсынылды
letter-offer-reminder = Еске салу: ұсынылған орын
letter-waitlist-closed = Орын болмады
letter-reconfirm = Қайта растау туралы өтініш
letter-reconfirm-reminder = Еске салу: қайта растау
letter-cancelled = Тіркелудің күші жойылды
letter-expired = Тіркелу мерзімі өтті
letter-change-applied = Өзгеріс қабылданды
letter-change-rejected = Өзгеріс қабылданбады
letter-heading-info-requested = Бізге сізден мәлімет керек
letter-heading-info-reminder = Мәліметіңізді әлі күтіп отырмыз
letter-heading-offered = Сізге орын босады
letter-heading-offer-reminder = Орын сізді әлі күтіп тұр
letter-heading-waitlist-closed = Сізге орын болмады
letter-heading-reconfirm = Келетініңізді растаңыз
letter-heading-reconfirm-reminder = Келетін-келмейтініңізді хабарлаңыз
letter-heading-cancelled = Тіркелуіңіздің күші жойылды
letter-heading-expired = Тіркелуіңіздің мерзімі өтті
letter-heading-change-applied = Өзгерісіңіз қабылданды
letter-heading-change-rejected = Өзгерісіңіз қабылданбады
letter-subject-any = { $heading }: { $event } ({ $reference })
letter-lead-info-requested = Тіркелуіңіз туралы шешім қабылдауымыз үшін төмендегі сұраққа жауап беріңіз.
letter-lead-offered = Іс-шарада орын босады, кезек сізде. Біз оны сіз үшін біраз уақыт сақтаймыз.
letter-lead-waitlist-closed = Өкінішке қарай, сіз енді күту тізімінде жоқсыз.
letter-lead-reconfirm = Күні, орны немесе басқа шарттар өзгерді. Жауап бергенше орныңыз сақталады.
letter-lead-cancelled = Хатшылыққа тіркелуіңіздің күшін жоюға тура келді. Орныңыз бен сессиялардағы орындарыңыз қайта босады.
letter-lead-expired = Сізден мәлімет сұрадық, бірақ ол уақытында келмеді.
letter-lead-change-applied = Хатшылық жауаптарыңыздағы өзгерісті қабылдады.
letter-lead-change-rejected = Хатшылық жауаптарыңыздағы өзгерісті қабылдамады. Бұрынғы жауаптар күшінде қалады.
letter-label-answer-by = Жауап беру мерзімі
letter-reason-asked = Сұрақ
letter-next-answer-page = Тіркелу бетіңізде жауап беріңіз. Ондағы түйме дайын екенін бізге хабарлайды.
letter-next-offer-page = Тіркелу бетіңізде орынды қабылдаңыз немесе келесі адамға беріңіз.
letter-next-reconfirm-page = Тіркелу бетіңізде «иә» не «жоқ» деп жауап беріңіз.
letter-next-passes = Бұл мерзімнен кейін орын келесі адамға өтеді.
letter-next-ends = Бұл мерзімнен кейін тіркелу жабылады.
letter-next-write = Бәрібір келгіңіз келсе, осы хатқа жауап беріңіз.

# Басталған тіркелу туралы және басқа хаттар
letter-draft-begun = Тіркелу басталды
letter-draft-reminder = Еске салу: тіркелу аяқталмаған
letter-heading-draft-begun = Тіркелуді жалғастырыңыз
letter-heading-draft-reminder = Тіркелуіңіз аяқталған жоқ
letter-lead-draft-begun = Осы мекенжаймен тіркелу басталды. Берілген жауаптар сақталды. Төмендегі түйме осы құрылғыда немесе басқасында соларға апарады.
letter-lead-draft-reminder = Осы мекенжаймен тіркелу басталды, бірақ жіберілген жоқ. Берілген жауаптар сақталды.
letter-subject-plain = { $heading }: { $event }
letter-greeting-nobody = Сәлеметсіз бе,
letter-label-closes = Тіркелу аяқталады
letter-label-kept-until = Жауаптар сақталатын мерзім
letter-next-draft-send = Нысанды соңғы қадамда жібермейінше, сіз тіркелген жоқсыз.
letter-next-draft-not-you = Бұл сіз болмасаңыз, ештеңе істемеңіз. Жауаптар өздігінен жойылады.
letter-go-on = Тіркелуді жалғастыру
letter-draft-note = Бұл мекенжай тек сізге арналған. Оны білетін адам жауаптарыңызды көре және өзгерте алады. Оны ешкімге жібермеңіз.
letter-event-page = Іс-шараның бетін ашу
letter-why-draft = Бұл хатты алу себебіңіз: «{ $event }» іс-шарасының тіркелу нысанында осы мекенжай көрсетілген. Бұл сіз болмасаңыз, ештеңе істеудің қажеті жоқ.
letter-why-speaker = Бұл хатты алу себебіңіз: «{ $event }» іс-шарасының бағдарламасында сіздің атыңыз аталған. Бұл қате болса, осы хатқа жауап беріңіз.
letter-why-account = Бұл хатты алу себебіңіз: оны «{ $event }» іс-шарасының ұйымдастырушылар бетінде өзіңіз сұрадыңыз.
letter-agenda-changed = Бағдарламадағы өзгерістер
letter-heading-agenda-changed = Сессияларыңыз өзгерді
letter-lead-agenda-changed = Іс-шараның бағдарламасы өзгерді. Төменде осыған қатысты сессияларыңыздың қазіргі күйі көрсетілген.
letter-subject-today = Бүгін: { $subject }
letter-news-new = Бұл жаңа сессия.
letter-news-cancelled = Бұл сессия өткізілмейді.
letter-news-restored = Бұл сессия бәрібір өткізіледі.
letter-news-moved = Бұрын: { $was }.
letter-news-roles = Сөйлейтін адамдар немесе олардың рөлдері өзгерді.
letter-news-text = Мәтіндері өзгерді.
letter-next-calendar-changed = Тіркелген файл өзгерістерді күнтізбеңізге енгізеді.
letter-next-agenda-write = Жаңа уақыт сізге ыңғайсыз болса, хатшылыққа жазыңыз.

# Мекенжайды растау
letter-address-reminder = Еске салу: мекенжайды растаңыз
letter-address-unproven = Мерзімі өтті: мекенжай расталмады
letter-heading-address-reminder = Электрондық поштаңызды растаңыз
letter-heading-address-unproven = Тіркелуіңіздің мерзімі өтті
letter-lead-address-reminder = Хаттарымыздың сізге жететінін әлі ешкім растаған жоқ. Тіркелуіңізді тағы аз уақыт сақтаймыз.
letter-lead-address-unproven = Хаттарымыздың осы мекенжайға жететінін ешкім уақытында растамады. Сақталған орын келесі адамға өтті.
letter-label-prove-by = Мекенжайды растау мерзімі
letter-prove = Мекенжайымды растау
letter-prove-note = Түйме тағы бір түймесі бар бетті ашады. Оны да басыңыз: сонда хаттарымыздың сізге жететінін білеміз. Ол 48 сағат жұмыс істейді.
letter-next-prove = Мекенжайыңызды төмендегі түймемен растаңыз. Әйтпесе тіркелу өздігінен жабылады.
letter-next-not-mine = Тіркелмеген болсаңыз, ештеңе істемеңіз.
letter-next-again = Бәрібір қатысқыңыз келсе, тіркелу ашық тұрғанда қайта тіркеліңіз немесе осы хатқа жауап беріңіз.

# Сөз сөйлеуге шақыру
letter-speaker-invited = Сөз сөйлеуге шақыру
letter-heading-speaker-invited = Сізді сөз сөйлеуге шақырамыз
letter-lead-speaker-invited = Төмендегі сессияларға қатысуыңызды сұраймыз. Әрқайсысына келісетініңізді бізге айтыңыз.
letter-next-speaker-answer = Өз бетіңізде әр сессияға келісіңіз немесе бас тартыңыз. Төмендегі түйме сол бетті ашады.
letter-next-speaker-about = Сонда өзіңіз туралы жазып, фото мен слайдтар бере аласыз.
letter-next-speaker-change = Жауаптарыңызды сессия басталғанға дейін сонда өзгерте аласыз.
letter-speaking-page = Баяндамашы бетін ашу
letter-speaking-note = Бұл мекенжай тек сізге арналған. Оны білетін адам сіздің атыңыздан жауап бере алады. Оны ешкімге жібермеңіз.
letter-why-invited = Бұл хатты алу себебіңіз: «{ $event }» іс-шарасының ұйымдастырушылары сізді сөз сөйлеуге шақырады. Бұл қате болса, осы хатқа жауап беріңіз.
