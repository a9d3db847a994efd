# What is wrong with an answer, and how to put it right
error-word = Error:
error-title = Error: { $title }
error-summary = { $count ->
    [one] There is a problem with { $count } answer
   *[other] There is a problem with { $count } answers
}
error-email-empty = Enter your e-mail address
error-family-empty = Enter your family name as it is in your passport
error-organisation-empty = Enter the name of your organisation
error-position-empty = Enter your position
error-language-not-chosen = Choose the language of our letters
error-type-not-chosen = Choose in what capacity you take part
error-state-needed = Select the State you represent
error-not-chosen = Choose one of the options
error-session-gone = This session can no longer be chosen. Look at the list again
error-sessions-overlap = This session overlaps with another one that you chose. Choose one of them
error-notice = Tick the box to say that you have read the notice about your data
error-empty = Write something here
error-too-long = { $max ->
    [one] Use at most { $max } character
   *[other] Use at most { $max } characters
}
error-not-text = Take out the invisible control characters
error-not-latin = Use Latin letters, as in the machine-readable line of your passport
error-not-email = Enter an e-mail address, like name@example.org
error-not-slug = Use 2 to 60 of the letters a–z, digits and hyphens
