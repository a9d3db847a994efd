DROP TABLE site_secret;
DROP TABLE sealed_answer;
DROP TABLE file;
