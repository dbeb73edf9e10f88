SELECT sum(value) FROM number;
