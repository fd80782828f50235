"""A whole ledger, exported: from the real file, checked by a stranger, and every entry in its place."""

import itertools
from pathlib import Path

import pytest
from tests.ledger.making import attempt, confirmation, ledger_of, observation, reading
from tests.receipts.bundles import lay
from tests.receipts.bundles import ledger_of as files_of
from tests.receipts.making import NOW, Log

from demur.core.setting import State
from demur.ledger.bundling import Part, bundle, openable, part_of, whole_ledger
from demur.ledger.log import SqliteLedger
from demur.receipts import ledger_verifier
from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import verify_anything, verify_path
from demur.receipts.keys import ReceiptKeys
from demur.receipts.ledger_verifier import ENTRIES_NAME, CalledOff
from demur.receipts.profile import canonical_bytes
from demur.receipts.proof import sign
from demur.receipts.verifier import Result, Verdict
from demur.words.bundle import page_text

PICTURE = b"\x89PNG\r\n\x1a\n a picture"


@pytest.fixture
def ledger(tmp_path: Path) -> SqliteLedger:
    made = ledger_of(tmp_path / "ledger")
    sealer = made.unlock()
    asked = sealer.seal(attempt())
    sealer.seal(confirmation(asked, after=reading(State.OFF, body=PICTURE)))
    sealer.seal(observation())
    return made


def verdict_of(path: Path) -> Verdict:
    (checked,) = verify_path(path)
    return checked.verdict


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_the_whole_ledger_is_valid(name: str, ledger: SqliteLedger, tmp_path: Path) -> None:
    verdict = verdict_of(write_bundle(tmp_path / name, whole_ledger(ledger)))
    assert (verdict.result, verdict.is_practice) == (Result.VALID, True)
    said = {finding.code: finding.details for finding in verdict.findings}
    assert said["entries-hold"]["count"] == said["tree-holds"]["size"] == "4"
    assert set(said) >= {"checkpoint-holds", "receipt-key-file-agrees", "keys-file-agrees"}


def test_a_check_tells_how_far_it_is_and_can_be_called_off(
    ledger: SqliteLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_verifier, "_STEP", 2)
    folder = write_bundle(tmp_path / "out", whole_ledger(ledger))
    seen: list[int] = []

    def watch(done: int) -> bool:
        seen.append(done)
        return True

    verify_anything(folder, watch)
    assert seen == [0, 2]
    with pytest.raises(CalledOff) as called_off:
        verify_anything(folder, lambda done: done < 2)
    assert called_off.value.entries == 2


def test_the_whole_ledger_discloses_nothing(ledger: SqliteLedger, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "out", whole_ledger(ledger))
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    for receipt in ledger.page(0, 10):
        for one in openable(ledger, receipt):
            assert one.content not in everything
            assert one.salt.encode() not in everything


def test_what_is_sealed_while_it_is_written_stays_out(ledger: SqliteLedger, tmp_path: Path) -> None:
    files = whole_ledger(ledger)
    ledger.unlock().seal(observation())
    assert verdict_of(write_bundle(tmp_path / "out", files)).result is Result.VALID


@pytest.mark.parametrize("chosen", [set(), {Part.PICTURE}, {Part.WORDING, Part.HANDLE}, set(Part)], ids=str)
def test_a_bundle_from_the_file_has_what_was_chosen(chosen: set[Part], ledger: SqliteLedger, tmp_path: Path) -> None:
    receipt = ledger.page(2, 1)[0]
    kept = openable(ledger, receipt)
    assert [part_of(one) for one in kept] == [Part.HANDLE, Part.USER_ID, Part.WORDING, Part.PICTURE]
    files = bundle(ledger, receipt, chosen, page_text)
    everything = b"".join(files.values())
    assert all((one.salt.encode() in everything) == (part_of(one) in chosen) for one in kept)
    assert verdict_of(write_bundle(tmp_path / "out.zip", files)).result is Result.VALID


