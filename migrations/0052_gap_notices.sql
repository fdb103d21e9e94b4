-- +goose Up
-- Who was told in Slack that a gap is his to write. One that is assigned anew is told of anew.

ALTER TABLE gaps
    ADD COLUMN assigned_at timestamptz,               -- NULL: nobody is to write it, or it was assigned before this was kept
    ADD COLUMN assigned_by text NOT NULL DEFAULT '';  -- who said so

CREATE TABLE slack_gap_notices (
    gap_id      bigint NOT NULL REFERENCES gaps ON DELETE CASCADE,
    operator_id bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    assigned_at timestamptz NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (gap_id, operator_id, assigned_at)
);
