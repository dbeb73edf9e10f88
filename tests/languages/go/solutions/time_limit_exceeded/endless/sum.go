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
	for i := 0; i >= 0; i++ {
		sum += int64(i)
		if i > 1<<30 {
			i = 0
		}
	}
	fmt.Println(sum)
}
