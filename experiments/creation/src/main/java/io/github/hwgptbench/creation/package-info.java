/** Making a benchmark: fitting surrogates to measured tables. */
package io.github.hwgptbench.creation;
