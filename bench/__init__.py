"""What the product costs, measured: `python -m bench.transcribe`. docs/bench.md says how and with what result.

The parent process stays small: what it measures runs in processes of its own.
"""
