<?php

$numbers = [];
while (($line = fgets(STDIN)) !== false) {
    $numbers[] = (int) $line;
}
if ($numbers === []) {
    throw new DomainException('nothing to add');
}
echo array_sum($numbers), "\n";
