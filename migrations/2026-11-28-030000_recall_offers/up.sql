-- The program's own offers that follow from a decision belong to its batch, so that taking the decision back calls them back.
ALTER TABLE decision ADD COLUMN follows boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN decision.follows IS 'An offer that the program made with a place that a decision of this batch freed.';
