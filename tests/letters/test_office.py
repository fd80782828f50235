"""To whom a letter goes, out of the shipped files: never a name, a form or a basis that they don't hold."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT

from demur import wiring
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.core.account import Account
from demur.core.problem import NothingToOptOutOf
from demur.core.setting import PlatformId, RegionCode, SettingId
from demur.letters.layout import text_of
from demur.letters.letter import Gap
from demur.letters.notes import notes_of
from demur.letters.office import Office
from demur.paths import Folders
from demur.product import Product

LINKEDIN_FORM = "https://www.linkedin.com/help/linkedin/ask/TS-DPRO"
META_FORM = "https://www.facebook.com/help/contact/6359191084165019"
IRELAND, CORPORATION = "LinkedIn Ireland Unlimited Company", "LinkedIn Corporation"


@pytest.fixture
def product(tmp_path: Path) -> Product:
    return wiring.build(Folders(tmp_path))


def added(product: Product, platform: str, region: str) -> Account:
    return product.joining.name(PlatformId(platform), f"{platform} {region}", RegionCode(region))


def office(product: Product, platform: str, region: str) -> Office:
    return product.letters.office(added(product, platform, region))


@pytest.mark.parametrize(
    ("region", "controller"),
    [("DE", IRELAND), ("NO", IRELAND), ("CH", IRELAND), ("GB", CORPORATION)],
)
def test_linkedins_controller_and_form_follow_the_region(product: Product, region: str, controller: str) -> None:
    """li.h.designated, li.form.url, li.basis, li.minors."""
    found = office(product, "linkedin", region)
    assert (found.controller, found.form, found.form_date) == (controller, LINKEDIN_FORM, "2026-08-21")
    assert found.names_legitimate_interests
    assert found.minors is not None
    assert found.minors.id == "li.minors"


@pytest.mark.parametrize(("region", "form"), [("DE", META_FORM), ("GB", META_FORM), ("NO", ""), ("CH", "")])
def test_metas_form_is_named_only_where_a_source_names_it(product: Product, region: str, form: str) -> None:
    """m.form; no source of ours names a legal basis of Meta's."""
    found = office(product, "meta", region)
    assert (found.controller, found.form, found.names_legitimate_interests) == ("Meta", form, False)
    assert (found.minors.id if found.minors else "") == ("m.uk2" if region == "GB" else "")


def test_the_practice_platform_names_no_legal_basis(product: Product) -> None:
    """Its sentences are those about a real platform, and no letter to it may hold them."""
    member = replace(ACCOUNT, platform=PlatformId("plaza"), setting=SettingId("ai-training"), region=RegionCode("GB"))
    product.accounts.keep(member)
    found = product.letters.office(member)
    assert found.is_practice
    assert not found.names_legitimate_interests
    assert product.guide.names_legitimate_interests(member), "the sentences beside the letter do name it"


@pytest.mark.parametrize("platform", ["x", "chatgpt", "github-copilot"])
def test_where_no_address_is_known_the_member_is_told_so(product: Product, platform: str) -> None:
    account = added(product, platform, "FR")
    letter, found = product.letters.objection(account.id), product.letters.office(account)
    assert found.form == ""
    notes = " ".join(notes_of(letter, found))
    assert "Demur holds no source for a form or an address for this" in notes
    assert "not legal advice" in notes
    assert "names legitimate interests" not in text_of(letter)
    assert letter.gaps == (Gap.NAME, Gap.ACCOUNT, Gap.GROUNDS)


def test_there_is_no_letter_where_there_is_nothing_to_object_to(product: Product) -> None:
    account = added(product, "zoom", "DE")
    with pytest.raises(NothingToOptOutOf):
        product.letters.objection(account.id)


def test_every_claim_on_minors_that_a_file_names_is_there(product: Product) -> None:
    """A file that names a claim nobody has would silently say nothing."""
    every = product.catalogue.all()[0]
    found = (platform.own if isinstance(platform, PagePlatform) else platform for platform in every)
    named = {own.id: own.minors for own in found if isinstance(own, OwnBrowserPlatform) and own.minors}
    assert named == {"linkedin": "li.minors", "meta": "m.uk2"}
    for platform_id, claim in named.items():
        claims = product.rooms.claims_of(platform_id)
        assert claims is not None
        assert claim in claims.by_id
