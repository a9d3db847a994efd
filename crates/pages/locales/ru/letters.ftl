# Виды писем и их состояние, для организаторов
letter-received = Регистрация получена
letter-confirmed = Регистрация подтверждена
letter-waiting-list = Лист ожидания
letter-declined = Регистрация отклонена
letter-withdrawn = Регистрация отозвана

# Темы писем
letter-subject-received = Регистрация получена: { $event } ({ $reference })
letter-subject-confirmed = Регистрация подтверждена: { $event } ({ $reference })
letter-subject-waiting-list = Лист ожидания: { $event } ({ $reference })
letter-subject-declined = Регистрация отклонена: { $event } ({ $reference })
letter-subject-withdrawn = Регистрация отозвана: { $event } ({ $reference })

# Что произошло
letter-heading-received = Мы получили вашу регистрацию
letter-heading-confirmed = Ваша регистрация подтверждена
letter-heading-waiting-list = Вы в листе ожидания
letter-heading-declined = Мы не можем подтвердить вашу регистрацию
letter-heading-withdrawn = Ваша регистрация отозвана
letter-greeting = Здравствуйте, { $name }.
letter-lead-received = Ваша регистрация ещё не подтверждена. Секретариат рассматривает каждую регистрацию и принимает решение.
letter-lead-confirmed = Место за вами закреплено. Мы рады, что вы будете с нами.
letter-lead-waiting-list = Сейчас все места заняты. Мы сохраняем вашу регистрацию и напишем вам, когда для вас освободится место.
letter-lead-declined = Благодарим вас за интерес к мероприятию. К сожалению, секретариат не может предоставить вам место.
letter-lead-withdrawn = Ваше место и места на сессиях снова свободны.

# Сведения
letter-label-reference = Номер регистрации
letter-label-event = Мероприятие
letter-label-date = Дата
letter-label-dates = Даты
letter-label-place = Место проведения
letter-label-zone = Часовой пояс
letter-reason-declined = Причина
letter-reason-withdrawn = Причина, которую вы указали

# Что дальше
letter-next = Что дальше
letter-next-answer = { $days ->
    [one] Мы ответим в течение { $days } рабочего дня. Ответ придёт на этот адрес.
    [few] Мы ответим в течение { $days } рабочих дней. Ответ придёт на этот адрес.
   *[other] Мы ответим в течение { $days } рабочих дней. Ответ придёт на этот адрес.
}
letter-next-travel = Дождитесь нашего ответа, прежде чем оплачивать поездку.
letter-next-change = Изменить ответы или отозвать регистрацию можно на странице вашей регистрации.
letter-next-desk = На стойке регистрации покажите код со страницы вашей регистрации. Возьмите с собой паспорт или удостоверение личности.
letter-next-own = Мы не оформляли для вас визу, проезд и гостиницу.
letter-next-calendar = К письму приложен файл календаря с вашими сессиями. Программа может измениться. Последняя версия есть на нашем сайте.
letter-next-withdraw = Если вы не сможете приехать, отзовите регистрацию на её странице. Тогда место получит кто-то другой.
letter-next-queue = Ваш номер в листе ожидания сегодня: { $place }. Это не обещание места.
letter-next-free = Если для вас освободится место, мы сразу напишем вам.
letter-next-leave = Если вы больше не хотите участвовать, отзовите регистрацию на её странице.
letter-next-mistake = Если вы считаете, что это ошибка, ответьте на это письмо. Его прочитает сотрудник секретариата.
letter-next-not-you = Если регистрацию отозвали не вы, сразу ответьте на это письмо.
letter-next-back = Если вы всё же хотите участвовать, ответьте на это письмо.

# Сессии
letter-sessions = Ваши сессии
letter-seat-kept = Место закреплено
letter-seat-waiting = Лист ожидания, номер { $place }
letter-session-cancelled = Отменена

