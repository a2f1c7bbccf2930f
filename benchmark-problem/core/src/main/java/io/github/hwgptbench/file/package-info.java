/** Names of files that mean the same on every file system. */
package io.github.hwgptbench.file;
