from attack import answer

answer(int(input()))
