"""The member's files on this computer: the append-only log of receipts, and the accounts Demur remembers."""
