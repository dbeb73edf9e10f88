fun main() { println(readLine()) }
