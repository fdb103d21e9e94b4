-- +goose Up
-- How an article comes to its readers: review, the minute of publication and of expiry, and whether it may be trusted.

ALTER TABLE articles
    ADD COLUMN submitted       int,                          -- version that awaits a review
    ADD COLUMN submitted_by    text NOT NULL DEFAULT '',
    ADD COLUMN submitted_at    timestamptz,
    ADD COLUMN publish_version int,                          -- version that is shown from publish_at on
    ADD COLUMN publish_at      timestamptz,
    ADD COLUMN publish_by      text NOT NULL DEFAULT '',
    ADD COLUMN expire_at       timestamptz,                  -- when it is taken back
    ADD COLUMN review_by       date,                         -- last day on which it may be taken for true
    ADD COLUMN unverified      boolean NOT NULL DEFAULT false,
    ADD COLUMN verified_by     text NOT NULL DEFAULT '',
    ADD COLUMN verified_at     timestamptz,
    ADD COLUMN translates      text NOT NULL DEFAULT '',     -- language of the variant that it is a translation of
    ADD COLUMN translated      int NOT NULL DEFAULT 0,       -- version of that variant that it says the same as
    ADD CHECK ((submitted IS NULL) = (submitted_at IS NULL)),
    ADD CHECK ((publish_version IS NULL) = (publish_at IS NULL)),
    ADD FOREIGN KEY (id, submitted) REFERENCES article_versions DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (id, publish_version) REFERENCES article_versions DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX articles_publish_at ON articles (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX articles_expire_at ON articles (expire_at) WHERE expire_at IS NOT NULL;

-- The owner belongs to a version, as the rest of what an editor writes.
ALTER TABLE article_versions DISABLE TRIGGER article_versions_append_only;
ALTER TABLE article_versions ADD COLUMN owner text NOT NULL DEFAULT '';
UPDATE article_versions v SET owner = a.owner FROM articles a WHERE a.id = v.article_id AND a.owner <> '';
ALTER TABLE article_versions ENABLE TRIGGER article_versions_append_only;

CREATE TABLE article_steps (                                 -- who did what with an article, beside its versions
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id bigint NOT NULL REFERENCES articles,
    version    int,
    what       text NOT NULL CHECK (what IN ('submitted', 'returned', 'withdrawn', 'published', 'taken back', 'planned', 'unplanned', 'expired', 'verified', 'doubted')),
    by         text NOT NULL,                                -- empty: the clock
    note       text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX article_steps_article ON article_steps (article_id, id);

-- What editors are writing and have not saved, and thereby who is at which article now.
CREATE TABLE article_drafts (
    editor_id  bigint NOT NULL REFERENCES operators,
    form       text NOT NULL,                                -- article, or new article of a project
    article_id bigint REFERENCES articles,
    name       text NOT NULL,                                -- of the editor
    fields     jsonb NOT NULL DEFAULT '{}',                  -- empty: at the form, nothing typed yet
    based      int NOT NULL DEFAULT 0,                       -- version that it was begun with
    seen_at    timestamptz NOT NULL DEFAULT now(),
    saved_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (editor_id, form)
);
CREATE INDEX article_drafts_article ON article_drafts (article_id);
