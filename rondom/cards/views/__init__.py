"""The pages of cards, each file a subject."""
