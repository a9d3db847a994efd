# What the DNS says about the sender
admin-sender = Sender
admin-sender-lead = Receivers sort letters by what the DNS says about { $domain }. Look here before registration opens.
admin-sender-captured = Letters are kept here and none leaves, so there is nothing to check. Set PLENARY_SMTP_URL first.
admin-sender-from = Letters come from
admin-sender-fine = All is well. Letters from { $domain } are believed.
admin-sender-not-fine = Something is missing. Give this page to whoever looks after the DNS of { $domain }.
admin-sender-name = Name in the DNS
admin-sender-found = What stands there
admin-sender-wanted = What should stand there
admin-sender-nothing = Nothing
admin-sender-again = Look again
admin-sender-link = Check the sender
admin-sender-spf-title = SPF: who may send
admin-sender-dkim-title = DKIM: the signature
admin-sender-dmarc-title = DMARC: what happens to forgeries
admin-sender-good = Good
admin-sender-doubtful = Could be better
admin-sender-bad = Wrong
admin-sender-unknown = Not known
sender-spf-good = The domain says which servers may send for it. Check that your mail server is among them.
sender-spf-missing = The domain does not say which servers may send for it. Add a record such as “v=spf1 mx -all” with your mail server in it.
sender-spf-several = There are several SPF records. Receivers then take none. Join them into one.
sender-spf-broken = The SPF record has a word that receivers do not know. Correct it.
sender-spf-open = The SPF record lets everybody send in your name. End it with “-all”.
sender-spf-neutral = The SPF record does not say that others may not send. End it with “-all” or “~all”.
sender-spf-lookups = The SPF record needs more than ten look-ups, and receivers stop at ten. Take some servers out.
sender-spf-unknown = The DNS did not answer. Look again in a moment.
sender-dkim-unsigned = Plenary does not sign its letters. Make a key with “plenary dkim new”, or let your mail server sign.
sender-dkim-good = Letters are signed, and the DNS has the key.
sender-dkim-missing = Letters are signed, but the DNS has no key. Add the record below.
sender-dkim-different = The DNS has another key than the one that signs. Replace it with the record below.
sender-dkim-revoked = The DNS says that the key is not valid any more. Replace it with the record below.
sender-dkim-unknown = The DNS did not answer. Look again in a moment.
sender-dmarc-good = Receivers are told to put forged letters aside.
sender-dmarc-missing = Receivers are not told what to do with forged letters. Some demand it. Begin with “v=DMARC1; p=none”.
sender-dmarc-several = There are several DMARC records. Keep one.
sender-dmarc-broken = The DMARC record has no policy that receivers know: p=none, p=quarantine or p=reject.
sender-dmarc-watches = Receivers are asked to watch only. When all is well for some weeks, change it to “p=quarantine”.
sender-dmarc-unknown = The DNS did not answer. Look again in a moment.
