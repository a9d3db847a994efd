ALTER TABLE decision DROP COLUMN follows;
