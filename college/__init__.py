"""The Django project: settings, addresses, the commands that compose the rooms, and one folder an app."""
