package io.github.hwgptbench.report.internal.text;

import io.github.hwgptbench.citation.Reference;
import java.util.Comparator;
import java.util.Locale;
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
        .map(reference -> entry(reference, version))
        .collect(Collectors.joining("\n"));
  }

  private static String entry(Reference reference, String version) {
    return reference.key().equals(Reference.THIS_SOFTWARE)
        ? String.format(Locale.ROOT, reference.bibtex(), LatexText.escaped(version))
        : reference.bibtex();
  }
}
