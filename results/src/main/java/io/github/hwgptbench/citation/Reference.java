package io.github.hwgptbench.citation;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A work that a report can cite, with its entry for BibTeX. Shipped references are in the resource
 * {@code references.bib}; a custom {@linkplain io.github.hwgptbench.indicator.Indicator indicator}
 * can define others.
 *
 * @param key key of the entry
 * @param shortForm citation in a text: authors and year
 * @param bibtex the entry in ASCII, from its type to the line of its closing brace
 */
public record Reference(String key, String shortForm, String bibtex) {

  /** The key of the entry of this software, whose version is {@code %s}. */
  public static final String THIS_SOFTWARE = "hwgptbench";

  private static final Pattern ENTRY = Pattern.compile(
      "% (?<short>[^\n]+)\n(?<entry>@[a-z]+\\{(?<key>[^,\n]+),\n.*?\n}\n)", Pattern.DOTALL);

  /** Shipped works by key. */
  private static final class Shipped {
    static final Map<String, Reference> BY_KEY = read("references.bib");
  }

  /**
   * Makes a reference.
   *
   * @throws IllegalArgumentException if the entry has another key, or is not complete
   */
  public Reference {
    if (!bibtex.matches("(?s)@[a-z]+\\{" + Pattern.quote(key) + ",\n.*\n}\n")) {
      throw new IllegalArgumentException(Text.format(
          "Reference '%s': the BibTeX entry must begin with '@type{%s,' and end with a line '}'",
          key, key));
    }
  }

  /**
   * Returns a shipped reference.
   *
   * @throws IllegalArgumentException if there is no entry of this key
   */
  public static Reference of(String key) {
    Reference reference = Shipped.BY_KEY.get(key);
    if (reference == null) {
      throw new IllegalArgumentException(Text.format("No entry '%s' in references.bib", key));
    }
    return reference;
  }

  /** Returns all works that ship, in the order of the file. */
  static List<Reference> shipped() {
    return List.copyOf(Shipped.BY_KEY.values());
  }

  private static Map<String, Reference> read(String resource) {
    try (InputStream in = Reference.class.getResourceAsStream(resource)) {
      Matcher entries = ENTRY.matcher(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
      return entries
          .results()
          .map(entry -> new Reference(entry.group(3), entry.group(1), entry.group(2)))
          .collect(Collectors.toMap(
              Reference::key,
              reference -> reference,
              (one, other) -> {
                throw new IllegalStateException(Text.format("%s: '%s' twice", resource, one.key()));
              },
              LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
