package io.github.hwgptbench.report.text;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** A file of references for BibTeX. */
public final class Bibliography {

  private Bibliography() {}

  /**
   * Returns the entries, in the order of their keys.
   *
   * @param references that a text cites, such as {@link Prose#references}
   * @param version of this software, which its own entry says
   */
  public static String bibtex(Set<Reference> references, String version) {
    return references.stream()
        .sorted(Comparator.comparing(Reference::key))
        .map(reference -> reference.bibtex(version))
        .collect(Collectors.joining("\n"));
  }
}
