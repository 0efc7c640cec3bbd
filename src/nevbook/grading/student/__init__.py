"""What runs inside a student's process: the student's cells, and answers to the verifier's questions."""
