-- +goose Up
-- Drafts of a model that did not come, or broke off: operators are told so, and why.

ALTER TABLE suggestions ADD COLUMN trouble text NOT NULL DEFAULT '', -- why it is not whole, or not there; empty: nothing is wrong
    ADD COLUMN again boolean NOT NULL DEFAULT false,                 -- asking the model once more may help
    ADD COLUMN writes_until timestamptz,                             -- writing: who writes it says again before then that he lives
    ADD COLUMN tries int NOT NULL DEFAULT 0,                         -- times that it was given to a writer after one had died
    DROP CONSTRAINT suggestions_state_check,
    ADD CONSTRAINT suggestions_state_check
        CHECK (state IN ('writing', 'unwritten', 'offered', 'answered', 'sent', 'edited', 'dismissed', 'ignored', 'withdrawn'));
UPDATE suggestions SET writes_until = now() WHERE state = 'writing';
