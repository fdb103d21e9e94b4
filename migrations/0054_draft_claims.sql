-- +goose Up
-- Who has which draft written just now, so that replicas asked the same within seconds make one call of a model.

CREATE TABLE draft_claims (
    key    text PRIMARY KEY CHECK (key <> ''), -- of kept_answers
    holder text NOT NULL,
    until  timestamptz NOT NULL
);
