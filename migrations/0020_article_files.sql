-- +goose Up
-- Pictures and files of articles, and the questions that the knowledge base must go on answering.

CREATE TABLE knowledge_files (
    key     text PRIMARY KEY CHECK (key ~ '^[0-9a-f]{32}$'), -- of name and content: the same file is stored once
    name    text NOT NULL CHECK (name <> ''),
    type    text NOT NULL,
    data    bytea NOT NULL CHECK (octet_length(data) <= 10485760),
    by      text NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE article_file_uses (
    article_id bigint NOT NULL,
    version    int NOT NULL,
    key        text NOT NULL,
    PRIMARY KEY (key, article_id, version),
    FOREIGN KEY (article_id, version) REFERENCES article_versions
);

-- Whoever saves a version: its text says which files it shows.
-- +goose StatementBegin
CREATE FUNCTION note_article_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO article_file_uses (article_id, version, key)
        SELECT DISTINCT NEW.article_id, NEW.version, m[1] FROM regexp_matches(NEW.body, '/knowledge-files/([0-9a-f]{32})/', 'g') AS m
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER article_versions_files AFTER INSERT ON article_versions FOR EACH ROW EXECUTE FUNCTION note_article_files();

-- Questions that must find their article: the regression set.
CREATE TABLE must_find (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects,
    key        text NOT NULL,                    -- of the article, in whichever language
    text       text NOT NULL CHECK (text <> ''), -- masked
    lang       text NOT NULL DEFAULT '',
    by         text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project_id, key, text)
);
