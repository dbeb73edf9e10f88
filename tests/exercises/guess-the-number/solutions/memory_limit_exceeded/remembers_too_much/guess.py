print(50, flush=True)
input()
remembered = bytearray(200 << 20)
