/**
 * Names of files that mean the same on every file system, and the fields of JSON files.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.internal.file;

import org.jspecify.annotations.NullMarked;
