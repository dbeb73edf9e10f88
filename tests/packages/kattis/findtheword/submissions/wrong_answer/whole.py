print("word", flush=True)
