/** How the library is used, in one file each. */
package io.github.hwgptbench.examples;
