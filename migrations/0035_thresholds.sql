-- +goose Up
-- From which probability the assistant answers and offers drafts: who set it, and what it was chosen from.

CREATE TABLE threshold_changes (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    value jsonb NOT NULL CHECK (jsonb_typeof(value) = 'object'),  -- all thresholds as they were from then on
    by    text NOT NULL CHECK (by <> ''),
    why   text NOT NULL DEFAULT '',
    at    timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER threshold_changes_append_only BEFORE UPDATE OR DELETE ON threshold_changes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE tunings (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    by    text NOT NULL CHECK (by <> ''),
    found jsonb NOT NULL CHECK (jsonb_typeof(found) = 'array'),  -- for each project and language: the curve, and what it speaks for
    at    timestamptz NOT NULL DEFAULT now()
);
