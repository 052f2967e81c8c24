"""The tokenizer, the network, its training, and the export to GGUF."""
