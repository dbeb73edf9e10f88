def tell():
    return "mglazcbetswk"
