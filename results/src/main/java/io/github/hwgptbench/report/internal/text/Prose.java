package io.github.hwgptbench.report.internal.text;

import io.github.hwgptbench.citation.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text with citations, which can be written for a reader or for LaTeX.
 *
 * @param fragments in their order
 */
public record Prose(List<Fragment> fragments) {

  /** A piece of a text. */
  public sealed interface Fragment {}

  /**
   * Words.
   *
   * @param text with the spaces about it
   */
  public record Words(String text) implements Fragment {}

  /**
   * A citation, which stands behind the words before it.
   *
   * @param references one or more
   */
  public record Citation(List<Reference> references) implements Fragment {

    /** Copies the references. */
    public Citation {
      references = List.copyOf(references);
    }
  }

  /** Copies the fragments. */
  public Prose {
    fragments = List.copyOf(fragments);
  }

  /** Returns the text with citations such as {@code (Deb et al. 2002)}. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Citation citation) {
        text.append(citation.references().stream()
            .map(Reference::shortForm)
            .collect(Collectors.joining("; ", " (", ")")));
      } else if (fragment instanceof Words words) {
        text.append(words.text());
      }
    }
    return text.toString();
  }

  /**
   * Returns the text for LaTeX, escaped, with {@code \cite} of the keys of {@link Bibliography}.
   */
  public String latex() {
    StringBuilder text = new StringBuilder();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Citation citation) {
        text.append(citation.references().stream()
            .map(Reference::key)
            .collect(Collectors.joining(",", "~\\cite{", "}")));
      } else if (fragment instanceof Words words) {
        text.append(LatexText.escaped(words.text()));
      }
    }
    return text.toString();
  }

  /** Returns all references that are cited, in the order of their first citation. */
  public Set<Reference> references() {
    Set<Reference> cited = new LinkedHashSet<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Citation citation) {
        cited.addAll(citation.references());
      }
    }
    return cited;
  }

  /** Puts a text together. For one thread at a time. */
  static final class Builder {

    private final List<Fragment> fragments = new ArrayList<>();

    Builder words(String text) {
      fragments.add(new Words(text));
      return this;
    }

    /** Adds a citation of shipped works. */
    Builder cite(String... keys) {
      return cite(Arrays.stream(keys).map(Reference::of).toList());
    }

    /** Adds a citation, if there is a reference. */
    Builder cite(List<Reference> references) {
      if (!references.isEmpty()) {
        fragments.add(new Citation(references));
      }
      return this;
    }

    Prose build() {
      return new Prose(fragments);
    }
  }
}
