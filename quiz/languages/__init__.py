"""The languages of the service: sentences, catalogues of translations, and their extraction.

`docs/languages.md` says how a sentence is written, and how a language is added.
"""
