"""Where a source's address may lead: hosts that somebody looked at, listed in the repository and nowhere else.

A file of claims can't bring hosts along, so one that a member takes in from elsewhere opens nothing new.
"""

import re
from pathlib import Path

from demur.core.problem import MeaningBroken
from demur.meaning.record import Fault, Lines, Record, parse

FORMAT = 1
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
PATH = re.compile(r"/([A-Za-z0-9._~-]+/)*")

Hosts = dict[str, str]
"""Each host with the path that an address there must begin with."""


def load(file: Path) -> Hosts:
    """Read the list of hosts, whole or not at all: raises `MeaningBroken` with file, line and reason."""
    try:
        return read_hosts(file.read_bytes())
    except Fault as fault:
        raise MeaningBroken(file=str(file), line=str(fault.line), reason=fault.reason) from fault
    except OSError as error:
        raise MeaningBroken(file=str(file), line="1", reason=error.strerror or "cannot be read") from error


def read_hosts(untrusted_bytes: bytes) -> Hosts:
    """Return the hosts of a list, or raise `Fault`."""
    text, table = parse(untrusted_bytes)
    top = Record(table, Lines(text), 1)
    if top.number("format") != FORMAT:
        raise top.fault("is one that this program does not know", "format")
    hosts: Hosts = {}
    for record in top.headed_tables("host"):
        name = record.matching("name", HOST)
        if name in hosts:
            raise record.fault(f"{name!r} is there twice", "name")
        hosts[name] = record.matching("under", PATH)
        record.text("whose")
        record.close()
    top.close()
    return hosts
