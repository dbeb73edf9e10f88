SELEC sum(value) FROM number;
