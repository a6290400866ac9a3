"""What a certificate costs: `python -m bench.certificates`. docs/bench-certificates.md says how, and what came out."""
