-- +goose Up
-- What stands of a draft that is being written, so that whoever waits for it in another replica sees it grow. It has signs
-- for what is private, as those that are kept.

ALTER TABLE draft_claims ADD COLUMN answer text NOT NULL DEFAULT '';
