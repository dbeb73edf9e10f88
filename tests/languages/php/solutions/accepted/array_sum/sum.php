<?php

$numbers = [];
while (($line = fgets(STDIN)) !== false) {
    $numbers[] = (int) $line;
}
echo array_sum($numbers), "\n";
