export const words = { key: "+" };
