-- +goose Up
-- Why a model did not answer last, by what it was asked for: for those who have set it up.

CREATE TABLE model_troubles (
    feature     text NOT NULL CHECK (feature <> ''),
    model       text NOT NULL CHECK (model <> ''),
    at          timestamptz NOT NULL DEFAULT now(),
    why         text NOT NULL,                     -- as operators are told
    said        text NOT NULL,                     -- the error's own words, and what to do
    times       bigint NOT NULL DEFAULT 1,         -- since it answered last
    answered_at timestamptz,                       -- first answer after it; NULL: none yet
    PRIMARY KEY (feature, model)
);
