"""How well a model assesses answers whose ratings are known by design: `make evaluate-assessment MODEL=NAME`."""
