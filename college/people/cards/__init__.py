"""Signing in without a password: by a printed card, with four pictures where the organisation asks for them, or with
the help of somebody beside.

A card's QR code is an address with a random token, of which only a keyed digest is kept. Opening it signs nobody in: it
leads to a page that asks whether it is her, and the button there does. Who came in this way is the user of a backend
(`backend.CardBackend`) that knows only people who just learn: nothing at a desk, no password and no number can be
reached from there. Revoking a card ends what was begun with it.
"""
