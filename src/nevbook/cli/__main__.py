"""``python -m nevbook.cli`` does what ``nevbook`` does."""

from nevbook.cli import main

main()
