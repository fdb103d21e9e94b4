-- +goose Up
-- What a project's card said and when: two people who write at one card are told, and nothing is overwritten.

ALTER TABLE projects ADD COLUMN version int NOT NULL DEFAULT 0; -- newest of project_versions; 0: just being made

CREATE TABLE project_versions (
    project_id bigint NOT NULL REFERENCES projects,
    version    int NOT NULL CHECK (version > 0),
    name       text NOT NULL CHECK (name <> ''),
    summary    text NOT NULL DEFAULT '',
    url        text NOT NULL DEFAULT '',
    aliases    text[] NOT NULL DEFAULT '{}',
    department text NOT NULL DEFAULT '',
    contacts   text NOT NULL DEFAULT '',
    hours      text NOT NULL DEFAULT '',
    body       text NOT NULL DEFAULT '',
    author     text NOT NULL DEFAULT '',   -- empty: not known
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, version)
);
INSERT INTO project_versions (project_id, version, name, summary, url, aliases, department, contacts, hours, body, at)
    SELECT id, 1, name, summary, url, aliases, department, contacts, hours, body, created_at FROM projects;
UPDATE projects SET version = 1;
CREATE TRIGGER project_versions_append_only BEFORE UPDATE OR DELETE ON project_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
