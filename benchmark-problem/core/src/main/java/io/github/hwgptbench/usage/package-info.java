/** What tells a mistake of a user from an error of this library. */
package io.github.hwgptbench.usage;
