"""The book on paper: pages printed by Chromium, chapters and courses bound to PDF."""
