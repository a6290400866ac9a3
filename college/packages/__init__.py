"""Course packages that authoring tools write (SCORM 1.2): read, kept, and run apart from the site.

`archives` opens a file once it is known to be bounded and harmless, `manifest` reads from it what is to be shown in
which order, `actions` keeps it. A package runs in a frame that can reach neither the site nor its cookies: `serving`
hands out its files to whoever has a token of `tokens`, on the host that `apart` names. What a package reports
(`elements` says what it may) goes to the page around the frame; how much of it counts, the rooms above decide.
"""
