"""Words about the proxy: in the window, in the commands, and where it fails."""

from demur.words import QT_TRANSLATE_NOOP

NETWORK = QT_TRANSLATE_NOOP("Demur", "Network")
NETWORK_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Some networks let programs out only through a proxy. If yours does, name it here: Demur then uses it for every "
    "connection to a platform, and never for the practice platform on this computer. Demur takes no proxy from the "
    "system's settings.",
)
NO_PROXY = QT_TRANSLATE_NOOP("Demur", "No proxy")
USE_PROXY = QT_TRANSLATE_NOOP("Demur", "Use this proxy:")
USE_PROXY_NAME = QT_TRANSLATE_NOOP("Demur", "Use this proxy")
PROXY_ADDRESS = QT_TRANSLATE_NOOP("Demur", "Proxy address")
PROXY_ADDRESS_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Name and port of an http proxy, such as http://proxy.example:3128, without a user name or password"
)
PROXY_EXAMPLE = QT_TRANSLATE_NOOP("Demur", "http://proxy.example:3128")
SAVE_PROXY = QT_TRANSLATE_NOOP("Demur", "&Save")
SAVE_PROXY_NAME = QT_TRANSLATE_NOOP("Demur", "Save proxy choice")
PROXY_WRONG = QT_TRANSLATE_NOOP("Demur", "Not saved. {problem} {next_step}")
PROXY_SAVED = QT_TRANSLATE_NOOP("Demur", "Saved. From the next connection on, Demur goes through {proxy}.")
PROXY_SAVED_NONE = QT_TRANSLATE_NOOP("Demur", "Saved. From the next connection on, Demur uses no proxy.")

PROXY_COMMAND_HELP = QT_TRANSLATE_NOOP("Demur", "show or change the proxy for every connection to a platform")
PROXY_HELP = QT_TRANSLATE_NOOP("Demur", "an http proxy's name and port, such as http://proxy.example:3128")
PROXY_IS = QT_TRANSLATE_NOOP("Demur", "Proxy: {proxy}. The practice platform on this computer is reached without it.")
PROXY_IS_NONE = QT_TRANSLATE_NOOP("Demur", "No proxy. None is taken from the environment either.")

PROXY_WORDS: dict[str, tuple[str, str]] = {
    "proxy-unusable": (
        QT_TRANSLATE_NOOP("Demur", "This is no proxy that Demur can use."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "The proxy in Settings is an http proxy's name and port, such as http://proxy.example:3128, without a user "
            "name or password.",
        ),
    ),
    "proxy-failed": (
        QT_TRANSLATE_NOOP(
            "Demur", "The proxy that you set ({proxy}) was not reached, or did not answer as a proxy does."
        ),
        QT_TRANSLATE_NOOP("Demur", "Look at the proxy in Settings, then check again."),
    ),
    "proxy-refused": (
        QT_TRANSLATE_NOOP("Demur", "The proxy that you set ({proxy}) opened no way to the platform (status {status})."),
        QT_TRANSLATE_NOOP(
            "Demur", "Try again later, or look at the proxy in Settings; Demur keeps no user name or password for it."
        ),
    ),
}
"""For each problem with the proxy, what happened and what to do next."""
