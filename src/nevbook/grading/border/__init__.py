"""What may cross between a student's process and those that judge it: plain data, nothing else."""
