"""Translators take a language's sentences with them and bring them back: `flask languages`."""
