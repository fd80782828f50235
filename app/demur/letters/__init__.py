"""Letters of a member's own: filled in here from what is known, sent by the member, and their answers waited for."""
