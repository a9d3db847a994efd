# DNS жіберуші туралы не дейді
admin-sender = Жіберуші
admin-sender-lead = Пошта серверлері хаттарды DNS-тегі { $domain } туралы жазбаларға қарап бағалайды. Тіркелу ашылғанша осы бетті қараңыз.
admin-sender-captured = Хаттар осында сақталады, ешқайсысы жіберілмейді, сондықтан тексеретін ештеңе жоқ. Алдымен PLENARY_SMTP_URL беріңіз.
admin-sender-from = Хаттар мына жерден келеді
admin-sender-fine = Бәрі дұрыс. { $domain } хаттарына сенеді.
admin-sender-not-fine = Бірдеңе жетіспейді. Осы бетті { $domain } DNS-іне жауапты адамға беріңіз.
admin-sender-name = DNS-тегі атау
admin-sender-found = Онда не жазылған
admin-sender-wanted = Онда не жазылуы керек
admin-sender-nothing = Ештеңе
admin-sender-again = Қайта тексеру
admin-sender-link = Жіберушіні тексеру
admin-sender-spf-title = SPF: кім жібере алады
admin-sender-dkim-title = DKIM: қолтаңба
admin-sender-dmarc-title = DMARC: жалған хаттармен не істеледі
admin-sender-good = Жақсы
admin-sender-doubtful = Жақсартуға болады
admin-sender-bad = Қате
admin-sender-unknown = Белгісіз
sender-spf-good = Домен өз атынан қай серверлер жібере алатынын көрсетеді. Пошта серверіңіз солардың арасында екенін тексеріңіз.
sender-spf-missing = Домен өз атынан қай серверлер жібере алатынын көрсетпейді. Пошта серверіңізді қосып, «v=spf1 mx -all» сияқты жазба қосыңыз.
sender-spf-several = SPF жазбасы бірнешеу, сонда алушылар біреуін де ескермейді. Оларды біріктіріңіз.
sender-spf-broken = SPF жазбасында алушылар білмейтін сөз бар. Оны түзетіңіз.
sender-spf-open = SPF жазбасы сіздің атыңыздан жіберуді бәріне рұқсат етеді. Оны «-all» деп аяқтаңыз.
sender-spf-neutral = SPF жазбасында басқаларға жіберуге болмайтыны айтылмаған. Оны «-all» немесе «~all» деп аяқтаңыз.
sender-spf-lookups = SPF жазбасына оннан көп сұрау керек, ал алушылар оннан кейін тоқтайды. Кейбір серверлерді алып тастаңыз.
sender-spf-unknown = DNS жауап бермеді. Сәл кейінірек қайта тексеріңіз.
sender-dkim-unsigned = Plenary хаттарына қол қоймайды. «plenary dkim new» командасымен кілт жасаңыз немесе қолтаңбаны пошта серверіне тапсырыңыз.
sender-dkim-good = Хаттарға қол қойылған, кілт DNS-те бар.
sender-dkim-missing = Хаттарға қол қойылған, бірақ DNS-те кілт жоқ. Төмендегі жазбаны қосыңыз.
sender-dkim-different = DNS-те қол қоятын кілттен басқа кілт тұр. Оны төмендегі жазбамен ауыстырыңыз.
sender-dkim-revoked = DNS-те кілт енді жарамсыз деп жазылған. Оны төмендегі жазбамен ауыстырыңыз.
sender-dkim-unknown = DNS жауап бермеді. Сәл кейінірек қайта тексеріңіз.
sender-dmarc-good = Алушыларға жалған хаттарды шетке қою айтылған.
sender-dmarc-missing = Алушыларға жалған хаттармен не істеу керегі айтылмаған. Кейбіреулері мұны талап етеді. «v=DMARC1; p=none» деп бастаңыз.
sender-dmarc-several = DMARC жазбасы бірнешеу. Біреуін қалдырыңыз.
sender-dmarc-broken = DMARC жазбасында алушылар білетін ереже жоқ: p=none, p=quarantine немесе p=reject.
sender-dmarc-watches = Алушылардан тек бақылау сұралған. Бірнеше апта бәрі жақсы болса, «p=quarantine» деп өзгертіңіз.
sender-dmarc-unknown = DNS жауап бермеді. Сәл кейінірек қайта тексеріңіз.
