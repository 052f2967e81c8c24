"""The texts that the demo model is trained on, and the code that makes interviews of them."""
