"""From what a class handed in to submissions that can be graded; nothing is lost on the way."""
