SELECT coalesce(sum(value + 9223372036854775000), 0) FROM number WHERE value < 1000;
