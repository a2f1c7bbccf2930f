package io.github.hwgptbench.service;

import java.nio.file.Path;

/**
 * A run whose record can't be read.
 *
 * @param failure says why
 */
record DamagedRun(String id, Path folder, String failure) implements ListedRun {}
