"""The words of a video in the hands of people: correcting cues, what was changed by whom, what survives the engine.

`actions.change_cues` is the only way in which a person's words come into a transcript, whether they are typed, undone
or imported. `keeping.keep_corrected` holds the engine to it when it runs again.
"""
