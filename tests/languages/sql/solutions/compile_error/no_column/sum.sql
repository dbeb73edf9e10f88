SELECT sum(amount) FROM number;
