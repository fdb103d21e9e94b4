-- +goose Up
-- Drafts that models wrote before, without anything private, so that the same question costs no second call.

CREATE TABLE kept_answers (
    key        text PRIMARY KEY CHECK (key <> ''), -- digest of all that the model was shown, and of the articles' versions
    feature    text NOT NULL,
    model      text NOT NULL,
    answer     text NOT NULL,
    tokens_in  bigint NOT NULL DEFAULT 0,
    tokens_out bigint NOT NULL DEFAULT 0,
    at         timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX kept_answers_at ON kept_answers (at);
CREATE INDEX kept_answers_used ON kept_answers (used_at);

ALTER TABLE model_use ADD COLUMN served bigint NOT NULL DEFAULT 0, -- answers that were given before, without a call
    ADD COLUMN saved numeric(18, 9) NOT NULL DEFAULT 0;            -- what those would have cost

ALTER TABLE suggestions ADD COLUMN kept_key text; -- under which the draft is kept: who dismisses it has it forgotten
