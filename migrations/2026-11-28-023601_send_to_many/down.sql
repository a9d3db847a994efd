DELETE FROM outbox WHERE message_id IS NOT NULL OR rule_id IS NOT NULL OR sample_id IS NOT NULL;
ALTER TABLE outbox DROP COLUMN bulk;
ALTER TABLE outbox DROP COLUMN sample_id;
ALTER TABLE outbox DROP COLUMN rule_id;
ALTER TABLE outbox DROP COLUMN message_id;
DROP TABLE bulk_stop;
DROP TABLE reminder_rule;
DROP TABLE message_recipient;
DROP TABLE message;
