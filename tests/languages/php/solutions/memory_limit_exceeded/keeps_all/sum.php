<?php

$numbers = [];
while (($line = fgets(STDIN)) !== false) {
    $numbers[] = (int) $line;
}
$kept = [];
while (count($kept) < 4096) {
    $kept[] = str_repeat('x', 1 << 20);
}
echo array_sum($numbers), "\n";
