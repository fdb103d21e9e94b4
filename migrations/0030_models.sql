-- +goose Up
-- What models cost, by day, and drafts that a model is writing or has written.

CREATE TABLE model_use (
    day        date NOT NULL,                    -- UTC
    feature    text NOT NULL CHECK (feature <> ''),
    model      text NOT NULL CHECK (model <> ''),
    calls      bigint NOT NULL DEFAULT 0,
    failed     bigint NOT NULL DEFAULT 0,        -- of the calls
    guessed    bigint NOT NULL DEFAULT 0,        -- calls whose tokens the server did not count
    tokens_in  bigint NOT NULL DEFAULT 0,
    tokens_out bigint NOT NULL DEFAULT 0,
    cost       numeric(18, 9) NOT NULL DEFAULT 0, -- at the prices set when it was used; 0 where none was set
    PRIMARY KEY (day, feature, model)
);

ALTER TABLE suggestions ADD COLUMN model boolean NOT NULL DEFAULT false, -- written by a model, not quoted
    DROP CONSTRAINT suggestions_state_check,
    ADD CONSTRAINT suggestions_state_check
        CHECK (state IN ('writing', 'offered', 'answered', 'sent', 'edited', 'dismissed', 'ignored', 'withdrawn'));
CREATE INDEX suggestions_writing ON suggestions (at) WHERE state = 'writing';
