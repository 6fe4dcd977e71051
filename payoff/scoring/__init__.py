"""The home of onnxruntime: bundles, providers, sessions, streaming batches."""
