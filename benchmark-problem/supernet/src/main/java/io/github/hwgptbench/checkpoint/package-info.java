/**
 * Reads the tensors of files of PyTorch and safetensors, without PyTorch and without running
 * anything that is in them. Such files come from anywhere: whatever is wrong with one ends in an
 * error that names the file and the part of it, and takes no more memory than a good one.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.checkpoint;

import org.jspecify.annotations.NullMarked;
