"""The transcript as it is read: the first lines beside the player, the rest when it is wanted, all of it on a page.

A talk of three hours has thousands of lines; a page that shows a player must be light on a phone.
"""
