# Тексты писем, написанные организаторами
admin-letters-outbox = Исходящие
admin-wordings = Тексты писем
admin-wordings-lead = У каждого письма есть стандартный текст на каждом языке. Напишите свой там, где хотите сказать иначе: для всех типов представительства или для одного. Сведения в письме (номер, даты, место, срок ответа, ссылка) не меняются.
admin-wordings-missing = { $count ->
    [one] { $language }: не хватает { $count } текста
    [few] { $language }: не хватает { $count } текстов
   *[other] { $language }: не хватает { $count } текстов
}
admin-wordings-missing-here = { $count ->
    [one] не хватает { $count } текста
    [few] не хватает { $count } текстов
   *[other] не хватает { $count } текстов
}
admin-wordings-ours = Стандартный текст
admin-wordings-written = { $count ->
    [one] Ваш { $count } текст из 4
    [few] Ваши { $count } текста из 4
   *[other] Ваших текстов: { $count } из 4
}
admin-wordings-for-type = Отдельно для типа: { $kind }
admin-wordings-title = { $letter } ({ $language })
admin-wordings-type = Тип представительства
admin-wordings-all-types = Все типы
admin-wordings-show = Показать
admin-wordings-hint = Если поле оставить пустым, будет стандартный текст, он стоит рядом. Для отдельного типа пустое поле означает текст для всех типов.
admin-wordings-save = Сохранить
admin-wordings-preview = Посмотреть
admin-wordings-preview-saved = Посмотреть сохранённое
admin-wordings-preview-of = Как выглядит: { $letter } ({ $language })
admin-wordings-fields = Поля
admin-wordings-markup = Напишите поле в фигурных скобках там, где нужно подставить сведения. Пустая строка начинает новый абзац. Строки, которые начинаются с дефиса и пробела, становятся списком. **Две звёздочки** выделяют слова. [Слова](https://example.org) становятся ссылкой; она должна начинаться с https://.
admin-wordings-field = Поле
admin-wordings-meaning = Что подставляется
admin-wordings-sample = Пример
admin-wordings-version = Версия { $number }
admin-wordings-restored-from = как версия { $number }
admin-wordings-texts = Тексты этой версии
admin-wordings-restore = Вернуть версию { $number }
admin-wordings-stale = Пока страница была открыта, кто-то другой сохранил этот текст. Ваши слова ещё здесь. Скопируйте их и загрузите страницу снова.
admin-wordings-reload = Загрузить страницу снова
admin-wordings-saved = Версия { $number } сохранена. Она будет во всех письмах, которые составляются с этой минуты.
admin-wordings-person = Письмо для
admin-wordings-nobody = Пока никто не зарегистрировался. Письмо показано для вымышленного человека.
admin-wordings-not-saved = Это то, что вы набрали. Текст ещё не сохранён.
admin-wordings-go-on = Писать дальше
admin-wordings-trial = Отправить мне
admin-wordings-trial-hint = Письмо придёт только на адрес { $email }. В теме будет сказано, что оно пробное.
admin-wordings-trial-sent = Письмо отправляется на адрес { $email }.
wording-part-subject = Тема
wording-part-opening = Начало
wording-part-body = Что дальше
wording-part-closing = Окончание
wording-hint-opening = Стоит над сведениями вместо обращения и первой фразы.
wording-hint-body = Стоит под сведениями.
wording-hint-closing = Стоит под ссылкой на страницу регистрации.
wording-field-name = Имя делегата с обращением
wording-field-organisation = Организация
wording-field-reference = Номер регистрации
wording-field-event = Краткое название мероприятия
wording-field-title = Полное название мероприятия
wording-field-dates = Даты мероприятия
wording-field-place = Город и страна
wording-field-venue = Здание и адрес
wording-field-host = Кто проводит мероприятие
wording-field-contact = Адрес для вопросов
wording-field-closes = Когда закрывается регистрация
wording-field-deadline = До какого времени ответить
wording-sample-name = Зарина Юсупова
wording-sample-organisation = Институт международного права
wording-error-unknown = Поля «{ $field }» нет. Возьмите поле из списка ниже
wording-error-not-here = Для поля «{ $field }» в этом письме нет сведений. Уберите его
wording-error-link = Ссылка должна начинаться с https://. Измените «{ $link }»
admin-audit-save-wording = изменён текст письма
admin-audit-field-opening = Начало
admin-audit-field-body = Основной текст
admin-audit-field-closing = Окончание
admin-audit-field-subject = Тема
admin-audit-field-letter = Письмо
admin-audit-field-version = Версия
wording-lang-en = Английский
wording-lang-ru = Русский
wording-lang-kk = Казахский
