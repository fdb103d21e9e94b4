-- +goose Up
-- What was taught by answers that were taken back since is asked for every minute, by when they were changed.

CREATE INDEX message_changes_done ON message_changes (at) WHERE state = 'done';
