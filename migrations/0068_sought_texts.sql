-- +goose Up
-- What is searched for while typing is looked for in one text of each version, in small letters: to make letters small takes
-- longer than to search.

-- +goose StatementBegin
CREATE FUNCTION lines_of(parts text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT array_to_string(parts, E'\n') $$; -- for texts alone, of which it is immutable
-- +goose StatementEnd

ALTER TABLE article_versions ADD COLUMN sought text NOT NULL
    GENERATED ALWAYS AS (lower(title || E'\n' || lines_of(questions) || E'\n' || lines_of(tags) || E'\n' || body)) STORED;

-- An index of letter triples finds what has them. It needs pg_trgm; where that is not installed, or not allowed, every text is
-- looked at as before.
-- +goose StatementBegin
DO $$
DECLARE
    place text;
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    SELECT n.nspname INTO STRICT place FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace WHERE c.opcname = 'gin_trgm_ops';
    EXECUTE format('CREATE INDEX article_versions_sought ON article_versions USING gin (sought %I.gin_trgm_ops)', place);
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'articles are searched without an index of letter triples: %', SQLERRM;
END $$;
-- +goose StatementEnd
