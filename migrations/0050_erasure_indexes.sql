-- +goose Up
-- What an erasure looks for is found without reading the largest tables from end to end while conversations are held.

CREATE INDEX inbound_events_conversation ON inbound_events (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX inbound_events_apart ON inbound_events (account, sender) WHERE conversation_id IS NULL;  -- became nothing of a conversation
CREATE INDEX inbound_events_erased ON inbound_events (at) WHERE sender = '' AND payload IS NULL;      -- keys that are forgotten after a while
CREATE INDEX events_subscriber ON events (subscriber_id) WHERE subscriber_id IS NOT NULL;
CREATE INDEX message_changes_message ON message_changes (message_id);
CREATE INDEX lessons_draft ON lessons (split_part(key, '/', 2)) WHERE split_part(key, '/', 1) IN ('suggestion', 'solved');
