<?php

$numbers = [];
while (($line = fgets(STDIN)) !== false) {
    $numbers[] = (int) $line;
}
echo sum($numbers), "\n";
