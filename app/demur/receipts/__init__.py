"""What a receipt is in bytes: profile, fields, signatures, the tree, and the verifier that stands alone."""
