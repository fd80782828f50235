"""`demur region`: a member says anew where they live, for every setting of that sign-in; nobody is located."""

from argparse import Namespace

from demur.cli.console import Console
from demur.cli.documents import account_document
from demur.cli.exits import Exit
from demur.cli.opening import Unclear, find_sign_in
from demur.cli.signing import named_region
from demur.meaning import regions
from demur.product import Product
from demur.words import meaning as words
from demur.words import say


def region(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Keep the region for every account of the sign-in. JSON: `before`, `region`, `accounts`."""
    account = find_sign_in(product, arguments.account)
    wanted = named_region(arguments.region, is_needed=True)
    if account.is_practice:
        raise Unclear(say(words.PRACTICE_LIVES, handle=account.identity.handle))
    product.accounts.live_in(account.sign_in, wanted)
    name = regions.name_of(wanted) or wanted
    console.tell(say(words.LIVES_IN, handle=account.identity.handle, region=name))
    for one in (changed := product.accounts.of_sign_in(account.sign_in)):
        console.tell(one.id, indent=2)
    documents = [account_document(one) for one in changed]
    console.answer({"before": account.region, "region": wanted, "accounts": documents})
    return Exit.DONE
