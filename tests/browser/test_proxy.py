"""Pages go through the proxy that the member set, as `ui.proxy` sets it; pages of this computer never do."""

from collections.abc import Callable, Iterator

import pytest
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.support.tiny_proxy import TinyProxy

from demur.ui import proxy


@pytest.fixture
def tiny(platform: Site) -> Iterator[TinyProxy]:
    with TinyProxy() as made:
        made.routes[platform.http.host] = int(platform.http.host.rpartition(":")[2])
        proxy.apply(made.proxy)
        yield made
        proxy.apply(None)


def test_page_goes_through_the_proxy(tiny: TinyProxy, begin: Callable[[Site], Hand], platform: Site) -> None:
    hand = begin(platform)
    assert hand.open(f"{platform.base}/a").address == f"{platform.base}/a"
    assert set(tiny.asked) == {f"CONNECT {platform.http.host}"}
    hand.close()


def test_page_of_this_computer_does_not(tiny: TinyProxy, begin: Callable[[Site], Hand], here: Site) -> None:
    hand = begin(here)
    assert hand.open(f"{here.base}/a").address == f"{here.base}/a"
    assert tiny.asked == []
    hand.close()
