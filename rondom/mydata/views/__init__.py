"""What people see: the family, the desk that answers, and who has a question about privacy."""
