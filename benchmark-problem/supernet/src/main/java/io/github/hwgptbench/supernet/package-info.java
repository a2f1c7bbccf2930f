/**
 * Supernets: GPT networks whose weights all architectures of a space share, each a leading slice of
 * them. The folder that weights are kept in, files of tokens, and the evaluation of sub-networks
 * through ONNX Runtime.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.supernet;

import org.jspecify.annotations.NullMarked;
