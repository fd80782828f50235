"""`demur settings`: the choices that a command needs as well as the window."""

from argparse import Namespace

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.core.proxy import Proxy, parse
from demur.product import Product
from demur.words import network, say


def settings(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Show or change the proxy. JSON: `proxy`, its address or null; for secrets and reminders, see there."""
    if arguments.setting == "secrets":
        from demur.cli.secret_place import secrets

        return secrets(arguments, product, console)
    if arguments.setting == "reminders":
        from demur.cli.reminders import reminders

        return reminders(arguments, product, console)
    choice = product.rooms.proxy
    if arguments.action == "set":
        choice.keep(parse(arguments.address))
    elif arguments.action == "none":
        choice.keep(None)
    return _tell(choice.now(), console)


def _tell(proxy: Proxy | None, console: Console) -> Exit:
    address = proxy.address if proxy else None
    console.tell(say(network.PROXY_IS, proxy=address) if address else say(network.PROXY_IS_NONE))
    console.answer({"proxy": address})
    return Exit.DONE
