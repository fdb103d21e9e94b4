-- +goose Up
-- Who keeps a project's card true, named as the owner of an article is: he is told when an offer on it ends.

ALTER TABLE projects ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE project_versions ADD COLUMN owner text NOT NULL DEFAULT '';
