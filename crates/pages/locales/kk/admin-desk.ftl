# Ұйымдастырушыларды не күтіп тұр
admin-desk-changes = { $count ->
   *[other] қатысушы өзгеріс енгізуді сұрайды
}
admin-desk-attention = Назар аудару керек
admin-desk-attention-any = Барлық тіркелу
admin-desk-attention-some = Кез келген себеппен
admin-desk-attention-first = алдымен назар аударатындар
admin-desk-changed-first = алдымен мәртебесі жақында өзгергендер
admin-desk-attention-decide = Шешім күтуде
admin-desk-attention-change = Өзгеріс енгізуді сұрайды
admin-desk-attention-answered = Сұрағыңызға жауап келді
admin-desk-attention-deadline = Жауап беру мерзімі аяқталып барады
admin-desk-attention-letter = Хат жеткізілмеді
admin-desk-late = { $reason }, уәде етілген мерзімнен ұзақ
admin-desk-changes-note = Сіз шешім қабылдағанша бұрынғы жауаптар жарамды.

# Бағандар мен реттілік
admin-desk-shape = Бағандар мен реттілік
admin-desk-order = Реттілік
admin-desk-columns = Аты-жөні жанындағы бағандар
admin-desk-columns-hint = Оннан аспайды. Қорғалған жауаптар тізімде көрсетілмейді.
admin-desk-entered = Кім толтырды
admin-desk-since = Мәртебе басталған күн
admin-desk-origin-delegate = Қатысушы
admin-desk-origin-organiser = Ұйымдастырушы
admin-desk-entered-by = Қатысушының атынан толтырған ұйымдастырушы: { $name }. Электрондық пошта мекенжайын ұйымдастырушы көрсетті.

# Сақталған көріністер
admin-desk-views = Сақталған көріністер
admin-desk-view-new = Осы тізімді сақтау
admin-desk-view-new-hint = Бүгін тізімде тұрған адамдар емес, сүзгі, реттілік және бағандар сақталады.
admin-desk-view-name = Атауы
admin-desk-view-shared = Топқа ортақ
admin-desk-view-by = Авторы: { $name }
admin-desk-view-save = Сақтау
admin-desk-view-rename = Өзгерістерді сақтау
admin-desk-view-remove = Көріністі жою
admin-desk-view-saved = Көрініс сақталды.
admin-desk-view-removed = Көрініс жойылды.
admin-desk-view-empty = Атауын енгізіңіз
admin-desk-view-taken = Мұндай атаумен көрініс бар. Басқа атау енгізіңіз
admin-desk-view-full = Сақталған көріністер саны: { $count }. Алдымен біреуін жойыңыз

# Белгілер
admin-desk-tag-whom = { $count } тіркелу үшін
admin-desk-tagged = «{ $tag }» белгісі { $count } тіркелуге қосылды.
admin-desk-tagged-before = Бұрыннан бар: { $count }.
admin-desk-tagged-full = Қосылмады: { $count }, онда белгілер саны { $most } болды.
admin-desk-tags = Белгілер
admin-desk-tags-none = Белгілер жоқ.
admin-desk-tag = Белгі
admin-desk-tag-any = Кез келген белгі
admin-desk-tag-hint = Бір-екі сөз, 40 таңбадан аспайды. Қатысушы оны көрмейді.
admin-desk-tags-hint = Бір-екі сөз, 40 таңбадан аспайды; бірнешеуін үтірмен бөліңіз. Қатысушы оларды көрмейді.
admin-desk-tag-add = Қосу
admin-desk-tag-remove = «{ $tag }» белгісін алып тастау
admin-desk-tag-many = Белгі қосу
admin-desk-tag-empty = Белгіні енгізіңіз
admin-desk-tag-comma = Бір белгіні үтірсіз енгізіңіз
admin-desk-tags-full = Бір тіркелуде { $count } белгіден артық болмайды. Алдымен біреуін алып тастаңыз

