# Поиск в программе
nav-speakers = Докладчики
agenda-all-days = Все дни
agenda-ways = Как смотреть программу
agenda-found-title = Найденные сессии
filter-title = Найти сессии
filter-search = Название, текст или имя
filter-topics = Темы
filter-more = Другие фильтры
filter-room = Зал
filter-room-all = Все залы
filter-kind = Вид
filter-kind-all = Все виды
filter-language = Язык
filter-language-all = Все языки
filter-apply = Показать
filter-chosen = Показано только:
filter-off = убрать
filter-clear = Показать всё
filter-words = «{ $words }»
filter-nothing = Таких сессий нет
filter-nothing-more = Уберите один из фильтров или ищите меньше слов.
zone-label = Показывать время по поясу
zone-show = Показать
zone-note-second = Время указано по часовому поясу: { $zone } ({ $offset }); в скобках — { $own } ({ $ownoffset }).
session-kind-label = Вид

# Люди
speakers-lead = Все, кто участвует в сессиях.
speakers-none = Имена ещё не опубликованы
speakers-back = Все докладчики
speaker-sessions = Сессии
speaker-in-agenda = Показать эти сессии в программе

# Сейчас и далее
now-title = Сейчас и далее
now-now = Сейчас
now-next = Далее
now-free = Сейчас ничего нет.
now-nothing = Сейчас ничего не идёт, и в ближайшие двенадцать часов ничего не начнётся
now-whole = Показать всю программу
now-elsewhere = В других местах
now-changes = Изменения сегодня
now-moved = Перенесено
now-moved-from = Перенесено, было: { $place }
now-screen = Для экрана у двери
now-screen-all = Для экрана в коридоре

# Версии
releases-title = Версии программы
releases-lead = Все опубликованные версии и то, что в них изменилось. Последняя стоит первой.
releases-link = Все версии
releases-feed = Следить за версиями (Atom)
releases-current = Действует сейчас
release-name = Версия { $number }
release-first = Первая версия
release-cancelled = Отменено
release-moved = Перенесено
release-new = Новое
release-restored = Всё же состоится
release-roles = Другие люди или роли
release-items = Другие пункты повестки дня
release-text = Другие тексты
release-changes = Что изменилось
release-before = Было:
release-agenda = Программа в этой версии
release-is-current = Это действующая программа.
release-is-old = Это прежняя версия: не планируйте по ней.
release-see-current = Показать действующую программу

# Моя программа
my-agenda-title = Моя программа
my-agenda-add = Добавить в мою программу
my-agenda-kept = В моей программе
my-agenda-remove = Убрать из моей программы
my-agenda-added = Сессия добавлена в вашу программу.
my-agenda-removed = Сессии больше нет в вашей программе.
my-agenda-full = Ваша программа заполнена. Сначала уберите что-нибудь.
my-agenda-empty = Ваша программа пуста
my-agenda-empty-more = Нажмите на звёздочку у сессии, и она появится здесь.
my-agenda-overlaps = В это же время:
my-agenda-where = Ваш выбор хранится только в этом браузере, без вашего имени, ещё три месяца после последнего изменения.
my-agenda-tied = Эта программа связана с вашей регистрацией: ваши сессии появляются здесь сами.
my-agenda-forget = Забыть её в этом браузере
my-agenda-forgotten = Этот браузер забыл вашу программу.
my-agenda-opened = Программа вашей регистрации открыта в этом браузере.
my-agenda-open = Открыть мою программу в этом браузере
my-agenda-open-more = Ваши сессии и всё, что вы отметили звёздочкой, одним списком.
my-feed-title = В вашем календаре
my-feed-why = Получите адрес, за которым следит ваш календарь: всё, что вы добавите здесь и что перенесут, появится в нём само.
my-feed-make = Создать адрес для календаря
my-feed-made = Адрес для календаря готов.
my-feed-there = Ваш календарь может следить за этим адресом:
my-feed-open = Открыть в моём календаре
my-feed-copy = Скопировать адрес
my-feed-secret = Кто знает этот адрес, видит, какие сессии вы выбрали, и больше ничего.
my-feed-renew = Создать новый адрес
my-feed-renewed = Адрес новый. Прежний больше не работает.
my-feed-revoke = Отключить адрес
my-feed-revoked = Адрес больше не работает.

# Журнал
audit-open-my-agenda = открыл(а) программу регистрации
audit-make-my-feed = создал(а) адрес календаря
audit-revoke-my-feed = отключил(а) адрес календаря
audit-add-star = отметил(а) сессию звёздочкой
audit-remove-star = снял(а) звёздочку с сессии

# Страница сессии
session-role-open = участие уточняется
session-follow = Следить за сессией онлайн
session-items = Пункты повестки дня
session-documents = Документы
session-floor = Языки выступлений
session-not-interpreted = Без перевода
