"""What requests cost: `python -m bench.web`. docs/bench-web.md says how it is measured and with what result."""
