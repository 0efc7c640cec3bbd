"""From chapters to the book in each language. The only room that knows Jupyter Book."""
