"""Certificates at the office's desk: rules, issuers, what was issued, what waits for a reviewer or for the public."""
