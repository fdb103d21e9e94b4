-- +goose Up
-- An article that an operator found himself and answered with. It teaches as a draft that he chose, and says nothing of how
-- good the assistant's drafts are.

ALTER TABLE suggestions ADD COLUMN found boolean NOT NULL DEFAULT false;
