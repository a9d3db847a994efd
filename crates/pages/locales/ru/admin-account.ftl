# Вход
admin-account-sign-in = Вход
admin-account-sign-in-lead = Для организаторов. Чтобы зарегистрироваться, откройте страницу мероприятия.
admin-account-email = Электронная почта
admin-account-password = Пароль
admin-account-sign-in-button = Войти
admin-account-wrong = Электронная почта или пароль не подходят
admin-account-too-many = Слишком много попыток. Подождите 15 минут и попробуйте снова.
admin-account-signed-out = Вы вышли.
admin-account-email-empty = Введите электронную почту
admin-account-password-empty = Введите пароль
admin-account-show-password = Показать пароль
admin-account-code-title = Второй шаг
admin-account-code = Код из приложения-аутентификатора
admin-account-code-hint = 6 цифр. Код можно вставить. Он действует около полуминуты.
admin-account-code-button = Войти
admin-account-code-wrong = Этот код не подходит. Дождитесь следующего и введите его
admin-account-code-empty = Введите код
admin-account-recovery = Запасной код
admin-account-recovery-hint = Один из кодов, которые вы получили при включении второго фактора. Каждый действует один раз.
admin-account-recovery-wrong = Этот запасной код не подходит или уже использован
admin-account-use-recovery = Ввести запасной код
admin-account-use-code = Ввести код из приложения

# Приглашения
admin-account-invitation = Вас приглашают
admin-account-invitation-administer = Вы будете администратором Plenary.
admin-account-invitation-event = Вам дают доступ к мероприятию «{ $title }». Ваша роль: { $role }.
admin-account-invitation-accept-as = Принять, учётная запись: { $name }
admin-account-invitation-have-account = У вас уже есть учётная запись?
admin-account-invitation-sign-in = Войти и принять приглашение
admin-account-invitation-new = Создать учётную запись
admin-account-name = Ваше имя
admin-account-name-hint = Так, как вас знают коллеги. Оно стоит рядом с вашими решениями.
admin-account-name-empty = Введите ваше имя
admin-account-new-password = Пароль
admin-account-password-hint = Не меньше { $count } знаков. Хорошо подходят несколько необычных слов. Ещё лучше менеджер паролей.
admin-account-make = Создать учётную запись
admin-account-email-taken = Учётная запись с этой почтой уже есть. Войдите и примите приглашение с ней
admin-account-invitation-gone = Этим приглашением воспользоваться нельзя
admin-account-invitation-gone-lead = Оно уже использовано, истекло или адрес неполный. Попросите новое у того, кто его прислал.
admin-account-password-short = Введите не меньше { $count } знаков
admin-account-password-long = Введите не больше { $count } байтов
admin-account-password-common = Этот пароль легко угадать. Возьмите несколько необычных слов
admin-account-password-about-you = Не используйте своё имя и адрес почты

# Своя учётная запись
admin-account-you = Вы
admin-account-save = Сохранить
admin-account-name-saved = Имя сохранено.
admin-account-change-password = Сменить пароль
admin-account-present-password = Нынешний пароль
admin-account-next-password = Новый пароль
admin-account-present-wrong = Это не ваш нынешний пароль
admin-account-password-saved = Пароль изменён. Во всех других браузерах выполнен выход.
admin-account-second-factor = Второй фактор
admin-account-second-factor-on = При входе запрашивается код из приложения-аутентификатора.
admin-account-second-factor-off = Учётную запись защищает только пароль. Со вторым фактором украденного пароля недостаточно.
admin-account-second-factor-set-up = Включить второй фактор
admin-account-second-factor-take-off = Выключить
admin-account-second-factor-is-on = Второй фактор включён.
admin-account-second-factor-is-off = Второй фактор выключен.
admin-account-scan = Отсканируйте код приложением-аутентификатором
admin-account-scan-hint = Подойдёт любое приложение для одноразовых кодов: на телефоне или в менеджере паролей.
admin-account-qr = QR-код с секретом, который указан ниже
admin-account-secret = Или введите в приложение этот секрет
admin-account-check-code = Код, который приложение показывает сейчас
admin-account-switch-on = Включить
admin-account-recovery-title = Запасные коды
admin-account-recovery-lead = Распечатайте эти коды или сохраните их в менеджере паролей. Каждый впускает один раз, если приложения нет под рукой. Они показываются только сейчас.
admin-account-recovery-kept = Коды сохранены
admin-account-print = Печать
admin-account-sign-ins = Где выполнен вход
admin-account-sign-ins-caption = Браузеры, в которых открыта эта учётная запись
admin-account-browser = Браузер
admin-account-browser-unknown = Неизвестно
admin-account-since = С какого времени
admin-account-last-seen = Последнее действие
admin-account-this-one = этот
admin-account-sign-out-others = Выйти во всех других
admin-account-others-out = Во всех других браузерах выполнен выход.

# Список мероприятий
admin-account-new-event = Новое мероприятие
admin-account-no-events = Мероприятий пока нет
admin-account-no-events-hint = У вас пока нет доступа ни к одному мероприятию. Попросите приглашение у того, кто его проводит.
admin-account-no-events-administrator = Создайте первое. Всё можно будет изменить.
admin-account-event-hidden = Не опубликовано
admin-account-event-open = Регистрация открыта
admin-account-event-opens = Регистрация откроется { $moment }
admin-account-event-closed = Регистрация закрыта
admin-account-event-over = Прошло
admin-account-event-places = Занято мест: { $taken } из { $total }
admin-account-event-to-decide = { $count ->
    [one] { $count } регистрация ожидает решения
    [few] { $count } регистрации ожидают решения
   *[other] { $count } регистраций ожидают решения
}
