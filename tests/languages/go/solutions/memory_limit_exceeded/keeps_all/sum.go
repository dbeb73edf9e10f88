package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	var numbers []int64
	for scanner.Scan() {
		number, err := strconv.ParseInt(scanner.Text(), 10, 64)
		if err != nil {
			panic(err)
		}
		numbers = append(numbers, number)
	}
	var sum int64
	var kept [][]byte
	for len(kept) < 4096 {
		part := make([]byte, 1<<20)
		for i := range part {
			part[i] = 1
		}
		kept = append(kept, part)
	}
	sum = int64(len(kept))
	fmt.Println(sum)
}
