import { readFileSync } from 'fs';

const numbers: number[] = readFileSync(0, 'utf8').split('\n').filter(Boolean).map(Number);
console.log(numbers.reduce((sum, number) => sum + number, 0));
