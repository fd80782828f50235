"""Qt WebEngine, guarded: profiles that forget, pages that go nowhere else, and the way for a worker to drive them."""
