"""Speech in a file becomes cues: probe, cut at silences, hear (an engine), clean, split.

Reads no database and no request. `errors`, `cues` and `lines` need nothing beyond the site's own dependencies;
`probe`, `audio`, `engines` and `pipeline` need the extra `worker`, so web processes import them only inside tasks.
"""