def twenty() -> Log:
    log = Log()
    while len(log.bodies) < 20:
        log.add("observation")
    return log


def test_r3_every_deletion_duplication_and_swap_of_twenty(tmp_path: Path) -> None:
    """R3: 230 changes of an exported log of twenty, each found, and its place named."""
    log = twenty()
    files, bodies = files_of(log), log.bodies
    folder = lay(tmp_path, files)
    deleted = [(at, bodies[:at] + bodies[at + 1 :]) for at in range(20)]
    doubled = [(at + 1, bodies[: at + 1] + bodies[at:]) for at in range(20)]
    swapped = []
    for one, two in itertools.combinations(range(20), 2):
        order = list(bodies)
        order[one], order[two] = order[two], order[one]
        swapped.append((one, order))
    for place, changed in deleted + doubled + swapped:
        (folder / ENTRIES_NAME).write_bytes(b"".join(body + b"\n" for body in changed))
        verdict = verdict_of(folder)
        assert verdict.result is Result.NOT_VALID, place
        first = verdict.findings[0]
        if first.code == "entries-hold":  # the last one left out: what is there holds, and isn't all
            assert (place, verdict.findings[1].code) == (19, "tree-differs")
        else:
            assert (first.code, first.details["index"]) == ("entry-out-of-place", str(place))
    assert len(deleted + doubled + swapped) == 230


def test_an_entry_signed_by_another_key(tmp_path: Path) -> None:
    log = Log()
    body = canonical_bytes(sign(log.unsigned("observation"), ReceiptKeys.from_secret(b"\x07" * 32), NOW))
    log.append_body(body)
    verdict = verdict_of(lay(tmp_path, files_of(log)))
    assert verdict.findings[0].code == "entry-key-differs"


def test_an_entry_whose_signature_is_another_ones(tmp_path: Path) -> None:
    log = Log()
    log.add("observation")
    fields = log.unsigned("observation")
    other = sign({**fields, "recordedAt": "2026-11-21T17:30:09.872Z"}, log.keys, NOW)
    log.append_body(canonical_bytes({**fields, "proof": other["proof"]}))
    assert verdict_of(lay(tmp_path, files_of(log))).findings[0].code == "entry-signature-wrong"


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    files = files_of(twenty())
    for name, code in (("checkpoint", "ledger-checkpoint-missing"), ("log-key.pem", "log-key-missing")):
        left = {one: content for one, content in files.items() if one != name}
        verdict = verdict_of(lay(tmp_path / name, left))
        assert verdict.result is Result.CANNOT_TELL
        assert code in [finding.code for finding in verdict.findings]


@pytest.mark.parametrize("entries", [b"", b"\n", b"x" * 200_000, b"{}\n", b"\xff\n"])
def test_what_is_no_list_of_entries(entries: bytes, tmp_path: Path) -> None:
    verdict = verdict_of(lay(tmp_path, {**files_of(Log()), ENTRIES_NAME: entries}))
    assert (verdict.result, verdict.findings[0].code) == (Result.NOT_VALID, "entry-broken")


def test_a_cut_last_line_is_refused(tmp_path: Path) -> None:
    files = files_of(Log())
    cut = files[ENTRIES_NAME].removesuffix(b"\n")
    assert verdict_of(lay(tmp_path, {**files, ENTRIES_NAME: cut})).findings[0].code == "entry-broken"


def test_a_folder_of_several_receipts_has_a_verdict_for_each(tmp_path: Path) -> None:
    log = twenty()
    for index in (2, 3, 4):
        log.export(index, tmp_path)
    file = tmp_path / "000003.json"
    file.write_bytes(file.read_bytes().replace(b'"state":"off"', b'"state":"on"'))
    found = {name: verdict.result for name, verdict in verify_path(tmp_path)}
    assert found == {
        "000002.json": Result.VALID,
        "000003.json": Result.NOT_VALID,
        "000004.json": Result.VALID,
    }
