/** Names of files that mean the same on every file system. */
@NullMarked
package io.github.hwgptbench.file;

import org.jspecify.annotations.NullMarked;
