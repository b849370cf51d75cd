"""What the chapters of the course import: convolution from the integral to the layer, with its figures and checks."""
