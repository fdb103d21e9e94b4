-- +goose Up
-- Who was told in Slack of a report that an article is wrong: its owner that there is one, the reporter what was done.

CREATE TABLE slack_report_notices (
    report_id   bigint NOT NULL REFERENCES article_reports ON DELETE CASCADE,
    operator_id bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    why         text NOT NULL CHECK (why IN ('reported', 'resolved')),
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (report_id, operator_id, why)
);
