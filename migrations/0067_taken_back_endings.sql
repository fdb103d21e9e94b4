-- +goose Up
-- A conversation that goes on has not ended: its ending is taken back, and teaches nothing of how others end.

ALTER TABLE closings ADD COLUMN taken_back_at timestamptz;  -- the conversation went on
UPDATE closings x SET taken_back_at = now() FROM conversations c
    WHERE c.id = x.conversation_id AND (c.state <> 'closed' OR x.id < (SELECT max(id) FROM closings l WHERE l.conversation_id = c.id));
UPDATE conversations SET disposition = NULL, close_comment = NULL, close_summary = '', close_summary_model = '', closed_by = NULL
    WHERE state <> 'closed' AND (disposition IS NOT NULL OR close_comment IS NOT NULL OR close_summary <> '');
