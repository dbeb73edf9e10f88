SELECT coalesce(sum(value), 0) FROM number;
