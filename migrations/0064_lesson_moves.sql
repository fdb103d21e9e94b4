-- +goose Up
-- lesson_moves: what was learned of an article follows when another one takes it in. Each row is where the lesson counted
-- before, the first one where it was taught, so that it goes back when the article is brought back.

CREATE TABLE lesson_moves (
    lesson_id  bigint NOT NULL REFERENCES lessons ON DELETE CASCADE,
    place      int NOT NULL CHECK (place > 0),
    article_id bigint NOT NULL,
    version    int NOT NULL,
    PRIMARY KEY (lesson_id, place),
    FOREIGN KEY (article_id, version) REFERENCES article_versions
);
CREATE INDEX lesson_moves_article ON lesson_moves (article_id, version);
