DELETE FROM site_secret WHERE purpose = 'my-agenda';
DROP TABLE my_agenda;
