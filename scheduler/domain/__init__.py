"""The nouns: frozen dataclasses and plain questions about them, standard library only.

Codes are spelt here as their own table spells them, so they compare with `==`.
Times of day are whole minutes after midnight; moments are naive local datetimes.
"""
