-- +goose Up
-- Texts keep the paths of the files that they show, without the address at which the program was when they were saved: that changes,
-- and was http://localhost:8080 where nobody had set one. Only files that are here are meant. What was said stays the same, so no
-- version is added; what readers see is told to the indexes again.

SELECT FROM knowledge_state FOR UPDATE; -- first, as all that publish do; else a save meanwhile and this wait for each other

-- Takes the address before the paths of some files away from a text, where it begins an address.
-- +goose StatementBegin
CREATE FUNCTION hostless(body text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE file text;
BEGIN
    FOR file IN SELECT DISTINCT f.key FROM regexp_matches(body, 'https?://[^/?#\s()<>"]+/knowledge-files/([0-9a-f]{32})/', 'g') m JOIN knowledge_files f ON f.key = m[1] LOOP
        body := regexp_replace(body, '(^|[\s(*_~]|\]\(<)https?://[^/?#\s()<>"]+(/knowledge-files/' || file || '/)', '\1\2', 'g');
    END LOOP;
    RETURN body;
END $$;
-- +goose StatementEnd

ALTER TABLE article_versions DISABLE TRIGGER article_versions_append_only;
ALTER TABLE project_versions DISABLE TRIGGER project_versions_append_only;

WITH changed AS (
    UPDATE article_versions SET body = hostless(body)
    WHERE body ~ 'https?://[^/?#\s()<>"]+/knowledge-files/[0-9a-f]{32}/' AND body <> hostless(body) RETURNING article_id, version
), shown AS (
    SELECT a.id FROM articles a JOIN changed c ON c.article_id = a.id AND c.version = a.published
), next AS (
    UPDATE knowledge_state SET rev = rev + 1 WHERE EXISTS (SELECT FROM shown) RETURNING rev
)
UPDATE articles a SET rev = next.rev FROM shown, next WHERE a.id = shown.id;

UPDATE project_versions SET body = hostless(body) WHERE body ~ '/knowledge-files/' AND body <> hostless(body);
UPDATE projects SET body = hostless(body) WHERE body ~ '/knowledge-files/' AND body <> hostless(body);
UPDATE article_drafts SET fields = jsonb_set(fields, '{body}', to_jsonb(hostless(fields->>'body')))
    WHERE fields->>'body' ~ '/knowledge-files/' AND fields->>'body' <> hostless(fields->>'body');

ALTER TABLE article_versions ENABLE TRIGGER article_versions_append_only;
ALTER TABLE project_versions ENABLE TRIGGER project_versions_append_only;
DROP FUNCTION hostless;
