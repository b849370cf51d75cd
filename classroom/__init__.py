"""What a teacher runs: student copies, grading, an nbgrader assignment. README.md says how."""