# Страница регистрации и подпись
letter-status-page = Открыть страницу регистрации
letter-status-note = Этот адрес предназначен только вам. Тот, у кого он есть, может увидеть и изменить вашу регистрацию. Не пересылайте его.
letter-regards = С уважением,
letter-secretariat = Секретариат
letter-english = По-английски
letter-sample = Это вымышленное мероприятие, созданное для примера.
letter-questions = Есть вопросы? Ответьте на это письмо или напишите на адрес { $email }.
letter-notice = Как мы используем ваши данные
letter-why = Вы получили это письмо, потому что ваш адрес указан при регистрации на мероприятие «{ $event }». Если это были не вы, ответьте на это письмо.

# More kinds
letter-info-requested = Запрошены сведения
letter-info-reminder = Напоминание: сведения
letter-offered = Предложено место
letter-offer-reminder = Напоминание: предложенное место
letter-waitlist-closed = Места не нашлось
letter-reconfirm = Просьба подтвердить ещё раз
letter-reconfirm-reminder = Напоминание: подтвердить ещё раз
letter-cancelled = Регистрация отменена
letter-expired = Срок регистрации истёк
letter-change-applied = Изменение принято
letter-change-rejected = Изменение не принято
letter-heading-info-requested = Нам нужны ваши сведения
letter-heading-info-reminder = Мы всё ещё ждём ваших сведений
letter-heading-offered = Для вас освободилось место
letter-heading-offer-reminder = Место всё ещё ждёт вас
letter-heading-waitlist-closed = Для вас не нашлось места
letter-heading-reconfirm = Подтвердите, что вы придёте
letter-heading-reconfirm-reminder = Сообщите, пожалуйста, придёте ли вы
letter-heading-cancelled = Ваша регистрация отменена
letter-heading-expired = Срок вашей регистрации истёк
letter-heading-change-applied = Ваше изменение принято
letter-heading-change-rejected = Ваше изменение не принято
letter-subject-any = { $heading }: { $event } ({ $reference })
letter-lead-info-requested = Прежде чем мы сможем принять решение о вашей регистрации, ответьте, пожалуйста, на вопрос ниже.
letter-lead-offered = Освободилось место, и вы следующие в очереди. Мы держим его для вас некоторое время.
letter-lead-waitlist-closed = К сожалению, вас больше нет в листе ожидания.
letter-lead-reconfirm = Изменились дата, место или другие условия. Место за вами, пока вы не ответите.
letter-lead-cancelled = Секретариату пришлось отменить вашу регистрацию. Ваше место и места на сессиях снова свободны.
letter-lead-expired = Мы просили вас дополнить сведения и не получили их в срок.
letter-lead-change-applied = Секретариат принял изменение ваших ответов.
letter-lead-change-rejected = Секретариат не принял изменение ваших ответов. Действуют прежние ответы.
letter-label-answer-by = Ответьте до
letter-reason-asked = Вопрос
letter-next-answer-page = Ответьте на странице вашей регистрации. Кнопка на ней сообщит нам, что всё готово.
letter-next-offer-page = На странице вашей регистрации примите место или уступите его следующему.
letter-next-reconfirm-page = Ответьте «да» или «нет» на странице вашей регистрации.
letter-next-passes = После этого срока место перейдёт следующему.
letter-next-ends = После этого срока регистрация закроется.
letter-next-write = Если вы всё же хотите прийти, ответьте на это письмо.

