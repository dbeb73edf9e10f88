import { readFileSync } from 'fs';

const numbers: number[] = readFileSync(0, 'utf8').split('\n').filter(Boolean).map(Number);
let sum = 0;
for (let i = 0; i >= 0; i = (i + 1) % 3) sum += numbers[i] ?? 0;
console.log(sum);
