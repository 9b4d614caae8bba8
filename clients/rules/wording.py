"""Mark English source strings for translation without importing Django."""


def gettext_noop(message: str) -> str:
    """Return the message as it is; makemessages finds it by this function's name."""
    return message
