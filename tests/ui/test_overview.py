"""The overview under a member's hands: ten accounts on six platforms, none of which is ever taken for another."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListView
from pytestqt.qtbot import QtBot
from tests.faults.added import Named, drop_in, platform_text
from tests.journeys.members import change, join

from demur import wiring
from demur.core.account import Account, AccountId, LastSeen
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.paths import Folders
from demur.product import Product
from demur.standing_report import report_of
from demur.tour import hand
from demur.ui import theme
from demur.ui.overview_row import Row
from demur.ui.window import MainWindow
from demur.watch.cadence import Cadence
from demur.words import standing

LIST = "Settings of your accounts, what needs a look first"
READS_TAKE_MS = 20_000
POSTS, PHOTOS = SettingId("ai-training"), SettingId("ai-photos")


@dataclass
class Scene:
    """A window that began with ten accounts on six platforms, two of them with two settings each, and two with three.

    Two are at LinkedIn, two at X, one at Meta, two at Plaza, one on Plaza's page, two at Square.
    """

    product: Product
    window: MainWindow
    here: dict[str, Account]
    """Accounts by a name of the tests' own."""

    @property
    def rows(self) -> QListView:
        return next(view for view in self.window.findChildren(QListView) if view.accessibleName() == LIST)

    def row(self, account: Account) -> Row:
        model = self.window._overview.page.model
        found = model.row(model.number_of(account.id) or 0)
        assert found is not None
        assert found.account == account.id
        return found

    def choose(self, account: Account) -> None:
        model = self.window._overview.page.model
        number = model.number_of(account.id)
        assert number is not None
        self.rows.setCurrentIndex(model.index(number))

    def log(self) -> list[dict[str, object]]:
        return list(self.product.practice.plaza().control.log())


