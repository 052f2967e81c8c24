"""Makes demo_model/demo.gguf: corpus, tokenizer, training, export, checks."""
