"""People with an account sign in, look after their account, and sign out."""
