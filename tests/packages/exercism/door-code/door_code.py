def opens(code, door):
    pass


def spelled(code):
    pass
