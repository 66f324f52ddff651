"""The review file: one review as one YAML file, read, checked, loaded and written (docs/review-file.md)."""
