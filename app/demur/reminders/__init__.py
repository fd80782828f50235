"""What Demur tells a member who isn't looking: which notices are due, and how a desktop is told of them."""
