"""What templates of the workspace need."""