# Жазбалар
admin-desk-notes = Хатшылық жазбалары
admin-desk-notes-none = Жазбалар жоқ.
admin-desk-note = Жаңа жазба
admin-desk-note-hint = Қатысушы оны көрмейді. Әріптестерге қажетті нәрсені ғана жазыңыз.
admin-desk-note-add = Жазба қосу
admin-desk-note-remove = Жазбаны жою
admin-desk-note-empty = Жазба мәтінін енгізіңіз
admin-desk-notes-full = Жазбалар саны { $count } болды. Алдымен біреуін жойыңыз

# Қатысушының атынан тіркеу
admin-desk-enter = Қатысушыны тіркеу
admin-desk-enter-lead = Сіз сауалнаманы басқа адамның атынан толтырасыз. Тіркелуде оны сіз толтырғаныңыз көрсетіледі.
admin-desk-enter-contact = Электрондық пошта және тіл
admin-desk-enter-about = Адам
admin-desk-enter-email-hint = Адамның өзі оқитын мекенжай. Оны тек хатшылық көреді.
admin-desk-enter-latin = Паспорттағыдай, латын әріптерімен
admin-desk-enter-badge-hint = Кез келген әліпбимен. Бос қалдырылса, жоғарыдағы аты-жөні жазылады.
admin-desk-enter-empty = «{ $field }» жолын толтырыңыз
admin-desk-enter-outside = Қазір қатысушылар өздері тіркеле алмайды. Сіз тіркей аласыз, бұл жазылып қалады.
admin-desk-agreed = Келісімдер
admin-desk-consents-hint = Адамның өзі келіскен нәрсені ғана белгілеңіз.
admin-desk-notice = Адамға деректерінің қалай пайдаланылатыны айтылды
admin-desk-notice-empty = Адамға деректерінің қалай пайдаланылатынын айтып, белгі қойыңыз
admin-desk-enter-then = Әрі қарай не болады
admin-desk-enter-place = Орын
admin-desk-enter-usual = Әдеттегідей
admin-desk-enter-usual-note = Осы мәртебе үшін қабылданған тәртіппен: шешім немесе бірден орын
admin-desk-enter-confirmed = Бірден растау
admin-desk-enter-confirmed-note = Әдетте кім шешсе де, адам орын алады
admin-desk-enter-reason-hint = Барлық орын алынған жағдайда ғана керек. Ол тарихта сақталады; қатысушы оны көрмейді.
admin-desk-enter-full = Барлық орын алынған. Шектен асу үшін себебін жазыңыз немесе «Әдеттегідей» дегенді таңдаңыз
admin-desk-enter-letter = Хат жіберу
admin-desk-enter-letter-note = Өзі тіркелген қатысушы алатын хатпен бірдей
admin-desk-enter-do = Тіркеу
admin-desk-enter-done = Тіркелді. { $status }

# Пернелер
admin-desk-keys = Пернетақта
admin-desk-keys-hint = Бұл пернелер фокус тізім ішінде тұрғанда жұмыс істейді.
admin-desk-key-down = Келесі адам
admin-desk-key-up = Алдыңғы адам
admin-desk-key-select = Таңдау немесе таңдауды алып тастау
admin-desk-key-open = Ашу
admin-desk-key-search = Іздеу
admin-desk-key-help = Осы анықтама
admin-desk-keys-close = Жабу

# Журнал
admin-desk-audit-enter = қатысушыны оның атынан тіркеді
admin-desk-audit-note = жазба қосты
admin-desk-audit-remove-note = жазбаны жойды
admin-desk-audit-tags = белгілер қосты
admin-desk-audit-remove-tag = белгіні алып тастады
admin-desk-audit-view = көріністі сақтады
admin-desk-audit-rename-view = көріністі өзгертті
admin-desk-audit-remove-view = көріністі жойды
