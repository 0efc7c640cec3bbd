"""What the benches with a kit share: the words of the items, their card, their panel."""
