# The event’s own questions, as delegates see them
step-travel = Travel and visa
travel-lead = Answer what you know already. You can change it later.
why-we-ask = Why we ask
why-purpose = Purpose
why-who = Who sees it
why-how-long = How long we keep it
why-counted = Nobody beside a name: it is only counted.
class-public = Everybody may see it.
class-participants = The secretariat, and other participants if you agree to that.
class-organisers = The secretariat and nobody else.
class-purpose = Only the people who need it for this purpose.
class-delicate = Only the one person who arranges it.
class-security = Only the security officers.
keep-days = { $days ->
    [one] We delete your answer { $days } day after the event.
   *[other] We delete your answer { $days } days after the event.
}
keep-with-record = It stays with the record of the event.
answer-yes = Yes
answer-no = No
answer-accepted = Accepted
answer-file = Sent
answer-none = No answer
answer-choose = Choose
option-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
option-left = { $count ->
    [0] No place left
    [one] { $count } place left
   *[other] { $count } places left
}
question-only-if = Asked only if the answer to “{ $question }” is: { $answers }.
question-only-types = Asked only of: { $types }.
more-questions = Your answers bring a few more questions. Everything that you typed is kept.
warning-passport-expires = Your passport expires within three months after the event. Many countries ask for a longer time. Look whether you can renew it.
error-number = Enter a whole number from { $least } to { $most }
error-date = Enter a date, for example 31.05.2027
error-age = Look at the year again: it should make you 16 to 100 years old
error-phone = Begin with + and the code of the country, for example +7 701 123 45 67
error-not-accepted = Tick the box to accept this
error-option-full = Every place is taken. Choose something else
error-file = Choose a file to send
preview-title = Preview. Nothing that you type here is saved or sent.
preview-back = Back to the form editor
preview-off = Not asked yet.
