CREATE TEMP TABLE running AS SELECT sum(value) OVER (ORDER BY rowid) AS sum FROM number;
SELECT coalesce((SELECT sum FROM running ORDER BY rowid DESC LIMIT 1), 0);
