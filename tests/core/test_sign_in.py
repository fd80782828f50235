"""Which way is suggested to whom."""

import pytest

from demur.core.account import AccountId
from demur.core.route import ApplyWay
from demur.core.sign_in import SignInWith, setting_name, suggested_way


@pytest.mark.parametrize("signs_in_with", SignInWith)
def test_own_browser_works_however_one_signs_in(signs_in_with: SignInWith) -> None:
    assert suggested_way(signs_in_with, (ApplyWay.OWN_BROWSER,)) is ApplyWay.OWN_BROWSER


def test_only_a_password_leads_to_what_the_file_names_first() -> None:
    """`other` stands for a way inside the program: there is none yet."""
    other = ApplyWay.MYSELF
    offered = (other, ApplyWay.OWN_BROWSER)
    assert suggested_way(SignInWith.PASSWORD, offered) == other
    assert suggested_way(SignInWith.PROVIDER, offered) is ApplyWay.OWN_BROWSER
    assert suggested_way(SignInWith.UNSURE, offered) is ApplyWay.OWN_BROWSER
    assert suggested_way(SignInWith.UNSURE, (other,)) == other


def test_answer_is_kept_under_a_name_that_goes_with_the_account() -> None:
    assert setting_name(AccountId("linkedin-1a")) == "sign-in:linkedin-1a"
