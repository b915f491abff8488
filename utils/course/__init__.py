"""The `course` command: one small module per job."""
