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
	for i := 0; i <= len(numbers); i++ {
		sum += numbers[i]
	}
	fmt.Println(sum)
}