@pytest.fixture(scope="module")
def scene(dressed: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    product = wiring.build(Folders(tmp_path_factory.mktemp("overview") / "data"))
    here = added(product)
    window = MainWindow(product)
    window.begin()
    window.show()
    window.activateWindow()
    yield Scene(product, window, here)
    window.close()
    window.shut_down()
    window.deleteLater()


def added(product: Product) -> dict[str, Account]:
    base = product.practice.base()
    file = drop_in(product.folders.platforms, platform_text(base, Named(POSTS), Named(PHOTOS)))
    product.catalogue.allow(product.catalogue.check(file))
    here: dict[str, Account] = {}
    for name, platform, called, region in (
        ("work", "linkedin", "Work", "GB"),
        ("home", "linkedin", "Home", "DE"),
        ("posts", "x", "Posts", "US"),
        ("jokes", "x", "Jokes", "US"),
        ("page", "meta", "Page", "DE"),
    ):
        here[name] = product.joining.name(PlatformId(platform), called, RegionCode(region))
    here["amber"], here["birch"] = join(product, "us-on"), join(product, "us-already-off")
    for name, member in (("square one", "us-on"), ("square two", "us-already-off")):
        here[name] = join(product, member, platform="square", region="US")
        here[f"{name}, photos"] = product.accounts.of_sign_in(here[name].sign_in)[1]
    plaza_page = product.catalogue.find_page(PlatformId("plaza-page"))
    here["tansy"] = product.rooms.remember(plaza_page, Identity("page-switch", "Tansy"), RegionCode("US"))
    ago = datetime.now(UTC) - timedelta(days=41)
    product.accounts.saw(here["work"].id, LastSeen(State.OFF, ago, Assurance.MEMBER_REPORTED))
    assert len({account.sign_in for account in product.accounts.all()}) == 10
    assert len({account.platform for account in product.accounts.all()}) == 6
    return here


@pytest.fixture(autouse=True)
def overview(scene: Scene, qtbot: QtBot) -> None:
    """Begin each test at the overview, everything read once and nothing under way."""
    product = scene.product
    qtbot.waitUntil(lambda: scene.window._first_paint._work is None, timeout=READS_TAKE_MS)  # what the start put off
    idle(scene, qtbot)
    for account in (scene.here["birch"], scene.here["square two"]):
        product.practice.plaza().control.set_fault(account.identity.user_id, None)
        if product.watch.next_try(account.platform) is not None:  # an earlier test left it alone for a while
            product.opt_out.look(account.id)
    scene.window._overview.show_page()
    scene.window._overview.refresh()
    idle(scene, qtbot)
    scene.window.activateWindow()
    scene.rows.setFocus()


def idle(scene: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not scene.window._background.is_busy, timeout=READS_TAKE_MS)


def check_all(scene: Scene, qtbot: QtBot) -> Sequence[dict[str, object]]:
    """Press the button and return the requests that came of it."""
    before = len(scene.log())
    hand.press("Check all")
    idle(scene, qtbot)
    return scene.log()[before:]


def test_several_accounts_begin_with_the_overview(scene: Scene) -> None:
    assert hand.reads("Overview")
    assert scene.rows.isVisible()
    assert scene.rows.model().rowCount() == len(scene.product.accounts.all())
    assert hand.sees("Overview")  # its place in the rail


def test_each_row_names_its_own_account_and_nobody_elses(scene: Scene) -> None:
    """Same platform twice, two settings of one account: names never mix."""
    texts = [scene.row(account).spoken for account in scene.product.accounts.all()]
    assert len(set(texts)) == len(texts)
    for account in scene.product.accounts.all():
        row = scene.row(account)
        assert account.identity.handle in row.whose
        assert scene.window._frame.platform_name(account) in row.whose
        assert row.setting == scene.window._frame.setting_label(account)


def test_each_row_has_the_state_that_was_seen_of_its_own_account(scene: Scene, qtbot: QtBot) -> None:
    """Colours and evidence never mix: what was read of one account stands at no other."""
    control = scene.product.practice.plaza().control
    control.set_value("us-on", True)
    control.set_value("us-already-off", False)
    check_all(scene, qtbot)
    for name, tone in (("amber", State.ON), ("birch", State.OFF), ("square one", State.ON), ("square two", State.OFF)):
        row, seen = scene.row(scene.here[name]), scene.product.accounts.sightings(scene.here[name].id, 1)[0]
        assert (row.tone, seen.state) == (tone, tone), name
    assert scene.row(scene.here["work"]).words == "Off, you told us"
    assert scene.row(scene.here["home"]).words == "Nobody has looked yet"


def test_a_receipt_of_one_setting_says_nothing_of_the_other(scene: Scene, qtbot: QtBot) -> None:
    photos, others = scene.here["square one, photos"], ("square one", "square two, photos", "amber")
    scene.product.practice.plaza().control.set_value("us-on", True, PHOTOS)
    before = {name: scene.product.accounts.sightings(scene.here[name].id) for name in others}
    change(scene.product, photos)
    scene.window._overview.refresh()
    idle(scene, qtbot)
    assert scene.row(photos).facts[0].startswith("Confirmed, ")
    assert scene.product.ledger(True).of_account(photos.id, 9)
    for name in others:
        assert scene.product.accounts.sightings(scene.here[name].id) == before[name]
        assert not any(fact.startswith("Confirmed, ") for fact in scene.row(scene.here[name]).facts)
        assert not scene.product.ledger(True).of_account(scene.here[name].id, 9)


def test_a_report_has_the_evidence_of_each_account_at_its_own_name(scene: Scene, qtbot: QtBot) -> None:
    """Ten accounts on six platforms: as in the overview, and in the same order."""
    check_all(scene, qtbot)
    report = report_of(scene.product, has_names=True, is_practice=None, now=datetime.now(UTC))
    lines = json.loads(standing.file_bytes(report, ".json"))["accounts"]
    accounts = [one.standing.account for one in report.accounts]
    rows = map(scene.window._overview.page.model.row, range(len(accounts)))
    assert [account.id for account in accounts] == [row.account for row in rows if row is not None]
    assert {account.id for account in accounts} == {account.id for account in scene.product.accounts.all()}
    for account, line in zip(accounts, lines, strict=True):
        row, certain = scene.row(account), scene.product.watch.standing(account.id).certain
        assert f"{line['platform']} · {line['name']}" == row.whose
        assert (line["setting"], line["name"]) == (row.setting, account.identity.handle)
        assert line["knownState"] == (certain.state if certain is not None else None)
        own = {receipt.index for receipt in scene.product.ledger(account.is_practice).of_account(account.id, 99)}
        assert {receipt["number"] for receipt in line["receipts"]} <= own


def test_check_all_reads_what_may_be_read_and_never_writes(scene: Scene, qtbot: QtBot) -> None:
    """A platform whose file says `unattended_reads = no` is never read in a batch."""
    lines = check_all(scene, qtbot)
    assert {line["method"] for line in lines} == {"GET"}
    assert {line["user_id"] for line in lines} == {"us-on", "us-already-off"}
    assert not scene.product.accounts.sightings(scene.here["tansy"].id)
    pages = scene.window.__dict__.get("_pages")
    assert pages is None or "browser" not in pages.__dict__  # none was made for it
    count = len(scene.product.accounts.all())
    assert hand.reads(f"Checked: 6 of {count} settings could be read. Nothing was changed.")
    assert "Read only with you there" in scene.row(scene.here["tansy"]).facts


def test_one_account_is_checked_by_f5_and_no_other_is_asked_for(scene: Scene, qtbot: QtBot) -> None:
    scene.choose(scene.here["birch"])
    before = len(scene.log())
    QTest.keyClick(scene.rows, Qt.Key.Key_F5)
    idle(scene, qtbot)
    assert {line["user_id"] for line in scene.log()[before:]} == {"us-already-off"}
    assert scene.window._overview.page.account == scene.here["birch"].id


def test_shift_f5_checks_all(scene: Scene, qtbot: QtBot) -> None:
    before = len(scene.log())
    scene.window.activateWindow()
    assert QTest.qWaitForWindowActive(scene.window), "a shortcut is the active window's"
    QTest.keyClick(scene.rows, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    idle(scene, qtbot)
    assert {line["user_id"] for line in scene.log()[before:]} == {"us-on", "us-already-off"}


def test_a_round_says_whose_turn_it_is_and_can_be_called_off(scene: Scene, qtbot: QtBot) -> None:
    control = scene.product.practice.plaza().control
    control.set_value("us-on", True)  # what is on is read before what is off
    check_all(scene, qtbot)
    control.hold("us-on", "GET", "/api/settings/ai-training")
    hand.press("Check all")
    assert control.wait_held()
    qtbot.waitUntil(lambda: hand.reads("Checking "), timeout=READS_TAKE_MS)
    qtbot.waitUntil(
        lambda: any("Plaza · " in text for text in hand.texts() if "Checking" in text), timeout=READS_TAKE_MS
    )
    assert not hand.sees("Check all")
    hand.press("Cancel the checks")
    assert hand.reads("Stopping once what was begun has been read")
    control.release()
    idle(scene, qtbot)
    assert hand.reads("You called it off: ")
    assert hand.sees("Check all")


def test_rows_tell_at_once_what_a_round_found_and_move_only_at_its_end(scene: Scene, qtbot: QtBot) -> None:
    """A row that jumped away under the member's hand would be taken for another account's."""
    control, accounts = scene.product.practice.plaza().control, scene.product.accounts.all()
    control.set_value("us-on", True)
    check_all(scene, qtbot)
    before, amber = order(scene), scene.here["amber"]
    assert scene.row(amber).tone is State.ON
    scene.choose(scene.here["work"])
    control.set_value("us-on", False)
    control.hold("us-already-off", "GET", "/api/settings/ai-training")
    hand.press("Check all")
    assert control.wait_held()
    qtbot.waitUntil(lambda: scene.row(amber).tone is State.OFF, timeout=READS_TAKE_MS)
    assert order(scene) == before
    assert scene.window._overview.page.account == scene.here["work"].id
    control.release()
    idle(scene, qtbot)
    assert order(scene) != before
    assert sorted(order(scene)) == sorted(account.id for account in accounts)
    control.set_value("us-on", True)


def order(scene: Scene) -> list[str]:
    model = scene.window._overview.page.model
    return [row.account for row in map(model.row, range(model.rowCount())) if row is not None]


def test_arrows_choose_and_enter_opens_the_account(scene: Scene, qtbot: QtBot) -> None:
    scene.rows.setCurrentIndex(scene.rows.model().index(0, 0))
    hand.press_key(Qt.Key.Key_Down)
    account = scene.window._overview.page.account
    second = scene.window._overview.page.model.row(1)
    assert second is not None
    assert account == second.account
    hand.press_key(Qt.Key.Key_Return)
    assert scene.window._rail.place == account
    idle(scene, qtbot)


def test_alt_w_leads_back_to_the_overview_from_anywhere(scene: Scene, qtbot: QtBot) -> None:
    hand.press("About")
    QTest.keyClick(scene.window, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: scene.window._rail.place == "overview", timeout=READS_TAKE_MS)
    assert scene.rows.hasFocus()
    idle(scene, qtbot)


def test_a_screen_reader_hears_all_that_a_row_shows(scene: Scene, qtbot: QtBot) -> None:
    rows = QAccessible.queryAccessibleInterface(scene.rows)
    assert rows is not None
    heard = [rows.child(number).text(QAccessible.Text.Name) for number in range(rows.childCount())]
    for account in scene.product.accounts.all():
        row = scene.row(account)
        (said,) = [text for text in heard if text == row.spoken]
        for part in (row.words, row.whose, row.setting, *row.facts):
            assert part in said


def test_an_account_that_is_read_only_with_its_member_opens_its_page(scene: Scene, qtbot: QtBot) -> None:
    opened: list[str] = []
    desk = scene.window._overview
    desk.page_wanted.disconnect()
    desk.page_wanted.connect(opened.append)
    scene.choose(scene.here["tansy"])
    assert not hand.sees("Check this one")
    hand.press("Open its page")
    assert opened == [scene.here["tansy"].id]
    desk.page_wanted.connect(scene.window._show_joined)


def test_an_account_in_the_members_own_browser_opens_its_steps(scene: Scene, qtbot: QtBot) -> None:
    scene.choose(scene.here["page"])
    before = len(scene.log())
    hand.press("Open its page")
    assert scene.window._rail.place == scene.here["page"].id
    assert hand.sees("Open the page in my browser")
    idle(scene, qtbot)
    assert len(scene.log()) == before


def test_a_fault_keeps_what_was_known_and_says_when_it_is_left_alone(scene: Scene, qtbot: QtBot) -> None:
    control = scene.product.practice.plaza().control
    control.set_value("us-already-off", False)
    check_all(scene, qtbot)
    control.set_fault("us-already-off", "503-on-read")
    scene.choose(scene.here["birch"])
    hand.press("Check this one")
    idle(scene, qtbot)
    row = scene.row(scene.here["birch"])
    assert row.words == "Practice: the platform has a fault of its own"
    assert any(fact.startswith("Last known: Off, ") for fact in row.facts)
    assert any(fact.startswith("“Check all” leaves it out until ") for fact in row.facts)
    assert not any("Demur will try again" in fact for fact in row.facts)
    looks = len(scene.product.accounts.sightings(scene.here["birch"].id))
    check_all(scene, qtbot)
    assert len(scene.product.accounts.sightings(scene.here["birch"].id)) == looks
    assert hand.reads("wait until their platform may be asked again")
    control.set_fault("us-already-off", None)
    scene.choose(scene.here["birch"])
    hand.press("Check this one")
    idle(scene, qtbot)
    assert scene.row(scene.here["birch"]).words == "Practice: it is off"


def test_the_reminder_is_chosen_in_the_overview_and_on_the_accounts_page(scene: Scene, qtbot: QtBot) -> None:
    amber, cadences = scene.here["amber"], scene.product.watch.cadences
    scene.choose(amber)
    choose(scene, Cadence.WEEKLY)
    idle(scene, qtbot)
    assert cadences.of(amber.id) is Cadence.WEEKLY
    assert cadences.of(scene.here["birch"].id) is Cadence.NEVER
    hand.press("Demur may look by itself")
    assert cadences.may_read_alone(amber.id)
    idle(scene, qtbot)
    hand.press("Open this account")
    qtbot.waitUntil(lambda: hand.reads("Keep watch"), timeout=READS_TAKE_MS)
    choose(scene, Cadence.NEVER)
    assert cadences.of(amber.id) is Cadence.NEVER
    assert not hand.sees("Demur may look by itself")
    idle(scene, qtbot)


def choose(scene: Scene, cadence: Cadence) -> None:
    """Choose with the keyboard, as `QComboBox` hears it: from the top down."""
    box = hand.find("Remind me to look again")
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(int(cadence))):
        QTest.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize("name", ["work", "tansy"])
def test_nothing_is_read_alone_where_the_member_must_be_there(scene: Scene, name: str) -> None:
    scene.choose(scene.here[name])
    if name == "work":
        assert hand.reads("Demur reminds you, and does not look by itself.")
    assert not hand.sees("Demur may look by itself")


def test_what_is_due_is_said_and_counted(scene: Scene) -> None:
    assert scene.row(scene.here["work"]).facts[0] == "Due: not checked for 41 days"
    assert any("need a look" in text for text in hand.texts())


def test_a_row_is_drawn_in_the_colour_of_its_own_state(scene: Scene, qtbot: QtBot) -> None:
    scene.choose(scene.here["home"])
    for name in ("work", "home"):
        account = scene.here[name]
        model = scene.window._overview.page.model
        rect = scene.rows.visualRect(model.index(model.number_of(account.id) or 0))
        scene.rows.scrollTo(model.index(model.number_of(account.id) or 0))
        rect = scene.rows.visualRect(model.index(model.number_of(account.id) or 0))
        image = scene.rows.viewport().grab().toImage()
        ratio = image.devicePixelRatio()
        x, y = rect.left() + 10 + 1, rect.top() + 10 + theme.icon_px() // 2  # its rim: inside, what was told is empty
        drawn = image.pixelColor(round(x * ratio), round(y * ratio)).name()
        assert drawn == theme.current().tones[scene.row(account).tone].line, name


def test_a_look_that_comes_too_late_for_the_workers_is_not_begun(tmp_path: Path, qtbot: QtBot) -> None:
    product = wiring.build(Folders(tmp_path / "data"))
    for called in ("Work", "Home"):
        product.joining.name(PlatformId("linkedin"), called, RegionCode("GB"))
    other = MainWindow(product)
    qtbot.addWidget(other)
    other.begin()
    other.show()
    other._overview.refresh()
    other.close()
    other.shut_down()
    other._overview.refresh()
    qtbot.waitUntil(lambda: not other._background.is_busy, timeout=READS_TAKE_MS)


def test_an_account_that_goes_takes_its_row_along(scene: Scene, qtbot: QtBot) -> None:
    extra = scene.product.joining.name(PlatformId("zoom"), "Meetings", RegionCode("US"))
    scene.window._show_home()
    scene.window._overview.refresh()
    idle(scene, qtbot)
    assert scene.row(extra).words == "There is nothing to opt out of"
    scene.choose(extra)
    assert not hand.sees("Remind me to look again")
    scene.product.accounts.forget_sign_in(extra.sign_in)
    scene.window._show_home()
    scene.window._overview.refresh()
    idle(scene, qtbot)
    assert scene.window._overview.page.model.number_of(AccountId(extra.id)) is None
    assert scene.window._overview.page.account is not None
