# Исходящие письма
admin-letters-captured = Письма сохраняются здесь. Пока не задан PLENARY_SMTP_URL, ничто не покидает этот компьютер.
admin-letters-search = Поиск
admin-letters-search-hint = Имя или электронная почта
admin-letters-find = Найти
admin-letters-caption = { $count ->
    [one] { $count } письмо, сначала новые
    [few] { $count } письма, сначала новые
   *[other] { $count } писем, сначала новые
}
admin-letters-letter = Письмо
admin-letters-to = Кому
admin-letters-language = Язык
admin-letters-state = Состояние
admin-letters-when = Когда
admin-letters-none = Здесь нет писем
admin-letters-none-hint = Письма появляются, когда кто-то регистрируется и когда принимается решение.
admin-letters-none-match = Таких писем нет
admin-letters-title = { $kind }: { $name }
admin-letters-back = Все письма
admin-letters-facts = Сведения
admin-letters-subject = Тема
admin-letters-from = От кого
admin-letters-registration = Регистрация
admin-letters-attempts = Попытки
admin-letters-next-try = Следующая попытка
admin-letters-queued = Поставлено в очередь
admin-letters-sent = Отправлено
admin-letters-error = Ответ почтового сервера
admin-letters-not-written = Это письмо ещё не написано. Оно пишется в минуту отправки, чтобы в нём стояло то, что верно тогда.
admin-letters-not-for-viewers = Читать письма могут только те, кто проводит мероприятие: в каждом есть адрес, по которому можно изменить регистрацию.
admin-letters-html = Так письмо видит делегат
admin-letters-html-title = Письмо, получатель: { $name }
admin-letters-text = Простым текстом
admin-letters-attachments = Вложения
admin-letters-kilobytes = { $count } КБ
admin-letters-source = Скачать письмо файлом
admin-letters-send-again = Отправить ещё раз
admin-letters-send-again-hint = Делегату уйдёт новое письмо о нынешнем статусе.
admin-letters-sent-again = Письмо о нынешнем статусе уже в пути.
admin-letters-too-soon = Письмо запрашивали меньше пяти минут назад. Подождите немного.
admin-letters-about = О ком
