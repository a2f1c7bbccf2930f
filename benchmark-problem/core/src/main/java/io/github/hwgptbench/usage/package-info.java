/** What tells a mistake of a user from an error of this library. */
@NullMarked
package io.github.hwgptbench.usage;

import org.jspecify.annotations.NullMarked;
