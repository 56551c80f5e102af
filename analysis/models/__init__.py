"""The sentence encoder and the target-sentiment model, on ONNX Runtime."""
