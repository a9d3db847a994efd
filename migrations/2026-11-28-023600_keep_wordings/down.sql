DROP TABLE letter_wording;
