# Кто имеет доступ к мероприятию
admin-people-caption = { $count ->
    [one] Доступ имеет { $count } человек
    [few] Доступ имеют { $count } человека
   *[other] Доступ имеют { $count } человек
}
admin-people-name = Имя
admin-people-role = Роль
admin-people-second-factor = Второй фактор
admin-people-second-factor-on = Включён
admin-people-second-factor-off = Выключен
admin-people-administrator = Администратор
admin-people-you = вы
admin-people-no-role = Нет доступа
admin-people-role-of = Роль: { $name }
admin-people-save = Сохранить
admin-people-save-of = роль: { $name }
admin-people-role-saved = { $name }: { $role }.
admin-people-role-taken = { $name }: доступа больше нет.
admin-people-refused = Эту роль может изменить только администратор.
admin-people-invite = Дать доступ
admin-people-invite-lead = Вы получите ссылку для одного человека. Она действует один раз в течение семи дней.
admin-people-invite-email = Его или её электронная почта
admin-people-invite-email-hint = Адрес будет уже вписан в форму. Письмо мы не отправляем.
admin-people-viewer-note = всё видит, ничего не меняет
admin-people-organiser-note = принимает решения, редактирует и публикует
admin-people-make-link = Создать ссылку
admin-people-link-made = Ссылка готова. Она показывается только сейчас.
admin-people-link-hint = Передайте её одному человеку так, чтобы её никто больше не прочитал. Она действует один раз, до { $moment }.
admin-people-link = Ссылка
admin-people-role-empty = Выберите роль
admin-people-invite-administrator = Пригласить администратора
admin-people-invite-administrator-lead = Администратор создаёт мероприятия, даёт доступ другим и может делать всё на каждом мероприятии. Вы получите ссылку для одного человека. Она действует один раз в течение семи дней.
