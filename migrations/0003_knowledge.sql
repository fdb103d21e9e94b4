-- +goose Up
-- The knowledge base: projects, articles, versions.

-- One row whose lock puts publications in order: a follower that has seen rev n has seen everything before it.
CREATE TABLE knowledge_state (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    rev    bigint NOT NULL DEFAULT 0
);
INSERT INTO knowledge_state DEFAULT VALUES;

CREATE TABLE projects (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9-]*$'),
    name        text NOT NULL CHECK (name <> ''),
    summary     text NOT NULL DEFAULT '',
    url         text NOT NULL DEFAULT '',
    aliases     text[] NOT NULL DEFAULT '{}',
    department  text NOT NULL DEFAULT '',
    contacts    text NOT NULL DEFAULT '',
    hours       text NOT NULL DEFAULT '',
    body        text NOT NULL DEFAULT '',
    sample      boolean NOT NULL DEFAULT false,
    source_hash text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL DEFAULT now(),
    removed_at  timestamptz
);

CREATE TABLE articles (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects,
    key        text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9-]*$'),
    lang       text NOT NULL CHECK (lang ~ '^[a-z]{2,3}(-[A-Za-z0-9]+)*$'),
    published  int,                              -- version shown; NULL: never published or taken back
    latest     int NOT NULL DEFAULT 0,
    owner      text NOT NULL DEFAULT '',
    sample     boolean NOT NULL DEFAULT false,
    source_hash text NOT NULL DEFAULT '',        -- of the imported file, so that an unchanged one is passed over
    rev        bigint NOT NULL,                  -- knowledge_state.rev of the last change that readers notice
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz,
    UNIQUE (project_id, key, lang)
);
CREATE INDEX articles_rev ON articles (rev);

CREATE TABLE article_versions (
    article_id  bigint NOT NULL REFERENCES articles,
    version     int NOT NULL CHECK (version > 0),
    title       text NOT NULL CHECK (title <> ''),
    body        text NOT NULL CHECK (octet_length(body) <= 32768),
    audience    text NOT NULL CHECK (audience IN ('public', 'internal')),
    questions   text[] NOT NULL DEFAULT '{}',
    tags        text[] NOT NULL DEFAULT '{}',
    link        text NOT NULL DEFAULT '',
    valid_from  date,
    valid_until date,
    author      text NOT NULL,
    comment     text NOT NULL DEFAULT '',
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (article_id, version),
    CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from <= valid_until)
);
ALTER TABLE articles ADD FOREIGN KEY (id, published) REFERENCES article_versions DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER article_versions_append_only BEFORE UPDATE OR DELETE ON article_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
