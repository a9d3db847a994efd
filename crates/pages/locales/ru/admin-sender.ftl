# Что говорит DNS об отправителе
admin-sender = Отправитель
admin-sender-lead = Почтовые серверы судят о письмах по тому, что записано в DNS о { $domain }. Проверьте это до открытия регистрации.
admin-sender-captured = Письма сохраняются здесь и не уходят, поэтому проверять нечего. Сначала задайте PLENARY_SMTP_URL.
admin-sender-from = Письма приходят от
admin-sender-fine = Всё в порядке. Письмам от { $domain } верят.
admin-sender-not-fine = Чего-то не хватает. Передайте эту страницу тому, кто ведёт DNS для { $domain }.
admin-sender-name = Имя в DNS
admin-sender-found = Что там записано
admin-sender-wanted = Что должно быть записано
admin-sender-nothing = Ничего
admin-sender-again = Проверить ещё раз
admin-sender-link = Проверить отправителя
admin-sender-spf-title = SPF: кто вправе отправлять
admin-sender-dkim-title = DKIM: подпись
admin-sender-dmarc-title = DMARC: что делать с подделками
admin-sender-good = Хорошо
admin-sender-doubtful = Можно лучше
admin-sender-bad = Неверно
admin-sender-unknown = Неизвестно
sender-spf-good = Домен указывает, какие серверы вправе отправлять от его имени. Убедитесь, что ваш почтовый сервер среди них.
sender-spf-missing = Домен не указывает, какие серверы вправе отправлять от его имени. Добавьте запись вида «v=spf1 mx -all» с вашим почтовым сервером.
sender-spf-several = Записей SPF несколько, и тогда получатели не учитывают ни одной. Объедините их в одну.
sender-spf-broken = В записи SPF есть слово, которого получатели не знают. Исправьте его.
sender-spf-open = Запись SPF разрешает отправлять от вашего имени всем. Закончите её на «-all».
sender-spf-neutral = Запись SPF не говорит, что другим отправлять нельзя. Закончите её на «-all» или «~all».
sender-spf-lookups = Запись SPF требует больше десяти запросов, а получатели останавливаются на десяти. Уберите часть серверов.
sender-spf-unknown = DNS не ответил. Проверьте ещё раз чуть позже.
sender-dkim-unsigned = Plenary не подписывает письма. Создайте ключ командой «plenary dkim new» или поручите подпись почтовому серверу.
sender-dkim-good = Письма подписаны, и ключ есть в DNS.
sender-dkim-missing = Письма подписаны, но ключа в DNS нет. Добавьте запись, приведённую ниже.
sender-dkim-different = В DNS записан не тот ключ, которым подписаны письма. Замените его записью, приведённой ниже.
sender-dkim-revoked = В DNS записано, что ключ больше не действует. Замените его записью, приведённой ниже.
sender-dkim-unknown = DNS не ответил. Проверьте ещё раз чуть позже.
sender-dmarc-good = Получателям велено откладывать поддельные письма.
sender-dmarc-missing = Получателям не сказано, что делать с поддельными письмами. Некоторые этого требуют. Начните с «v=DMARC1; p=none».
sender-dmarc-several = Записей DMARC несколько. Оставьте одну.
sender-dmarc-broken = В записи DMARC нет правила, известного получателям: p=none, p=quarantine или p=reject.
sender-dmarc-watches = Получателей просят только наблюдать. Если несколько недель всё хорошо, замените на «p=quarantine».
sender-dmarc-unknown = DNS не ответил. Проверьте ещё раз чуть позже.
