"""Sound for devices that have no Mandarin voice, and what people recorded themselves.

A worker speaks sentences, without any service outside: `spelling` says how a text sounds, `engine` speaks it, `making`
is that piece of work. Only what a page shows to whoever asks is ever spoken (`pages`); what is spoken is kept under a
key that nobody guesses, and goes when it was not heard for long. `recordings` takes in what an editor says into a
microphone.
"""
