<?php

$numbers = [];
while (($line = fgets(STDIN)) !== false) {
    $numbers[] = (int) $line;
}
$sum = 0;
for ($i = 0; $i >= 0; $i = ($i + 1) % 3) {
    $sum += $numbers[$i] ?? 0;
}
echo $sum, "\n";
