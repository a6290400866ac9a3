"""Users, the four-level tree of organisations, memberships with a staff kind, signing in.

The lowest room: any other may import it, it imports none.
"""
