-- +goose Up
-- Whose question it was before: the articles that were taken in by others, the first one first, so that it goes back to the
-- one that is brought back.

ALTER TABLE must_find ADD COLUMN was text[] NOT NULL DEFAULT '{}';  -- their keys
