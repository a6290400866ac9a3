"""The demo's pictures and slides, printed in one hand: a few inks on paper, cut shapes, large characters."""
