-- +goose Up
-- Drafts that were not answered with because one person alone had taught them.

ALTER TABLE suggestions ADD COLUMN alone boolean NOT NULL DEFAULT false;
