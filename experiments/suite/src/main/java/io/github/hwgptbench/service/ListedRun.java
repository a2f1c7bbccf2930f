package io.github.hwgptbench.service;

import java.nio.file.Path;

/** A run that the folder of a service has. */
sealed interface ListedRun permits ServedRun, DamagedRun {

  String id();

  /** Returns the folder of its record. */
  Path folder();
}
