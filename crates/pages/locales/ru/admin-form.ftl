# Редактор формы
admin-form = Форма
admin-form-lead = Сейчас используется версия { $version }. Каждое сохранение создаёт новую версию; ответы, данные раньше, читаются с вопросами своей версии.
admin-form-add = Добавить вопрос
admin-form-new = Новый вопрос
admin-form-built-in = Встроенные вопросы
admin-form-built-in-lead = Включите то, что нужно этому мероприятию. Спрашивайте только то, что действительно нужно: у каждого вопроса указано, зачем он, кто видит ответ и сколько он хранится.
admin-form-core = Здесь всегда спрашиваем: { $fields }.
admin-form-core-sessions = Здесь делегаты выбирают сессии с ограниченным числом мест.
admin-form-none = Других вопросов нет
admin-form-preview = Просмотр
admin-form-question = Вопрос
admin-form-kind = Вид ответа
admin-form-kind-hint = Потом изменить его нельзя, чтобы ответы оставались читаемыми.
admin-form-asked = Задаётся
admin-form-class = Кто видит ответ
admin-form-keep = Хранится
admin-form-keep-days = Через сколько дней после мероприятия ответ удаляется
admin-form-keep-hint = Оставьте пустым, если ответ остаётся в материалах мероприятия.
admin-form-keep-short = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}
admin-form-keep-record = С материалами
admin-form-order = Порядок
admin-form-up = Выше: { $question }
admin-form-down = Ниже: { $question }
admin-form-caption = Вопросы шага «{ $step }»
admin-form-versions = Версии
admin-form-versions-caption = Версии формы, начиная с последней
admin-form-version = Версия
admin-form-when = Когда
admin-form-who = Кто
admin-form-saved = Форма сохранена как версия { $version }.
admin-form-meanwhile = Пока эта страница была открыта, кто-то сохранил форму. Ваши изменения не сохранены. Посмотрите на форму, какой она стала, и повторите.
admin-form-see = Посмотреть форму
admin-form-not-moved = «{ $question }» нельзя переместить туда: вопрос должен стоять после того, от которого он зависит.
admin-form-label = Текст вопроса
admin-form-help = Подсказка
admin-form-purpose = Зачем мы спрашиваем
admin-form-purpose-hint = Делегаты прочитают это в разделе «Почему мы спрашиваем».
admin-form-rules = Как задаётся вопрос
admin-form-step = Шаг
admin-form-types = Спрашивать только
admin-form-types-hint = Если ничего не отмечено, вопрос задаётся всем. Кто есть кто, известно начиная с шага «{ $step }».
admin-form-condition = Спрашивать только после такого ответа
admin-form-condition-hint = Если ничего не отмечено, вопрос задаётся всегда. Вопрос, от которого он зависит, должен стоять раньше.
admin-form-least = Наименьшее число
admin-form-most = Наибольшее число
admin-form-range-hint = Только для чисел
admin-form-options = Варианты ответа
admin-form-options-hint = Только для «один из» и «несколько из». Чтобы убрать вариант, оставьте строку пустой; после сохранения появятся новые пустые строки. Число мест указывайте там, где их мало.
admin-form-option-in = Вариант { $number }, { $language }
admin-form-places = Мест для варианта { $number }
admin-form-save = Сохранить
admin-form-remove = Убрать этот вопрос
admin-form-remove-title = Убрать вопрос «{ $question }»?
admin-form-remove-text = Он больше не будет задаваться. Ответы, данные раньше, останутся читаемыми.
admin-form-remove-needed = От него зависят другие вопросы: { $questions }. Сначала измените их.
admin-form-remove-yes = Убрать вопрос
admin-form-remove-no = Оставить
admin-form-error-label = Напишите вопрос на этом языке: { $language }
admin-form-error-purpose = Объясните на этом языке, зачем он: { $language }
admin-form-error-options = Напишите хотя бы два варианта ответа
admin-form-error-option-label = Напишите каждый вариант на этом языке: { $language }
admin-form-error-places = Введите число мест от 1 до { $max } или оставьте поле пустым
admin-form-error-places-taken = { $count ->
    [one] Этот вариант уже выбрал { $count } человек. Укажите не меньше мест
    [few] Этот вариант уже выбрали { $count } человека. Укажите не меньше мест
    [many] Этот вариант уже выбрали { $count } человек. Укажите не меньше мест
   *[other] Этот вариант уже выбрали { $count } человека. Укажите не меньше мест
}
admin-form-error-places-protected = Варианты с числом мест видны организаторам. Выберите другой класс или уберите числа
admin-form-error-range = Введите два целых числа, сначала меньшее
admin-form-error-keep = Введите число дней от 1 до 3660 или оставьте поле пустым
admin-form-error-step = Выберите другой шаг, не «Сессии»
admin-form-error-types = На этом шаге ещё неизвестно, в каком качестве человек участвует
admin-form-error-earlier = Сначала нужно включить «{ $question }» и поставить раньше
admin-form-error-one-question = Отметьте ответы только одного вопроса
admin-form-error-never = Этот вопрос должен оставаться добровольным
admin-form-error-kind = Выберите вид ответа
admin-form-error-other = Это не подходит к вопросу в его нынешнем виде
question-kind-short-text = Короткий текст
question-kind-long-text = Длинный текст
question-kind-number = Число
question-kind-date = Дата
question-kind-yes-no = Да или нет
question-kind-one-of = Один из нескольких
question-kind-several-of = Несколько из нескольких
question-kind-country = Страна
question-kind-language = Язык
question-kind-file = Файл
question-kind-picture = Фотография
question-kind-email = Адрес электронной почты
question-kind-phone = Номер телефона
question-kind-statement = Утверждение, которое нужно принять
asked-off = Не задаётся
asked-optional = По желанию
asked-required = Обязательно
admin-form-counted = Только подсчитывается, не показывается с именем
admin-form-protected = Ответ есть. Его видят те, кто проводит мероприятие.
admin-form-protected-show = Показать защищённые ответы
admin-form-protected-noted = Просмотр записывается в историю.
admin-audit-save-form = изменена форма
admin-audit-forget-answers = удалены ответы, срок хранения которых истёк
admin-audit-field-questions = Вопросы
admin-audit-field-added = Добавлено
admin-audit-field-removed = Убрано
admin-audit-field-changed = Изменено
admin-audit-field-moved = Перемещено
admin-audit-note-form = Версия { $version }
