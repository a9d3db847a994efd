# Что ждёт организаторов
admin-desk-changes = { $count ->
    [one] участник просит внести изменение
    [few] участника просят внести изменения
   *[other] участников просят внести изменения
}
admin-desk-attention = Требуют внимания
admin-desk-attention-any = Все регистрации
admin-desk-attention-some = По любой причине
admin-desk-attention-first = сначала требующие внимания
admin-desk-changed-first = сначала с недавно изменённым статусом
admin-desk-attention-decide = Ожидает решения
admin-desk-attention-change = Просит внести изменение
admin-desk-attention-answered = Ответ на ваш вопрос получен
admin-desk-attention-deadline = Срок для ответа истекает
admin-desk-attention-letter = Письмо не доставлено
admin-desk-late = { $reason } дольше обещанного срока
admin-desk-changes-note = До вашего решения действуют прежние ответы.

# Столбцы и порядок
admin-desk-shape = Столбцы и порядок
admin-desk-order = Порядок
admin-desk-columns = Столбцы рядом с именем
admin-desk-columns-hint = Не больше десяти. Защищённые ответы в списках не показываются.
admin-desk-entered = Кто заполнил
admin-desk-since = Статус с
admin-desk-origin-delegate = Участник
admin-desk-origin-organiser = Организатор
admin-desk-entered-by = Регистрацию за участника заполнил организатор: { $name }. Адрес электронной почты указал организатор.

# Сохранённые представления
admin-desk-views = Сохранённые представления
admin-desk-view-new = Сохранить этот список
admin-desk-view-new-hint = Сохраняются фильтр, порядок и столбцы, а не люди, которые сегодня есть в списке.
admin-desk-view-name = Название
admin-desk-view-shared = Доступно команде
admin-desk-view-by = Автор: { $name }
admin-desk-view-save = Сохранить
admin-desk-view-rename = Сохранить изменения
admin-desk-view-remove = Удалить представление
admin-desk-view-saved = Представление сохранено.
admin-desk-view-removed = Представление удалено.
admin-desk-view-empty = Введите название
admin-desk-view-taken = Представление с таким названием уже есть. Введите другое
admin-desk-view-full = Сохранено представлений: { $count }. Сначала удалите одно из них

# Метки
admin-desk-tag-whom = { $count ->
    [one] Для { $count } регистрации
   *[other] Для { $count } регистраций
}
admin-desk-tagged = { $count ->
    [one] Метка «{ $tag }» добавлена { $count } регистрации.
   *[other] Метка «{ $tag }» добавлена { $count } регистрациям.
}
admin-desk-tagged-before = Уже имели её: { $count }.
admin-desk-tagged-full = Не добавлена: { $count }, там уже по { $most } меток.
admin-desk-tags = Метки
admin-desk-tags-none = Меток нет.
admin-desk-tag = Метка
admin-desk-tag-any = Любая метка
admin-desk-tag-hint = Одно или два слова, не больше 40 знаков. Участник их не видит.
admin-desk-tags-hint = Одно или два слова, не больше 40 знаков; несколько меток разделяйте запятыми. Участник их не видит.
admin-desk-tag-add = Добавить
admin-desk-tag-remove = Убрать метку «{ $tag }»
admin-desk-tag-many = Добавить метку
admin-desk-tag-empty = Введите метку
admin-desk-tag-comma = Введите одну метку, без запятой
admin-desk-tags-full = У регистрации не может быть больше { $count } меток. Сначала уберите одну

# Заметки
admin-desk-notes = Заметки секретариата
admin-desk-notes-none = Заметок нет.
admin-desk-note = Новая заметка
admin-desk-note-hint = Участник её не видит. Пишите только то, что нужно знать коллегам.
admin-desk-note-add = Добавить заметку
admin-desk-note-remove = Удалить заметку
admin-desk-note-empty = Введите текст заметки
admin-desk-notes-full = Заметок уже { $count }. Сначала удалите одну из них

# Регистрация за участника
admin-desk-enter = Зарегистрировать участника
admin-desk-enter-lead = Вы заполняете анкету за другого человека. В регистрации будет указано, что её заполнили вы.
admin-desk-enter-contact = Электронная почта и язык
admin-desk-enter-about = Человек
admin-desk-enter-email-hint = Адрес, почту на котором человек читает сам. Его видит только секретариат.
admin-desk-enter-latin = Латинскими буквами, как в паспорте
admin-desk-enter-badge-hint = Любым алфавитом. Если оставить пустым, будет имя, указанное выше.
admin-desk-enter-empty = Заполните поле «{ $field }»
admin-desk-enter-outside = Сейчас участники не могут регистрироваться сами. Вы можете зарегистрировать их, и это будет записано.
admin-desk-agreed = Согласия
admin-desk-consents-hint = Отметьте только то, на что человек дал согласие сам.
admin-desk-notice = Человеку рассказали, как используются его данные
admin-desk-notice-empty = Расскажите человеку, как используются его данные, и поставьте отметку
admin-desk-enter-then = Что будет дальше
admin-desk-enter-place = Место
admin-desk-enter-usual = Как обычно
admin-desk-enter-usual-note = Так, как принято для этого качества: решение или сразу место
admin-desk-enter-confirmed = Подтвердить сразу
admin-desk-enter-confirmed-note = Человек получает место, кто бы ни принимал решение обычно
admin-desk-enter-reason-hint = Нужна, только если все места заняты. Она останется в истории; участник её не видит.
admin-desk-enter-full = Все места заняты. Укажите причину, чтобы превысить предел, или выберите «Как обычно»
admin-desk-enter-letter = Отправить письмо
admin-desk-enter-letter-note = Такое же, какое получает участник, зарегистрировавшийся сам
admin-desk-enter-do = Зарегистрировать
admin-desk-enter-done = Зарегистрировано. { $status }

# Клавиши
admin-desk-keys = Клавиатура
admin-desk-keys-hint = Эти клавиши действуют, пока фокус находится в списке.
admin-desk-key-down = Следующий человек
admin-desk-key-up = Предыдущий человек
admin-desk-key-select = Выбрать или снять выбор
admin-desk-key-open = Открыть
admin-desk-key-search = Поиск
admin-desk-key-help = Эта подсказка
admin-desk-keys-close = Закрыть

# Журнал
admin-desk-audit-enter = зарегистрировал(а) участника от его имени
admin-desk-audit-note = добавил(а) заметку
admin-desk-audit-remove-note = удалил(а) заметку
admin-desk-audit-tags = добавил(а) метки
admin-desk-audit-remove-tag = убрал(а) метку
admin-desk-audit-view = сохранил(а) представление
admin-desk-audit-rename-view = изменил(а) представление
admin-desk-audit-remove-view = удалил(а) представление
