"""The pages of a child's circle, each file a subject."""
