"""How models/demo.gguf is made: corpus, tokenizer, training, export, evaluation."""
