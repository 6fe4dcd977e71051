"""A labelled table becomes a calibrated model, exported to ONNX with a parity certificate."""
