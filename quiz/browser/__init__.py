"""What a browser keeps and sees: its cookie, its language, and what all pages share."""
