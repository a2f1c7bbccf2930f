package io.github.hwgptbench.onnx;

/**
 * The input and the output of a model.
 *
 * @param model what messages call the model
 * @param input the name of the input
 * @param single whether the input is float rather than double
 * @param width the number of features
 * @param batch the number of rows of the input
 * @param output the name of the output
 */
record OnnxSignature(
    String model, String input, boolean single, int width, int batch, String output) {}
