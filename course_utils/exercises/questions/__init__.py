"""What a chapter asks before the answer is on the screen, and what it asks again: one module a chapter."""
