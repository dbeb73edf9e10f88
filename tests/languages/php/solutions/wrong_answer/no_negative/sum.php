<?php

$numbers = [];
while (($line = fgets(STDIN)) !== false) {
    $numbers[] = (int) $line;
}
echo array_sum(array_filter($numbers, fn ($number) => $number > 0)), "\n";
