-- +goose Up
-- A model may answer, and nothing of it be of use: it cannot be read, stands in no article, or is in another language.

ALTER TABLE model_use ADD COLUMN useless bigint NOT NULL DEFAULT 0;
