-- +goose Up
-- Which of several questions in one message a draft answers.

ALTER TABLE suggestions ADD COLUMN part text NOT NULL DEFAULT '';  -- in the customer's words; empty: all that he said
