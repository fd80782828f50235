"""What a letter says, for each law; and that no gap looks filled."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.stage import ACCOUNT
from tests.letters.conftest import Living, Post

from demur.core.letter_problem import LetterNotHere
from demur.core.setting import Identity, RegionCode
from demur.letters.law import Law, law_of
from demur.letters.layout import text_of
from demur.letters.letter import Gap, Letter

GROUNDS = "My posts name people who never agreed to this."


def written(letter: Letter) -> Letter:
    return letter.filled(name="A Member", grounds=GROUNDS)


@pytest.mark.parametrize(
    ("region", "law"),
    [
        ("DE", Law.GDPR),
        ("AX", Law.GDPR),
        ("NO", Law.GDPR),
        ("GB", Law.UK_GDPR),
        ("CH", Law.SWITZERLAND),
        ("US", None),
        ("HK", None),
        ("JE", None),
        ("CN", None),
    ],
)
def test_each_region_has_its_law_or_none(region: str, law: Law | None) -> None:
    assert law_of(RegionCode(region)) is law


def test_where_there_is_no_law_there_is_no_letter(living: Living) -> None:
    with pytest.raises(LetterNotHere):
        living("US").letters.objection(ACCOUNT.id)


def test_an_objection_has_gaps_that_nobody_overlooks_until_its_member_fills_them(post: Post) -> None:
    letter = post.letters.objection(ACCOUNT.id)
    assert letter.gaps == (Gap.NAME, Gap.GROUNDS)
    text = text_of(letter)
    assert "DRAFT, NOT FINISHED. Still missing: your name, your own grounds." in text
    assert "[ STILL MISSING: your own grounds ]" in text
    assert "[ STILL MISSING: your name ]" in text
    finished = written(letter)
    assert finished.is_finished
    assert GROUNDS in text_of(finished)
    assert "[" not in text_of(finished)
    assert "DRAFT" not in text_of(finished)


@pytest.mark.parametrize("empty", ["", "  \n ", "...", "[ ]", "—", "\u200b\u00ad", "_____"])
def test_grounds_that_say_nothing_are_no_grounds(post: Post, empty: str) -> None:
    letter = written(post.letters.objection(ACCOUNT.id)).filled(grounds=empty)
    assert letter.gaps == (Gap.GROUNDS,)
    assert "[ STILL MISSING: your own grounds ]" in text_of(letter)


def test_without_its_one_place_for_the_grounds_a_letter_is_not_finished(post: Post) -> None:
    letter = written(post.letters.objection(ACCOUNT.id))
    place = "[Your own grounds stand here]"
    for body in (letter.body.replace(place, ""), letter.body + f"\n\n{place}", f"Well: {place}"):
        changed = letter.filled(body=body)
        assert changed.gaps == (Gap.PLACE,)
        assert "[ STILL MISSING: the one place for your grounds ]" in text_of(changed)
    assert letter.filled(body="").gaps == (Gap.PLACE, Gap.TEXT)


def test_what_the_member_writes_stands_as_it_is(post: Post) -> None:
    letter = written(post.letters.objection(ACCOUNT.id))
    changed = letter.filled(
        body="{platform} and {}\n\n[Your own grounds stand here]",
        grounds="100 % {mine}\x1b[1m\n\nand more",
        contact="a@b",
    )
    text = text_of(changed)
    assert "{platform} and {}\n\n100 % {mine}[1m\n\nand more" in text
    assert "Please answer to: a@b" in text


@pytest.mark.parametrize(
    ("region", "says", "never"),
    [
        ("DE", "live in Germany. Under Article 21(1) of the General Data Protection Regulation", "UK"),
        ("NL", "live in the Netherlands. Under Article 21(1)", "UK"),
        ("GB", "live in the United Kingdom. Under Article 21(1) of the UK GDPR", "General Data Protection"),
        ("CH", "As far as the General Data Protection Regulation (Regulation (EU) 2016/679) applies to you", "UK GDPR"),
    ],
)
def test_the_law_follows_the_region(living: Living, region: str, says: str, never: str) -> None:
    text = text_of(living(region).letters.objection(ACCOUNT.id))
    assert says in text
    assert never not in text
    assert "To: Meadow Limited" in text
    assert "within one month of receiving this letter (Article 12(3))" in text


def test_a_basis_is_named_only_where_sources_name_it(post: Post) -> None:
    assert "names legitimate interests" not in text_of(post.letters.objection(ACCOUNT.id))
    post.office = post.office._replace(names_legitimate_interests=True)
    assert "names legitimate interests (Article 6(1)(f))" in text_of(post.letters.objection(ACCOUNT.id))


def test_another_purpose_than_training_is_called_by_its_setting(post: Post) -> None:
    post.office = post.office._replace(purpose="https://w3id.org/dpv#Personalisation")
    text = text_of(post.letters.objection(ACCOUNT.id))
    assert "personal data for the purpose of your setting “Learn from me”" in text
    assert "training" not in text


def test_the_newest_receipt_is_annexed_with_digest_and_checkpoint(post: Post) -> None:
    receipt = post.switch_off()
    letter = post.letters.objection(ACCOUNT.id)
    (annex,) = letter.annexes
    origin, size, root = post.stage.ledger.proven(receipt.index).note.split("\n")[:3]
    assert (annex.number, annex.origin, str(annex.size), annex.root) == (receipt.index, origin, size, root)
    text = text_of(letter)
    assert f"SHA-256: {annex.digest}" in text
    assert f"Checkpoint: {size} entries, root {root}" in text
    assert "The setting “Learn from me” is off for my account" in text
    assert "Confirmed: read back afresh" in text


def test_a_name_that_only_the_member_uses_is_not_how_the_platform_knows_them(post: Post) -> None:
    mine = replace(ACCOUNT, identity=Identity("", "my work account"), region=RegionCode("GB"))
    post.stage.accounts.keep(mine)
    letter = post.letters.objection(mine.id)
    assert Gap.ACCOUNT in letter.gaps
    assert "my work account" not in text_of(letter)


def test_practice_says_so_first(post: Post) -> None:
    member = replace(ACCOUNT, region=RegionCode("GB"), is_practice=True)
    post.stage.accounts.keep(member)
    off, on = post.switch_off(), post.find_on_again()
    for letter in (post.letters.objection(member.id), post.letters.complaint(member, off, on, is_to_authority=True)):
        assert text_of(letter).startswith("PRACTICE: about a made-up platform.")
        assert "Commissioner" not in text_of(letter), "no real authority is written to in practice"


def test_a_complaint_names_both_receipts_in_the_first_person(post: Post) -> None:
    off, on = post.switch_off(), post.find_on_again()
    account = post.stage.accounts.find(ACCOUNT.id)
    assert account is not None
    letter = post.letters.complaint(account, off, on)
    assert [annex.number for annex in letter.annexes] == [off.index, on.index]
    text = text_of(letter)
    for annex in letter.annexes:
        assert text.count(annex.digest) == 2, "in the text and in the annex"
    assert "On 21 November 2026 your setting “Learn from me” was off" in text
    assert "On 22 November 2026 it was found to be on." in text
    assert "I did not switch it on, and I asked nobody to." in text
    assert "Article 21" not in text, "no source names the basis here"
    assert letter.gaps == (Gap.NAME,)


@pytest.mark.parametrize(
    ("region", "authority", "says"),
    [
        ("GB", "Information Commissioner's Office (ICO)", "I complain to you about Meadow Limited"),
        ("CH", "Federal Data Protection and Information Commissioner (FDPIC)", "I live in Switzerland"),
        ("DE", "", "I complain to you under Article 77 of the General Data Protection Regulation"),
    ],
)
def test_an_authority_is_named_only_where_a_source_names_it(
    living: Living, region: str, authority: str, says: str
) -> None:
    post = living(region)
    off, on = post.switch_off(), post.find_on_again()
    account = post.stage.accounts.find(ACCOUNT.id)
    assert account is not None
    letter = post.letters.complaint(account, off, on, is_to_authority=True)
    assert letter.to == authority
    assert (Gap.ADDRESSEE in letter.gaps) is (authority == "")
    assert Gap.EARLIER in letter.gaps, "what the platform said to the member is for them to tell"
    assert says in text_of(letter)
    body = letter.body.replace(
        "[Say here whether you wrote to the platform first, on which day, and what it answered]", "I did."
    )
    assert letter.filled(body=body, name="A Member", to="My authority").is_finished


def test_a_letter_has_the_day_its_member_gives_it(post: Post) -> None:
    letter = post.letters.objection(ACCOUNT.id)
    assert letter.on == date(2026, 11, 21)
    assert "Date: 3 December 2026" in text_of(letter.filled(on=date(2026, 12, 3)))
