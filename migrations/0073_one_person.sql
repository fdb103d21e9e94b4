-- +goose Up
-- Two accounts may be one person's: what both teach is one voice then. All that was done by either stays with it.
-- And what is forgotten keeps where it had counted before, as lesson_moves has it.

ALTER TABLE operators ADD COLUMN same_as bigint REFERENCES operators CHECK (same_as <> id); -- the person's first account, which has none
CREATE INDEX operators_same ON operators (same_as) WHERE same_as IS NOT NULL;

ALTER TABLE forgotten_lessons ADD COLUMN moves jsonb NOT NULL DEFAULT '[]'; -- place, article_id and version of each
