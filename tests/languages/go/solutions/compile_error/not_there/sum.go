package main

import "example.org/sum"

func main() {
	sum.Main()
}
