"""Receipts on paper: pages laid out with Qt, as one PDF; the only room that knows Qt and no window."""
