"""What runs inside the verifier's process: the test cells, on the student's names as plain data and remote calls."""
