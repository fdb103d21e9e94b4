-- +goose Up
-- What was settled of an article is found whichever of the two it is.

CREATE INDEX alike_settled_b ON alike_settled (b_article);
