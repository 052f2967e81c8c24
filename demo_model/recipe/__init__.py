"""How demo_model/demo.gguf is made: corpus, tokenizer, training, export, evaluation."""