# Письма о начатой регистрации и другие
letter-draft-begun = Регистрация начата
letter-draft-reminder = Напоминание: регистрация не завершена
letter-heading-draft-begun = Продолжите регистрацию
letter-heading-draft-reminder = Ваша регистрация не завершена
letter-lead-draft-begun = С этим адресом начата регистрация. Ответы сохранены. Кнопка ниже ведёт к ним на этом или на другом устройстве.
letter-lead-draft-reminder = С этим адресом начата регистрация, но она не отправлена. Ответы сохранены.
letter-subject-plain = { $heading }: { $event }
letter-greeting-nobody = Здравствуйте.
letter-label-closes = Регистрация закрывается
letter-label-kept-until = Ответы хранятся до
letter-next-draft-send = Вы не зарегистрированы, пока не отправите форму на последнем шаге.
letter-next-draft-not-you = Если это были не вы, ничего не делайте. Ответы удалятся сами.
letter-go-on = Продолжить регистрацию
letter-draft-note = Этот адрес предназначен только вам. Тот, у кого он есть, может увидеть и изменить ваши ответы. Не пересылайте его.
letter-event-page = Открыть страницу мероприятия
letter-why-draft = Вы получили это письмо, потому что этот адрес указан в форме регистрации на мероприятие «{ $event }». Если это были не вы, ничего делать не нужно.
letter-why-speaker = Вы получили это письмо, потому что ваше имя указано в программе мероприятия «{ $event }». Если это ошибка, ответьте на это письмо.
letter-why-account = Вы получили это письмо, потому что запросили его в кабинете организаторов мероприятия «{ $event }».
letter-agenda-changed = Изменения в программе
letter-heading-agenda-changed = Ваши сессии изменились
letter-lead-agenda-changed = Программа мероприятия изменилась. Ниже показаны ваши сессии, которых это касается, такими, какие они сейчас.
letter-subject-today = Сегодня: { $subject }
letter-news-new = Это новая сессия.
letter-news-cancelled = Эта сессия не состоится.
letter-news-restored = Эта сессия всё же состоится.
letter-news-moved = Раньше: { $was }.
letter-news-roles = Изменились выступающие или их роли.
letter-news-text = Изменились тексты.
letter-next-calendar-changed = Приложенный файл внесёт изменения в ваш календарь.
letter-next-agenda-write = Напишите в секретариат, если новое время вам не подходит.

# Подтверждение адреса
letter-address-reminder = Напоминание: подтвердите адрес
letter-address-unproven = Срок истёк: адрес не подтверждён
letter-heading-address-reminder = Подтвердите адрес электронной почты
letter-heading-address-unproven = Срок вашей регистрации истёк
letter-lead-address-reminder = Ещё никто не подтвердил, что наши письма доходят до вас. Мы сохраняем вашу регистрацию ещё недолго.
letter-lead-address-unproven = Никто вовремя не подтвердил, что наши письма доходят на этот адрес. Место, которое мы держали, перешло следующему.
letter-label-prove-by = Подтвердите адрес до
letter-prove = Подтвердить мой адрес
letter-prove-note = Кнопка открывает страницу с ещё одной кнопкой. Нажмите и её: так мы узнаем, что письма до вас доходят. Она действует 48 часов.
letter-next-prove = Подтвердите адрес кнопкой ниже. Иначе регистрация закроется сама.
letter-next-not-mine = Если вы не регистрировались, ничего не делайте.
letter-next-again = Если вы всё же хотите участвовать, зарегистрируйтесь снова, пока регистрация открыта, или ответьте на это письмо.

# Приглашение выступить
letter-speaker-invited = Приглашение выступить
letter-heading-speaker-invited = Приглашаем вас выступить
letter-lead-speaker-invited = Просим вас принять участие в сессиях, указанных ниже. Пожалуйста, сообщите по каждой из них, согласны ли вы.
letter-next-speaker-answer = На своей странице согласитесь на каждую сессию или откажитесь от неё. Кнопка ниже открывает эту страницу.
letter-next-speaker-about = Там же можно написать о себе, прислать фотографию и слайды.
letter-next-speaker-change = Ответы можно изменить там до начала сессии.
letter-speaking-page = Открыть страницу докладчика
letter-speaking-note = Этот адрес предназначен только вам. Тот, у кого он есть, может ответить от вашего имени. Не пересылайте его.
letter-why-invited = Вы получили это письмо, потому что организаторы мероприятия «{ $event }» приглашают вас выступить. Если это ошибка, ответьте на это письмо.
