# Залы, темы и докладчики
admin-things-rooms = Залы
admin-things-topics = Темы
admin-things-speakers = Докладчики
admin-things-name = Название
admin-things-person = Имя
admin-things-used = Сессии
admin-things-save = Сохранить
admin-things-saved = Сохранено: «{ $name }».
admin-things-removed = Удалено: «{ $name }».
admin-things-remove-title = Удалить «{ $name }»?
admin-things-remove-no = Оставить
admin-things-in-use = Здесь это ещё используется: { $count ->
    [one] { $count } сессия
    [few] { $count } сессии
    [many] { $count } сессий
   *[other] { $count } сессии
}. Сначала измените их, после этого можно удалить.
admin-things-still-in-use = «{ $name }» ещё используется в сессиях. Сначала измените их, после этого можно удалить.
admin-things-free = Ни в одной сессии не используется.
admin-things-position = Место по порядку
admin-things-position-hint = Меньшие числа идут первыми
admin-things-error-name = Напишите название хотя бы на одном языке
admin-things-error-capacity = Укажите число мест от 1 до 100000 или оставьте поле пустым
admin-things-error-position = Укажите число от 0 до 9999
admin-things-error-tone = Выберите один из цветов
admin-room-add = Добавить зал
admin-room-new = Новый зал
admin-room-caption = Залы в порядке столбцов расписания
admin-room-empty = Залов пока нет
admin-room-empty-text = Каждый зал станет столбцом расписания.
admin-room-note = Где находится
admin-room-note-hint = Этаж, здание, как пройти
admin-room-capacity = Мест
admin-room-more = Размер и порядок
admin-room-remove = Удалить этот зал
admin-room-remove-yes = Удалить зал
admin-topic-add = Добавить тему
admin-topic-new = Новая тема
admin-topic-caption = Темы в том порядке, в котором их называют
admin-topic-empty = Тем пока нет
admin-topic-empty-text = Тема даёт сессиям слово и цвет, а участникам — фильтр.
admin-topic-tone = Цвет
admin-topic-tone-hint = Смысл несёт слово: у двух тем может быть один цвет.
admin-topic-more = Цвет и порядок
admin-topic-remove = Удалить эту тему
admin-topic-remove-yes = Удалить тему
admin-speaker-add = Добавить докладчика
admin-speaker-new = Новый докладчик
admin-speaker-caption = Докладчики по имени
admin-speaker-empty = Докладчиков пока нет
admin-speaker-empty-text = Внесите людей один раз, затем выбирайте их в каждой их сессии.
admin-speaker-name-hint = Так, как человек сам пишет своё имя на этом языке
admin-speaker-position = Должность и организация
admin-speaker-about = О человеке
admin-speaker-about-hint = Два-три предложения; их могут прочитать все
admin-speaker-remove = Удалить этого докладчика
admin-speaker-remove-yes = Удалить докладчика
