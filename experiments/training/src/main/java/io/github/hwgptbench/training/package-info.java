/**
 * Training supernets: every step the largest sub-network, the smallest and some random ones learn
 * from the same text, and share their weights.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.training;

import org.jspecify.annotations.NullMarked;
