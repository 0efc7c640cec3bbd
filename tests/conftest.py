"""Makes the helpers of this folder, such as ``leaks``, importable from every test."""
