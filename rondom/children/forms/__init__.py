"""What comes in for a child's circle, each file a subject."""
