"""What a run leaves for people to read: the table, the CSV files, the feedback pages."""
