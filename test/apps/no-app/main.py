import fastapi


def hidden():
    return {"app": fastapi}
