package io.github.hwgptbench.indicator;

import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.statistics.Better;
import java.util.List;

/** An indicator whose names and references are constants. */
abstract class DeclaredIndicator implements Indicator {

  private final String id;
  private final String label;
  private final String abbreviation;
  private final String prose;
  private final Better better;
  private final List<String> references;

  /**
   * Declares an indicator.
   *
   * @param references keys of the works that define it
   */
  DeclaredIndicator(
      String id,
      String label,
      String abbreviation,
      String prose,
      Better better,
      String... references) {
    this.id = id;
    this.label = label;
    this.abbreviation = abbreviation;
    this.prose = prose;
    this.better = better;
    this.references = List.of(references);
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String label() {
    return label;
  }

  @Override
  public final String abbreviation() {
    return abbreviation;
  }

  @Override
  public final String prose() {
    return prose;
  }

  @Override
  public final Better better() {
    return better;
  }

  @Override
  public final List<Reference> references() {
    return references.stream().map(Reference::of).toList();
  }
}
