"""Slides from the chapters: `text` reads Markdown, `deck` holds the rule, `build` writes pages and `printing` PDFs."""
