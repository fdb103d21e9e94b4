-- +goose Up
-- What a model said of a draft that it read beside the customer's words, before it was decided whether to answer with it.

ALTER TABLE suggestions ADD COLUMN verdict text NOT NULL DEFAULT '' CHECK (verdict IN ('', 'answers', 'denies'));
CREATE INDEX suggestions_verdict ON suggestions (at) WHERE verdict <> '';
