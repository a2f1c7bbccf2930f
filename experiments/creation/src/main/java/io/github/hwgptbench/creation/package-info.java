/** Making a benchmark: fitting surrogates to measured tables. */
@NullMarked
package io.github.hwgptbench.creation;

import org.jspecify.annotations.NullMarked;
